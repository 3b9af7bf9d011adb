# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Draws up once a year which aanbieders of a contractant did little (C-17)."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import KleineAanbieder, KleineAanbiedersVastgesteld
from libs.common.runtime import Runtime
from services.contract import store
from services.contract.handlers.overzichten import Klein, row_of, small_ones
from services.contract.store import jaarlijsten
from services.contract.store.jaarlijsten import Lijst

VANAF = (4, 1)
"""Month and day from which the year before is looked at: most of it is claimed by then."""


async def draw_up(rt: Runtime) -> bool:
    """The lists of the year before that are not there yet; True when there were any."""
    today = rt.clock.today()
    if (today.month, today.day) < VANAF:
        return False
    jaar = today.year - 1
    async with rt.db.read() as session:
        waiting = await jaarlijsten.still_to_draw_up(session, jaar)
    for contractant in waiting:
        async with rt.db.begin() as session:
            await _draw_up(rt, session, contractant, jaar)
    return bool(waiting)


async def _draw_up(rt: Runtime, session: AsyncSession, contractant: str, jaar: int) -> None:
    gemeenten = frozenset((contractant,))
    if await store.read_regio(session, contractant) is not None:
        gemeenten = await store.members_on(session, contractant, date(jaar, 12, 31))
    total, found = await small_ones(session, contractant, gemeenten, jaar)
    rows = [row_of(one) for one in found]
    if await jaarlijsten.keep(session, Lijst(contractant, jaar, total, rows, rt.clock.now())):
        await rt.outbox.add(session, _event(contractant, jaar, total, found))


def _event(
    contractant: str, jaar: int, total: int, found: list[Klein]
) -> KleineAanbiedersVastgesteld:
    return KleineAanbiedersVastgesteld(
        contractant=contractant,
        jaar=jaar,
        gecontracteerd=total,
        aanbieders=tuple(
            KleineAanbieder(
                agb_code=one.aanbieder.agb_code,
                signalen=one.activiteit.signalen,
                opzegbaar=one.opzegbaar,
            )
            for one in found
        ),
    )
