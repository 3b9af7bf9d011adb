# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The work of the worker: at night a list for each gemeente of whose term ended, for people to
decide on, and carrying out what they approved."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from libs.common.problem import Conflict
from libs.common.retention import opstellen, store
from libs.common.retention.lijst import SYSTEEM, Dader, Lijst
from libs.common.retention.uitvoeren import WAITS, OnvolledigError, carry_out
from libs.common.retention.vernietiging import Vernietiging

EVERY = timedelta(days=1)


@dataclass(slots=True)
class Keeper:
    """Does it for one database; of all that share it, one does the work.

    A list that could not be carried out rests for a day: each time all rows are looked through.
    One that failed comes after the others, so that it keeps none of them back.
    """

    v: Vernietiging
    _next: datetime = field(init=False)
    _work: AsyncIterator[str] | None = None
    _resting: dict[str, datetime] = field(default_factory=dict)
    _failed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._next = self.v.clock.now()

    async def step(self) -> bool:
        """Draw up what is due once a day; else go on with a list that was approved.

        True when there may be more to do at once.
        """
        if not await self.v.db.leads("vernietiging"):
            return False
        now = self.v.clock.now()
        if now >= self._next:
            self._next = now + EVERY
            await draw_up_all(self.v)
        if self._work is None:
            self._work = await self._begin(now)
        if self._work is None:
            return False
        try:
            told = await anext(self._work)
        except StopAsyncIteration:
            self._work = None
            return True
        except BaseException:
            self._work = None
            raise
        return told != WAITS

    async def _begin(self, now: datetime) -> AsyncIterator[str] | None:
        async with self.v.db.read() as session:
            waiting = await store.approved(session, self.v.tables)
        ready = [one for one in waiting if self._resting.get(one.id, now) <= now]
        lijst = min(ready, key=lambda one: self._failed[one.id], default=None)
        return None if lijst is None else self._carried_out(lijst)

    async def _carried_out(self, lijst: Lijst) -> AsyncIterator[str]:
        try:
            async for told in carry_out(self.v, lijst):
                yield told
        except OnvolledigError:  # it was logged where it was found
            self._resting[lijst.id] = self.v.clock.now() + EVERY
        except Exception:
            self._failed[lijst.id] += 1
            raise


async def draw_up_all(v: Vernietiging) -> list[Lijst]:
    """A list for each gemeente and category that has none open and of which a term ended.

    What fails for one is raised when all others have theirs.
    """
    made: list[Lijst] = []
    failed: list[Exception] = []
    for one in v.alle:
        await _draw_up(one, made, failed)
    if failed:
        raise failed[0]
    return made


async def _draw_up(v: Vernietiging, made: list[Lijst], failed: list[Exception]) -> None:
    async with v.db.read() as session:
        gemeenten = await opstellen.gemeenten_due(v, session)
    for gemeentecode in gemeenten:
        try:
            async with v.db.begin() as session:
                lijst = await opstellen.draw_up(v, session, gemeentecode, Dader(SYSTEEM))
        except (Conflict, IntegrityError):
            continue  # one is being dealt with, or was drawn up a moment ago
        except Exception as error:
            failed.append(error)
        else:
            made.append(lijst)
