# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The services as processes on PostgreSQL and Kafka, and what a real Prometheus sees of them."""

import asyncio
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import asyncpg
import httpx

from libs.common.auth import OrgType
from libs.common.contracts import Envelope, GemeenteVastgesteld
from libs.common.eventlog.kafka import KafkaEventLog
from libs.common.eventlog.kafka.options import KafkaOptions
from libs.common.eventlog.port import Entry
from libs.common.metrics import CATALOGUE
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, a_claim, a_line, a_request
from tests.runtime.processes import Installation, until
from tests.runtime.test_processes import award, founded, posted
from tests.watching.asked import problems_of_dashboards, problems_of_rules
from tests.watching.conftest import Watched
from tests.watching.rulebook import program

CLAIMS = 4
_RELAY_LOCK = zlib.crc32(b"relay")


async def played(installation: Installation) -> None:
    """A request is awarded and claimed, month after month; one claim is refused."""
    await founded(installation)
    async with (
        installation.calling("referral", OrgType.AANBIEDER, AGB) as asking,
        installation.calling("billing", OrgType.AANBIEDER, AGB) as claiming,
    ):
        await posted(asking, a_request())
        nummer = await award(asking)
        for n in range(CLAIMS):
            claim = a_claim(f"D{n}", f"DN{n}", [a_line(nummer, f"R{n}", 1)])
            assert (await posted(claiming, claim))["status"] == "verwerkt"
            await asyncio.sleep(1)  # a rate is of values that were collected
        await posted(claiming, a_claim("D8", "DN8", [a_line(nummer, "R0", 1)]))
        await posted(asking, a_request("V2"))


@asynccontextmanager
async def visited(installation: Installation) -> AsyncIterator[None]:
    """Somebody looks at every api, again and again."""

    async def visit() -> None:
        apis = [one for one in installation.running.values() if one.role == "api"]
        async with httpx.AsyncClient() as client:
            while True:
                for api in apis:
                    await client.get(f"http://127.0.0.1:{api.port}/v1/openapi.json")
                await asyncio.sleep(0.5)

    visitor = asyncio.create_task(visit())
    try:
        yield
    finally:
        visitor.cancel()
        await asyncio.gather(visitor, return_exceptions=True)


async def test_every_query_of_dashboards_and_rules_has_data(watched: Watched) -> None:
    async def complete() -> bool:
        return not (await problems_of_rules(watched.prometheus))[1]

    async with visited(watched.installation):
        await played(watched.installation)
        with suppress(TimeoutError):  # what is wrong is said below
            await until(complete, patience_s=30)
    evaluated, of_rules = await problems_of_rules(watched.prometheus)
    asked, of_panels = await problems_of_dashboards(watched.prometheus)

    assert "\n".join(of_rules + of_panels) == ""
    assert (evaluated > 50, asked > 80) == (True, True)
    assert await watched.prometheus.firing() == set()
    await _programs_tell_all_and_name_nobody(watched.installation)


async def _programs_tell_all_and_name_nobody(installation: Installation) -> None:
    told = []
    async with httpx.AsyncClient() as client:
        for one in installation.running.values():
            text = (await client.get(f"http://127.0.0.1:{one.port}/metrics")).text
            await _run([program("promtool"), "check", "metrics"], input=text)
            told.append(text)
    everything = "\n".join(told)
    shown = set(re.findall(r"^# TYPE (\w+)", everything, re.MULTILINE))
    assert {metric.shown for metric in CATALOGUE.values()} - shown == set()
    for name in (AGB, f'"{GEMEENTE}"', REGIO, CLIENT.bsn, CLIENT.achternaam):
        assert name not in everything


async def _run(command: list[str], **options: Any) -> str:
    """What a program says that ends well."""

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, text=True, capture_output=True, **options)

    done = await asyncio.to_thread(run)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@asynccontextmanager
async def connected(watched: Watched, service: str) -> AsyncIterator[asyncpg.Connection]:
    """An operator at the database of a service."""
    url = watched.installation.database_url(service).replace("postgresql+asyncpg", "postgresql")
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def test_alerts_fire_in_a_fault_and_end_with_it(watched: Watched) -> None:
    await played(watched.installation)
    await _settled_long_ago(watched)

    await _a_worker_is_gone(watched)
    await _an_event_cannot_be_applied(watched)
    await _the_relay_stands_still(watched)
    await _a_line_is_lost(watched)
    await _a_message_is_stuck_beyond_its_term(watched)


async def _a_worker_is_gone(watched: Watched) -> None:
    """Messages that come in meanwhile wait, and are judged afterwards."""
    worker = watched.installation.running["billing", "worker-0"]
    worker.stop(signal.SIGTERM)
    await watched.prometheus.until_firing("ServiceDown")
    watched.installation.start("billing", "worker", port=worker.port)
    await watched.prometheus.until_calm("ServiceDown")


async def _an_event_cannot_be_applied(watched: Watched) -> None:
    """A name longer than reporting has room for; an operator makes room, and replays."""
    installation, seen = watched.installation, watched.prometheus
    await _append(installation, [f"99{n:02}" for n in range(5)])
    await seen.until_firing("DeadLettersPresent")
    await seen.until_firing("DeadLettersGrowing")
    async with connected(watched, "reporting") as operator:
        await operator.execute("ALTER TABLE gemeente ALTER COLUMN naam TYPE varchar(400)")
    replay = [sys.executable, "-m", "services.reporting", "dead", "replay"]
    assert await _run(replay, env=installation._env("reporting")) == "5 dead letters applied\n"
    await seen.until_calm("DeadLettersPresent")
    await seen.until_calm("DeadLettersGrowing")


async def _append(installation: Installation, codes: Sequence[str]) -> None:
    """What the contract service would not publish: its API refuses such names."""
    log = KafkaEventLog(KafkaOptions(installation.cluster.bootstrap, installation.prefix))
    entries = []
    for code in codes:
        event = GemeenteVastgesteld(
            gemeentecode=code, naam="x" * 200, geldig_van=date(2026, 1, 1), versie=1
        )
        envelope = Envelope(
            id=str(uuid4()),
            source="urn:nld:oin:00000099000000001000:systeem:test",
            type=event.type,
            subject=event.subject(),
            time=datetime.now(UTC),
            partitionkey=event.key(),
            data=event.payload(),
        )
        entries.append(Entry(event.topic, event.key(), envelope.to_bytes()))
    try:
        await log.append(entries)
    finally:
        await log.close()


async def _the_relay_stands_still(watched: Watched) -> None:
    """Somebody else holds the lock of the relay, and relays nothing."""
    installation, seen = watched.installation, watched.prometheus
    worker = installation.running["contract", "worker-0"]
    async with connected(watched, "contract") as holder:
        worker.stop(signal.SIGTERM)
        await holder.execute("SELECT pg_advisory_lock($1)", _RELAY_LOCK)
        installation.start("contract", "worker", port=worker.port)
        async with installation.calling("contract", OrgType.REGIO, REGIO) as regio:
            assert (await regio.put(f"/aanbieders/{AGB}", json={"naam": "De Linde"})).is_success
        await seen.until_firing("OutboxStuck")
    await seen.until_calm("OutboxStuck")


async def _settled_long_ago(watched: Watched) -> None:
    """So that the verdicts count for the reconciliation, which waits ten minutes."""
    async with connected(watched, "billing") as billing, connected(watched, "reporting") as other:
        await billing.execute("UPDATE declaratie SET beoordeeld_op = now() - interval '1 hour'")
        await other.execute("UPDATE regel SET bekend_op = now() - interval '1 hour'")


async def _a_line_is_lost(watched: Watched) -> None:
    """Reporting misses one approved line; when it has it again, both agree."""
    seen = watched.prometheus
    async with connected(watched, "reporting") as operator:
        await operator.execute(
            "CREATE TABLE lost AS SELECT * FROM regel WHERE toegekend ORDER BY regel_id LIMIT 1"
        )
        await operator.execute("DELETE FROM regel USING lost WHERE regel.regel_id = lost.regel_id")
        await seen.until_firing("ReconciliationDifference")
        (difference,) = await seen.now("jeugdregio:reconciliation_difference_cents")
        assert float(difference["value"][1]) == 8_000
        await operator.execute("INSERT INTO regel SELECT * FROM lost")
    await seen.until_calm("ReconciliationDifference")


async def _a_message_is_stuck_beyond_its_term(watched: Watched) -> None:
    seen = watched.prometheus
    async with connected(watched, "billing") as operator:
        stuck = (
            "UPDATE mail_in SET status = 'vastgelopen', uiterlijk = '2020-01-31' "
            "WHERE id = (SELECT min(id) FROM mail_in)"
        )
        await operator.execute(stuck)
        await seen.until_firing("MessagesStuck")
        await seen.until_firing("OverdueAnswers")
        await operator.execute("UPDATE mail_in SET status = 'verwerkt'")
    await seen.until_calm("MessagesStuck")
    await seen.until_calm("OverdueAnswers")
