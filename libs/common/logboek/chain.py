# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The chain over a log: each action sealed with the one before it, under the key of the service.

One worker adds links after the commit, so that those who write never wait for each other. Whoever
may write in the database and has not the key cannot make a link that fits.
"""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

import structlog

from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.logboek import store
from libs.common.logboek.model import Betrokkene, Handeling
from libs.common.logboek.tables import LogboekTables

BATCH = 50
"""Actions at a time: one may have thousands of persons."""
CHAINED_WITHIN = timedelta(minutes=15)
"""An action that is older and has no place in the chain came past it, or nobody works."""

PURPOSE = "logboek"
_BEGIN = "0" * 64

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a chain does not hold, by number or id of an action, and why."""

    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Makes and follows the chain in one database."""

    db: Database
    tables: LogboekTables
    vault: Vault
    clock: Clock

    async def step(self) -> bool:
        """Add links for what has none, by one worker of all; True when there may be more."""
        if not await self.db.leads("logboek"):
            return False
        async with self.db.begin() as session:
            actions = await store.unchained(session, self.tables, BATCH)
            if not actions:
                return False
            ids = [one.id for one in actions]
            persons = await store.betrokkenen(session, self.tables, ids)
            links = self._links(await store.last(session, self.tables), actions, persons)
            await store.chain(session, self.tables, links)
        # Kept elsewhere, this shows when the end of the chain was cut off.
        end = links[-1]
        _log.info("log_chained", number=end.volgnummer, seal=end.keten)
        return len(actions) == BATCH

    async def verify(self, end: tuple[int, str] | None = None) -> AsyncIterator[Breach | int]:
        """Follow the chain: how many links after each batch, and each place where it breaks.

        `end` is a number and seal that was written down, which the chain must have.
        """
        before: Handeling | None = None
        count = 0
        ends = end is None
        while actions := await self._after(before):
            async with self.db.read() as session:
                ids = [one.id for one in actions]
                persons = await store.betrokkenen(session, self.tables, ids)
            for link in actions:
                expected = self._link(before, link, persons.get(link.id, ()))
                if link.volgnummer != expected.volgnummer:
                    yield Breach(str(expected.volgnummer), "is missing")
                elif link.keten != expected.keten:
                    yield Breach(str(link.volgnummer), "was changed")
                ends = ends or (link.volgnummer, link.keten) == end
                before = link
            count += len(actions)
            yield count
        if end is not None and not ends:
            yield Breach(str(end[0]), "is not as it was written down")
        async with self.db.read() as session:
            for one in await store.unchained(session, self.tables, BATCH):
                if one.eind_op < self.clock.now() - CHAINED_WITHIN:
                    yield Breach(one.id, "has no place in the chain")

    async def _after(self, before: Handeling | None) -> list[Handeling]:
        async with self.db.read() as session:
            after = before.volgnummer or 0 if before else 0
            return await store.chained(session, self.tables, after, BATCH)

    def _links(
        self,
        before: Handeling | None,
        actions: Iterable[Handeling],
        persons: Mapping[str, Sequence[Betrokkene]],
    ) -> list[Handeling]:
        links: list[Handeling] = []
        for one in actions:
            before = self._link(before, one, persons.get(one.id, ()))
            links.append(before)
        return links

    def _link(
        self, before: Handeling | None, action: Handeling, persons: Sequence[Betrokkene]
    ) -> Handeling:
        """The action with the place and seal that it has after `before`."""
        number = 1 if before is None else (before.volgnummer or 0) + 1
        placed = replace(action, volgnummer=number, keten=None)
        told = [
            _BEGIN if before is None else before.keten,
            asdict(placed),
            [asdict(one) for one in persons],
        ]
        text = json.dumps(told, default=lambda moment: moment.isoformat(), sort_keys=True)
        return replace(placed, keten=self.vault.fingerprint(text.encode(), PURPOSE))
