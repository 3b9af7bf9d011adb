# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten pay of lump sums, as known at a moment."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.worth import rounded
from services.reporting import tables as t
from services.reporting.domain.indicatoren.feiten import Ingave
from services.reporting.store.partijen import Omzet
from services.reporting.store.window import known_at

TAAKBIJDRAGE = "taakbijdrage"
_JAAR = 12


async def lump_sums(session: AsyncSession, moment: datetime) -> list[Ingave]:
    """By gemeente, aanbieder and year: as agreed, or else as contract splits them."""
    c = t.taakbijdrage.c
    # By their names what was agreed comes before how it is split.
    query = sa.select(t.taakbijdrage).where(known_at(t.taakbijdrage, moment)).order_by(c.bron)
    chosen: dict[tuple[str, int], sa.Row[tuple[object, ...]]] = {}
    for row in await session.execute(query):
        chosen.setdefault((row.contract_id, row.jaar), row)
    return [
        Ingave(
            gemeente=one["gemeentecode"],
            soort=TAAKBIJDRAGE,
            jaar=row.jaar,
            waarde=one["bedrag"],
            aanbieder=row.agb_code,
        )
        for row in chosen.values()
        for one in row.bijdragen
    ]


async def lump_sums_by_month(
    session: AsyncSession,
    maanden: Sequence[date],
    moment: datetime,
    agb_codes: Collection[str],
) -> list[Omzet]:
    """Those of providers as twelfths; the twelve of a year add up to the cent."""
    return [
        Omzet(one.aanbieder, one.gemeente, maand, _twelfth(one.waarde, maand.month))
        for one in await lump_sums(session, moment)
        if one.aanbieder is not None and one.aanbieder in agb_codes
        for maand in maanden
        if maand.year == one.jaar
    ]


def _twelfth(cents: int, month: int) -> int:
    return rounded(cents * month, _JAAR) - rounded(cents * (month - 1), _JAAR)
