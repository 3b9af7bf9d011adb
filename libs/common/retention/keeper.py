# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The nightly work: a list for each gemeente of whose term ended, for people to decide on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from libs.common.problem import Conflict
from libs.common.retention import opstellen
from libs.common.retention.lijst import SYSTEEM, Dader
from libs.common.retention.opstellen import Vernietiging

EVERY = timedelta(days=1)


@dataclass(slots=True)
class Keeper:
    """Does it for one database once a day; of all that share it, one does the work."""

    v: Vernietiging
    _next: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._next = self.v.clock.now()

    async def step(self) -> bool:
        """Draw up what is due, when a day has gone by since the last time."""
        now = self.v.clock.now()
        if now < self._next or not await self.v.db.leads("vernietiging"):
            return False
        self._next = now + EVERY
        return bool(await draw_up_all(self.v))


async def draw_up_all(v: Vernietiging) -> dict[str, str]:
    """A list for each gemeente that has none open and of whose clients a term ended: their ids."""
    async with v.db.read() as session:
        gemeenten = await opstellen.gemeenten_due(v, session)
    made: dict[str, str] = {}
    for gemeentecode in gemeenten:
        try:
            async with v.db.begin() as session:
                lijst = await opstellen.draw_up(v, session, gemeentecode, Dader(SYSTEEM))
        except Conflict:
            continue  # one is being dealt with
        made[gemeentecode] = lijst.id
    return made
