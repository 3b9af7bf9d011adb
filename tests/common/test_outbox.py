# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The outbox: stored with the cause, relayed at least once, released when all of it is there."""

from collections.abc import Sequence
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import outbox as outbox_module
from libs.common.clock import SimulatedClock
from libs.common.contracts import AanbiederVastgesteld, Envelope, GemeenteVastgesteld
from libs.common.db import Database
from libs.common.eventlog.port import Entry, EventLog
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.metrics import Metrics
from libs.common.outbox import Outbox, Relay

SOURCE = "urn:nld:oin:00000099000000001000:systeem:jeugdregio-contract"
both = pytest.mark.both_databases


def gemeente(versie: int, code: str = "9901") -> GemeenteVastgesteld:
    return GemeenteVastgesteld(
        gemeentecode=code, naam="Voorbeeldstad", versie=versie, geldig_van=date(2015, 1, 1)
    )


async def logged(log: EventLog) -> list[Envelope]:
    """Everything in the log, as a new group reads it."""
    reader = await log.subscribe("test", ["jeugdregio.contract"])
    return [Envelope.from_bytes(d.payload) for d in await reader.fetch(1000)]


@pytest.fixture
def outbox(tables, clock: SimulatedClock) -> Outbox:
    return Outbox(tables.outbox, SOURCE, clock)


class DyingLog:
    """A log of which the process dies right after it appended."""

    def __init__(self, log: SqliteEventLog) -> None:
        self._log = log
        self.deaths = 1

    def __getattr__(self, name: str) -> object:
        return getattr(self._log, name)

    async def append(self, entries: Sequence[Entry]) -> None:
        await self._log.append(entries)
        if self.deaths:
            self.deaths -= 1
            raise ConnectionError


@both
async def test_an_event_is_stored_with_its_cause(
    database: Database, tables, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    async def fail() -> None:
        async with database.begin() as session:
            await outbox.add(session, gemeente(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert not await Relay(database, outbox, event_log).step()
    assert await logged(event_log) == []


@both
async def test_the_envelope_says_who_what_when_and_why(
    database: Database, outbox: Outbox, event_log: SqliteEventLog, clock: SimulatedClock
) -> None:
    async with database.begin() as session:
        await outbox.add(session, gemeente(1), correlation_id="verzoek-1", causation_id="oorzaak-1")
    assert await Relay(database, outbox, event_log).step()

    (envelope,) = await logged(event_log)
    assert (envelope.source, envelope.type) == (SOURCE, "nl.jeugdwet.gemeente.vastgesteld.v1")
    assert (envelope.subject, envelope.partitionkey) == ("9901", "9901")
    assert (envelope.correlationid, envelope.causationid) == ("verzoek-1", "oorzaak-1")
    assert clock.now() == envelope.time
    assert gemeente(1) == GemeenteVastgesteld.model_validate(envelope.data)


@both
async def test_relays_in_the_order_of_adding_and_once(
    database: Database, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    for versie in range(1, 6):
        async with database.begin() as session:
            await outbox.add(session, gemeente(versie), gemeente(versie, "9902"))
    relay = Relay(database, outbox, event_log)

    assert [await relay.step(), await relay.step()] == [True, False]
    found = [(e.data["gemeentecode"], e.data["versie"]) for e in await logged(event_log)]
    assert [(code, v) for v in range(1, 6) for code in ("9901", "9902")] == found


@both
async def test_a_crash_between_append_and_mark_repeats_with_the_same_id(
    database: Database, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    async with database.begin() as session:
        await outbox.add(session, gemeente(1), gemeente(2))
    relay = Relay(database, outbox, DyingLog(event_log))  # type: ignore[arg-type]

    with pytest.raises(ConnectionError):
        await relay.step()
    assert await relay.step()
    assert not await relay.step()

    ids = [envelope.id for envelope in await logged(event_log)]
    assert len(ids) == 4
    assert ids[:2] == ids[2:]


@both
async def test_no_transaction_is_open_while_the_log_is_written(
    database: Database, tables, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    async with database.begin() as session:
        await outbox.add(session, gemeente(1))

    class WritesMeanwhile(DyingLog):
        async def append(self, entries: Sequence[Entry]) -> None:
            async with database.begin() as session:
                await session.execute(sa.insert(tables.note).values(id="a", versie=1))
            await self._log.append(entries)

    assert await Relay(database, outbox, WritesMeanwhile(event_log)).step()  # type: ignore[arg-type]


@both
async def test_a_bundle_is_released_when_its_last_event_stands_in_the_log(
    database: Database, outbox: Outbox, event_log: SqliteEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "BATCH", 2)
    bundles = []
    for size in (1, 4):
        async with database.begin() as session:
            await outbox.add(session, *(gemeente(v + 1) for v in range(size)))
            bundles.append(session.info["bundle"])
    released: list[list[str]] = []

    async def note(session: AsyncSession, complete: Sequence[str]) -> None:
        assert session.in_transaction()
        released.append(list(complete))

    relay = Relay(database, outbox, event_log, on_sent=note)
    while await relay.step():
        pass

    assert [[bundles[0]], [], [bundles[1]]] == released


@both
async def test_what_fails_in_on_sent_is_done_again(
    database: Database, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    calls = []

    async def fail_once(_session: AsyncSession, complete: Sequence[str]) -> None:
        calls.append(list(complete))
        if len(calls) == 1:
            raise ConnectionError

    async with database.begin() as session:
        await outbox.add(session, gemeente(1))
    relay = Relay(database, outbox, event_log, on_sent=fail_once)
    with pytest.raises(ConnectionError):
        await relay.step()
    await relay.step()

    assert len(calls) == 2
    assert calls[0] == calls[1]


@both
async def test_relays_beside_each_other_lose_nothing_and_keep_first_order(
    database: Database, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    async with database.begin() as session:
        await outbox.add(session, *(gemeente(v) for v in range(1, 11)))
    one, two = (Relay(database, outbox, event_log) for _ in range(2))
    rows = await one._unsent()
    await two.step()
    await event_log.append([Entry(r.topic, r.key, r.envelope.encode()) for r in rows])
    await one._mark(rows)

    versies = [e.data["versie"] for e in await logged(event_log)]
    assert list(range(1, 11)) == list(dict.fromkeys(versies))
    assert not await one.step()


async def test_counts_what_it_relays(
    database: Database, outbox: Outbox, event_log: SqliteEventLog
) -> None:
    metrics = Metrics("test")
    async with database.begin() as session:
        await outbox.add(session, AanbiederVastgesteld(agb_code="99000001", naam="V", versie=1))
        await outbox.add(session)
    await Relay(database, outbox, event_log, metrics=metrics).step()

    assert b"events_relayed_total 1.0" in metrics.exposition()
