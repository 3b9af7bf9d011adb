# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whoever reads figures is told that there are others: now and then, not at each claim."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import AanbiedercijfersGewijzigd, CijfersGewijzigd
from libs.common.runtime import Runtime
from services.reporting import tables as t
from services.reporting.domain import DEFINITIEVERSIE, accounthouders
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers.accounthouder import holders
from services.reporting.store import memberships, wijzigingen
from services.reporting.store.wijzigingen import Maanden, joined

EVERY_S = 300
"""Seconds between two times: many claims of one day are one notice."""


async def tell_changes(rt: Runtime) -> bool:
    """Publish whose figures changed, and forget it; one worker does, of any number."""
    if not await rt.db.leads("wijzigingen"):
        return False
    async with rt.db.read() as session:
        if not await wijzigingen.changed(session, t.cijferwijziging):
            return False
    async with rt.db.begin() as session:
        await _tell_members(rt, session)
        await _tell_holders(rt, session)
    return False


async def _tell_members(rt: Runtime, session: AsyncSession) -> None:
    """Gemeenten, and the regions that they are members of."""
    marks = await wijzigingen.changed(session, t.cijferwijziging)
    regios: dict[str, Maanden] = {}
    for lid in await memberships(session):
        if lid.gemeentecode in marks:
            span = marks[lid.gemeentecode]
            regios[lid.regiocode] = joined(regios.get(lid.regiocode), span)
    of_gemeenten = _events(rt, "gemeentecode", marks)
    await rt.outbox.add(session, *of_gemeenten, *_events(rt, "regiocode", regios))
    await wijzigingen.told(session, t.cijferwijziging, marks)


def _events(rt: Runtime, owner: str, months: dict[str, Maanden]) -> Iterator[CijfersGewijzigd]:
    now = rt.clock.now()
    for code, (van, tot) in sorted(months.items()):
        yield CijfersGewijzigd(
            **{owner: code},
            van_maand=f"{van:%Y-%m}",
            tot_maand=f"{tot:%Y-%m}",
            definitieversie=DEFINITIEVERSIE,
            vastgesteld_op=now,
        )


async def _tell_holders(rt: Runtime, session: AsyncSession) -> None:
    """Providers, each with the region that speaks with it today."""
    marks = await wijzigingen.changed(session, t.aanbiederwijziging)
    now = rt.clock.now()
    known = await holders(session, list(marks), rt.clock.today(), now)
    events = []
    for code, (van, tot) in sorted(marks.items()):
        held = known.get(code)
        events.append(
            AanbiedercijfersGewijzigd(
                agb_code=code,
                accounthouder=held.regiocode if held else None,
                van_maand=f"{van:%Y-%m}",
                tot_maand=f"{tot:%Y-%m}",
                kwartaal=str(Kwartaal.van(tot)),
                definitieversie=accounthouders.DEFINITIEVERSIE,
                vastgesteld_op=now,
            )
        )
    await rt.outbox.add(session, *events)
    await wijzigingen.told(session, t.aanbiederwijziging, marks)
