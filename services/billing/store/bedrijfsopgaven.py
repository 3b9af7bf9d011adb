# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What aanbieders report about themselves, as rows: every version stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.signalering import Bedrijfsopgave

_c = t.bedrijfsopgave.c
_NAMES = ("agb_code", "jaar", "versie", "opgericht_op", "professionals", "omzet", "resultaat")
_COLUMNS = tuple(_c[name] for name in _NAMES)


async def add(session: AsyncSession, opgave: Bedrijfsopgave, moment: datetime) -> None:
    """A version; two at once cannot both be the next."""
    values = {name: getattr(opgave, name) for name in _NAMES} | {"ingediend_op": moment}
    await session.execute(sa.insert(t.bedrijfsopgave).values(values))


async def last_version(session: AsyncSession, agb_code: str, jaar: int) -> int:
    """0 before the first."""
    query = sa.select(sa.func.max(_c.versie)).where(_c.agb_code == agb_code, _c.jaar == jaar)
    return int(await session.scalar(query) or 0)


async def of_aanbieder(session: AsyncSession, agb_code: str) -> Sequence[Bedrijfsopgave]:
    """The newest version of each year, the last year first."""
    query = sa.select(*_COLUMNS).where(_c.agb_code == agb_code).order_by(_c.versie)
    newest = {row.jaar: Bedrijfsopgave(*row) for row in await session.execute(query)}
    return [newest[jaar] for jaar in sorted(newest, reverse=True)]


async def newest_until(session: AsyncSession, jaar: int) -> Mapping[str, Bedrijfsopgave]:
    """By aanbieder the last report about this year or one before it."""
    rank = sa.func.row_number().over(
        partition_by=_c.agb_code, order_by=(_c.jaar.desc(), _c.versie.desc())
    )
    ranked = sa.select(*_COLUMNS, rank.label("plaats")).where(_c.jaar <= jaar).subquery("ranked")
    query = sa.select(*(ranked.c[name] for name in _NAMES)).where(ranked.c.plaats == 1)
    return {row.agb_code: Bedrijfsopgave(*row) for row in await session.execute(query)}
