# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The account that is drawn up after a run: nothing lost, nothing doubled, every cent the same."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module

import asyncpg
from aiokafka import AIOKafkaConsumer

from libs.common.auth import OrgType
from libs.common.contracts import TOPICS, Envelope
from tests.e2e.conftest import GEMEENTE
from tests.faults.journey import PATIENCE_S, Load, Outcome, approved
from tests.runtime.processes import SERVICES, Installation, until


def _taken(service: str) -> set[tuple[str, str]]:
    """Topic and type of the events that a service says it subscribes to."""
    said = import_module(f"services.{service}.subscriptions").SUBSCRIPTIONS
    return {(topic, event.type) for topic, handlers in said.items() for event in handlers}


_TAKEN = {service: _taken(service) for service in SERVICES}
_MONTH = "/kerncijfers?van=2026-07&tot=2026-07&groepering=gemeente"

_LINES = {
    "billing": "SELECT id, bedrag, toegekend FROM regel",
    "reporting": "SELECT regel_id AS id, bedrag, toegekend FROM regel",
}


@dataclass(frozen=True)
class Account:
    """What does not add up, in words; empty when all does."""

    lost: list[str]
    doubled: list[str]
    different: list[str]

    @property
    def adds_up(self) -> bool:
        return not (self.lost or self.doubled or self.different)


class Ledger:
    """Looks into databases, topics and answers of an installation at rest."""

    def __init__(self, installation: Installation, load: Load) -> None:
        self._installation, self._load = installation, load
        self._lost: list[str] = []
        self._doubled: list[str] = []
        self._different: list[str] = []

    async def account(self, model: tuple[Outcome, ...]) -> Account:
        """Compare everything; `model` is what each child was answered without faults."""
        await self._at_rest()
        await self._load.referral.read_on()
        await self._load.billing.read_on()
        self._compare_outcomes(model)
        self._compare_answers()
        await self._compare_events()
        await self._compare_cents()
        await self._compare_lines()
        return Account(self._lost, self._doubled, self._different)

    async def _at_rest(self) -> None:
        """Until all is judged, all is relayed, and readers are where the topics end."""

        async def rest() -> bool:
            return not await self._unfinished()

        await until(rest, PATIENCE_S)

    async def _unfinished(self) -> int:
        count = 0
        for service in SERVICES:
            async with self._database(service) as database:
                count += await database.fetchval(
                    "SELECT count(*) FROM outbox WHERE sent_at IS NULL"
                )
                if service in ("referral", "billing"):
                    query = "SELECT count(*) FROM mail_in WHERE status = 'ontvangen'"
                    count += await database.fetchval(query)
                if service == "reporting":
                    # Of a first count cells come after the marks are gone.
                    busy = "telstand WHERE telling IS NOT NULL"
                    for marks in ("te_waarderen", "te_tellen", busy):
                        count += await database.fetchval(f"SELECT count(*) FROM {marks}")  # noqa: S608
        known = await self._published()
        for service in SERVICES:
            count += len(await self._unapplied(service, known))
        return count

    def _compare_outcomes(self, model: tuple[Outcome, ...]) -> None:
        for number, outcomes in enumerate(self._load.record.outcomes):
            if tuple(outcomes) != model:
                self._different.append(f"child {number}: {outcomes}, without faults {model}")

    def _compare_answers(self) -> None:
        """One answer in the postbus for each message that was accepted."""
        answers = Counter(self._load.referral.answers_to + self._load.billing.answers_to)
        for mail_id, service in self._load.record.accepted.items():
            if not answers[mail_id]:
                self._lost.append(f"answer to {mail_id} of {service}")
        for mail_id, count in answers.items():
            if count > 1:
                self._doubled.append(f"answer to {mail_id}: {count} times")

    async def _compare_events(self) -> None:
        """Every event stands in its topic, and had its effect in every service that wants it."""
        known, published = await self._stored(), await self._published()
        for event_id in known.keys() - published.keys():
            self._lost.append(f"event {event_id} is not in a topic")
        for event_id in published.keys() - known.keys():
            self._doubled.append(f"event {event_id} is in a topic and nowhere else")
        for service in SERVICES:
            for event_id in await self._unapplied(service, published):
                self._lost.append(f"{service} did not apply {published[event_id]} {event_id}")

    async def _compare_cents(self) -> None:
        """As the provider reads it, as billing keeps it, as reporting shows it."""
        told = sum(approved(message) or 0 for message in self._load.billing.contents)
        async with self._database("billing") as database:
            kept = await database.fetchval("SELECT coalesce(sum(toegekend), 0) FROM declaratie")
            lines = await database.fetchval(
                "SELECT coalesce(sum(bedrag), 0) FROM regel WHERE toegekend"
            )
        async with self._installation.calling("reporting", OrgType.GEMEENTE, GEMEENTE) as own:
            answer = (await own.get(_MONTH)).json()
            shown = answer["totaal"].get("toegekendBedrag") or 0
        if not told == kept == lines == shown:
            self._different.append(f"cents: told {told}, kept {kept}, {lines}, shown {shown}")

    async def _compare_lines(self) -> None:
        """Reporting has the lines of billing, each with the same cents and the same verdict."""
        lines = {}
        for service, query in _LINES.items():
            async with self._database(service) as database:
                rows = await database.fetch(query)
            lines[service] = {row["id"]: (row["bedrag"], row["toegekend"]) for row in rows}
        billed, reported = lines["billing"], lines["reporting"]
        for line_id in billed.keys() | reported.keys():
            here, there = billed.get(line_id), reported.get(line_id)
            if here != there:
                self._different.append(f"line {line_id}: billing {here}, reporting {there}")

    async def _stored(self) -> dict[str, str]:
        """The type of each event that a service stored, by id."""
        found: dict[str, str] = {}
        for service in SERVICES:
            async with self._database(service) as database:
                for row in await database.fetch("SELECT id, envelope FROM outbox"):
                    found[row["id"]] = Envelope.from_bytes(row["envelope"].encode()).type
        return found

    async def _published(self) -> dict[str, tuple[str, str]]:
        """Topic and type of each readable event in the topics, by id."""
        prefix = self._installation.prefix
        consumer = AIOKafkaConsumer(
            *(prefix + topic for topic in TOPICS),
            bootstrap_servers=self._installation.cluster.bootstrap,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        await consumer.start()
        found: dict[str, tuple[str, str]] = {}
        try:
            ends = await consumer.end_offsets(consumer.assignment())
            while any([await consumer.position(p) < end for p, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    for record in records:
                        if event := _event(record.value):
                            event_id, kind = event
                            found[event_id] = record.topic.removeprefix(prefix), kind
        finally:
            await consumer.stop()
        return found

    async def _unapplied(self, service: str, published: dict[str, tuple[str, str]]) -> list[str]:
        """Events that this service subscribes to and did not take."""
        async with self._database(service) as database:
            rows = await database.fetch("SELECT event_id FROM inbox")
        applied = {row["event_id"] for row in rows}
        return [
            event_id
            for event_id, event in published.items()
            if event in _TAKEN[service] and event_id not in applied
        ]

    @asynccontextmanager
    async def _database(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        url = self._installation.database_url(service).replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        try:
            yield connection
        finally:
            await connection.close()


def _event(raw: bytes) -> tuple[str, str] | None:
    """Id and type; None of what is no event."""
    try:
        envelope = Envelope.from_bytes(raw)
    except ValueError:
        return None
    return envelope.id, envelope.type
