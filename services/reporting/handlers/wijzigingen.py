# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whoever reads figures is told that there are others: now and then, not at each claim."""

from collections.abc import Iterator

from libs.common.contracts import CijfersGewijzigd
from libs.common.runtime import Runtime
from services.reporting.domain import DEFINITIEVERSIE
from services.reporting.store import memberships, wijzigingen
from services.reporting.store.wijzigingen import Maanden, joined

EVERY_S = 300
"""Seconds between two times: many claims of one day are one notice."""


async def tell_changes(rt: Runtime) -> bool:
    """Publish whose figures changed, and forget it; one worker does, of any number."""
    if not await rt.db.leads("wijzigingen"):
        return False
    async with rt.db.read() as session:
        if not await wijzigingen.changed(session):
            return False
    async with rt.db.begin() as session:
        marks = await wijzigingen.changed(session)
        regios: dict[str, Maanden] = {}
        for lid in await memberships(session):
            if lid.gemeentecode in marks:
                span = marks[lid.gemeentecode]
                regios[lid.regiocode] = joined(regios.get(lid.regiocode), span)
        of_gemeenten = _events(rt, "gemeentecode", marks)
        await rt.outbox.add(session, *of_gemeenten, *_events(rt, "regiocode", regios))
        await wijzigingen.told(session, marks)
    return False


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
