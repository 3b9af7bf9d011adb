# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Policies of gemeenten, every version of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.beleid import Beleid

_c = t.beleid.c


async def in_force(session: AsyncSession, gemeentecode: str) -> Beleid:
    """The newest version, or versie 0: nothing is decided automatically."""
    query = sa.select(t.beleid).where(_c.gemeentecode == gemeentecode).order_by(_c.versie.desc())
    row = (await session.execute(query.limit(1))).one_or_none()
    if row is None:
        return Beleid(gemeentecode)
    typen = row.verwijzer_typen
    return Beleid(
        gemeentecode=gemeentecode,
        versie=row.versie,
        automatisch_toekennen=row.automatisch_toekennen,
        maximum_volume=row.maximum_volume,
        verwijzer_typen=None if typen is None else frozenset(typen),
        gesloten_codes=frozenset(row.gesloten_codes or ()),
    )


async def keep(session: AsyncSession, beleid: Beleid, now: datetime) -> None:
    """Add a version; its number keeps two at once from both being the next."""
    typen = beleid.verwijzer_typen
    values = {
        "gemeentecode": beleid.gemeentecode,
        "versie": beleid.versie,
        "automatisch_toekennen": beleid.automatisch_toekennen,
        "maximum_volume": beleid.maximum_volume,
        "verwijzer_typen": None if typen is None else sorted(typen),
        "gesloten_codes": sorted(beleid.gesloten_codes),
        "vastgesteld_op": now,
    }
    await session.execute(sa.insert(t.beleid).values(values))
