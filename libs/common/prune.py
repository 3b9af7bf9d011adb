# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pruning: what of the mechanics may go after a time, and what stays; reasons in decision 17.

Rows go in small batches, each a transaction of its own, so that nobody waits for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from libs.common.clock import Clock
from libs.common.db import Database
from libs.common.idempotency import KEPT_FOR
from libs.common.mechanics import Mechanics

BATCH = 1_000
EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of `table` go when the moment in `column` is longer ago than `after`.

    A table of a service that is not of the mechanics has its rule in `info`, as `rule`.
    """

    table: str
    column: str
    after: timedelta
    why: str


RULES = (
    Rule("inbox", "claimed_at", timedelta(days=30), "an event that comes later changes nothing"),
    Rule("idempotency", "kept_at", KEPT_FOR, "so long is an answer promised again"),
    Rule(
        "webhook_aflevering", "klaar_op", timedelta(days=90), "who was told what, to look back at"
    ),
    Rule(
        "vernietigd_merk",
        "vernietigd_op",
        timedelta(days=400),
        "to see that nobody came back; what comes late has come",
    ),
    Rule("dead_letter", "replayed_at", timedelta(days=90), "applied; kept to look back at"),
)

STAYS = {
    "outbox": "the history of the service: topics and reporting can be made again from it",
    "consumer_position": "one row a partition",
    "mail_in": "kept as long as the schedule of retention says",
    "mail_identification": "an Identificatie is used up for ever",
    "mail_out": "as mail_in",
    "mail_counter": "one row a receiver",
    "verwerking": "at least five years (NEN 7513), and the chain over it has no end",
    "verwerking_betrokkene": "as verwerking",
    "numbers": "one row a reeks",
    "autorisatie": "one row an organisation",
    "noodtoegang": "one row an emergency access, of which the logs speak for years",
    "vernietigingslijst": "who decided what, and on what ground",
    "vernietigingsregel": "as vernietigingslijst; of nobody once it was carried out",
    "vernietigingsverklaring": "the proof of what was destroyed, in a chain that has no end",
    "bewaarplicht": "goes with the file of the client",
    "webhook_abonnement": "few, and stopped ones say what became of them",
}
"""The other tables of the mechanics, and why no row of them goes."""


class Pruner:
    """Prunes one database once a day; of all that share it, one does the work."""

    def __init__(self, db: Database, mechanics: Mechanics, clock: Clock) -> None:
        self._db = db
        self._tables = mechanics.outbox.outbox.metadata.tables
        self._clock = clock
        self._next = clock.now()

    @property
    def rules(self) -> list[Rule]:
        """Those for which this service has a table, and those that its own tables have."""
        own = (table.info.get("rule") for table in self._tables.values())
        return [rule for rule in RULES if rule.table in self._tables] + [*filter(None, own)]

    async def step(self) -> bool:
        """One batch, when a day has gone by since the last time; True when there may be more."""
        now = self._clock.now()
        if now < self._next or not await self._db.leads("prune"):
            return False
        for rule in self.rules:
            if await self.batch(rule, now):
                return True
        self._next = now + EVERY
        return False

    async def batch(self, rule: Rule, now: datetime) -> int:
        """Delete at most `BATCH` rows; how many."""
        table = self._tables[rule.table]
        key = sa.tuple_(*table.primary_key.columns)
        some = sa.select(*table.primary_key.columns).where(self._old(rule, now)).limit(BATCH)
        async with self._db.begin() as session:
            gone = sa.delete(table).where(key.in_(some)).returning(sa.literal(1))
            return len((await session.execute(gone)).all())

    async def due(self, rule: Rule, now: datetime) -> int:
        """How many rows would go."""
        query = sa.select(sa.func.count()).select_from(self._tables[rule.table])
        async with self._db.read() as session:
            return int(await session.scalar(query.where(self._old(rule, now))) or 0)

    def _old(self, rule: Rule, now: datetime) -> sa.ColumnElement[bool]:
        return self._tables[rule.table].c[rule.column] < now - rule.after
