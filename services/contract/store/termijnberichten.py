# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which terms were told of, at which thresholds."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.contract import tables as t
from services.contract.domain.termijnen import Signaal

_c = t.termijnbericht.c
_KEY = ("dossier_id", "soort", "uiterlijk", "dagen")


async def told(session: AsyncSession, dossier_id: str) -> set[tuple[str, date, int]]:
    """Of a dossier: kind, last day and threshold."""
    query = sa.select(_c.soort, _c.uiterlijk, _c.dagen).where(_c.dossier_id == dossier_id)
    return {(row.soort, row.uiterlijk, row.dagen) for row in await session.execute(query)}


async def keep(session: AsyncSession, dossier_id: str, signaal: Signaal, now: datetime) -> bool:
    """True when it is told for the first time, also with two that look at once."""
    values = {
        "dossier_id": dossier_id,
        "soort": signaal.soort,
        "uiterlijk": signaal.uiterlijk,
        "dagen": signaal.dagen,
        "gegeven_op": now,
    }
    kept = insert_ignore(t.termijnbericht, values, key=_KEY).returning(_c.dagen)
    return await session.scalar(kept) is not None
