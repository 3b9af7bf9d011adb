# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Faults of running services: each makes alerts fire, and ends with what an operator would do.

Those of different services may happen at the same time.
"""

import asyncio
import signal
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg
import httpx

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.common.contracts import GemeenteVastgesteld
from tests.e2e.conftest import AGB, GEMEENTE, REGIO, TRAJECT, a_claim, a_line
from tests.runtime.processes import Program, until
from tests.watching.asked import problems_in_a_fault
from tests.watching.conftest import Watched
from tests.watching.played import appended, ended_well

XML = {"Content-Type": "application/xml"}
_RELAY_LOCK = zlib.crc32(b"relay")


@asynccontextmanager
async def connected(watched: Watched, service: str) -> AsyncIterator[asyncpg.Connection]:
    """An operator at the database of a service."""
    url = watched.installation.database_url(service).replace("postgresql+asyncpg", "postgresql")
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def held(watched: Watched, service: str, table: str) -> AsyncIterator[None]:
    """Somebody forgets a transaction in which nobody else can write to this table."""
    async with connected(watched, service) as somebody, somebody.transaction():
        await somebody.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield


async def at_once(*faults: Awaitable[Any]) -> None:
    """Let them happen beside each other."""
    async with asyncio.TaskGroup() as group:
        for fault in faults:
            group.create_task(_awaited(fault))


async def _awaited(fault: Awaitable[Any]) -> None:
    await fault


async def a_worker_is_gone(watched: Watched) -> None:
    """And is started again."""
    seen, worker = watched.prometheus, watched.installation.running["billing", "worker-0"]
    await _ended(worker)

    async def is_shown() -> bool:
        return not await problems_in_a_fault(seen)

    await seen.until_firing("ServiceDown")
    await until(is_shown)  # what fired a moment ago may have been a collection that was missed
    watched.installation.start("billing", "worker", port=worker.port)
    await seen.until_calm("ServiceDown")


async def an_event_cannot_be_applied(watched: Watched) -> None:
    """A name longer than reporting has room for, which contract would refuse."""
    installation, seen = watched.installation, watched.prometheus
    since = date(2026, 1, 1)
    events = [
        GemeenteVastgesteld(gemeentecode=f"99{n:02}", naam="x" * 200, geldig_van=since, versie=1)
        for n in range(5)
    ]
    await appended(installation, *events)
    await seen.until_firing("DeadLettersPresent", "DeadLettersGrowing")
    async with connected(watched, "reporting") as operator:
        await operator.execute("ALTER TABLE gemeente ALTER COLUMN naam TYPE varchar(400)")
    replay = [sys.executable, "-m", "services.reporting", "dead", "replay"]
    told = await ended_well(replay, env=installation._env("reporting"))
    assert told == "5 dead letters applied\n"
    await seen.until_calm("DeadLettersPresent", "DeadLettersGrowing")


async def nobody_decides(watched: Watched) -> None:
    """A request waits beyond its term for an officer, who then awards it."""
    seen, calling = watched.prometheus, watched.installation.calling
    path = f"/gemeenten/{GEMEENTE}/beleid"
    later = replace(TRAJECT, nummer=3, vanaf=date(2026, 10, 1), tot=date(2026, 12, 31))
    asked = messages.verzoek(Envelope(AGB, GEMEENTE, "V3", date(2026, 9, 20)), later)
    async with (
        calling("referral", OrgType.GEMEENTE, GEMEENTE) as officer,
        calling("referral", OrgType.AANBIEDER, AGB) as asking,
        connected(watched, "referral") as operator,
    ):
        answer = await officer.put(path, json={"automatischToekennen": False})
        assert answer.is_success, answer.text
        answer = await asking.post("/berichten", content=asked, headers=XML)
        assert answer.status_code == 202, answer.text
        waiting = "UPDATE verzoek SET besluit_uiterlijk = '2020-01-31' WHERE status = 'open'"
        await _until_changed(operator, waiting)
        await seen.until_firing("OverdueDecisions")
        (first, *_) = (await officer.get("/verzoeken")).json()["resultaten"]
        decided = {"besluit": "toegekend"}
        answer = await officer.post(f"/verzoeken/{first['id']}/besluiten", json=decided)
        assert answer.status_code == 201, answer.text
    await seen.until_calm("OverdueDecisions")


async def a_table_is_held(watched: Watched) -> None:
    """More requests wait for it than there are connections; then all are answered, late."""
    seen, calling = watched.prometheus, watched.installation.calling
    async with (
        calling("contract", OrgType.REGIO, REGIO) as regio,
        asyncio.TaskGroup() as group,
        held(watched, "contract", "aanbieder"),
    ):
        for number in range(12):
            group.create_task(_registered(regio, f"990002{number:02}"))
        await seen.until_firing("PoolExhausted")
        await asyncio.sleep(1)
    await seen.until_firing("ApiLatencyBudget")
    await seen.until_calm("PoolExhausted", "ApiLatencyBudget")


async def _registered(regio: httpx.AsyncClient, agb_code: str) -> None:
    answer = await regio.put(f"/aanbieders/{agb_code}", json={"naam": "De Linde"})
    assert answer.is_success, answer.text


async def the_ledger_differs(watched: Watched) -> None:
    """Somebody changed a total by hand; two nights pass."""
    seen = watched.prometheus
    by = (
        "UPDATE declaratie SET toegekend = toegekend {} WHERE id = (SELECT min(id) FROM declaratie)"
    )
    another_night = "DELETE FROM grootboek_stand WHERE naam LIKE 'controle%'"
    async with connected(watched, "billing") as operator:
        await operator.execute(by.format("+ 1"))
        await operator.execute(another_night)
        await seen.until_firing("LedgerDifference")
        await operator.execute(by.format("- 1"))
        await operator.execute(another_night)
    await seen.until_calm("LedgerDifference")


async def the_relay_stands_still(watched: Watched) -> None:
    """Somebody else holds the lock of the relay, and relays nothing."""
    installation, seen = watched.installation, watched.prometheus
    worker = installation.running["contract", "worker-0"]
    async with connected(watched, "contract") as holder:
        await _ended(worker)
        await holder.execute("SELECT pg_advisory_lock($1)", _RELAY_LOCK)
        installation.start("contract", "worker", port=worker.port)
        async with installation.calling("contract", OrgType.REGIO, REGIO) as regio:
            await _registered(regio, AGB)
        await seen.until_firing("OutboxStuck")
    await seen.until_calm("OutboxStuck")


async def a_line_is_lost(watched: Watched) -> None:
    """Reporting misses one approved line; when it has it again, both agree."""
    seen = watched.prometheus
    await _settled_long_ago(watched)
    async with connected(watched, "reporting") as operator:
        await operator.execute(
            "CREATE TABLE lost AS SELECT * FROM regel WHERE toegekend ORDER BY regel_id LIMIT 1"
        )
        await operator.execute("DELETE FROM regel USING lost WHERE regel.regel_id = lost.regel_id")
        await seen.until_firing("ReconciliationDifference")
        cents = "jeugdregio:reconciliation_difference_cents == 8000"
        await until(lambda: seen.now(cents))
        await operator.execute("INSERT INTO regel SELECT * FROM lost")
    await seen.until_calm("ReconciliationDifference")


async def _settled_long_ago(watched: Watched) -> None:
    """So that the verdicts count for the reconciliation, which waits ten minutes."""
    async with connected(watched, "billing") as billing, connected(watched, "reporting") as other:
        await billing.execute("UPDATE declaratie SET beoordeeld_op = now() - interval '1 hour'")
        await other.execute("UPDATE regel SET bekend_op = now() - interval '1 hour'")


async def a_message_is_stuck_beyond_its_term(watched: Watched) -> None:
    """Judging gave it up; then it is dealt with."""
    seen = watched.prometheus
    async with connected(watched, "billing") as operator:
        stuck = (
            "UPDATE mail_in SET status = 'vastgelopen', uiterlijk = '2020-01-31' "
            "WHERE id = (SELECT min(id) FROM mail_in)"
        )
        await operator.execute(stuck)
        await seen.until_firing("MessagesStuck", "OverdueAnswers")
        await operator.execute("UPDATE mail_in SET status = 'verwerkt'")
    await seen.until_calm("MessagesStuck", "OverdueAnswers")


async def an_access_is_not_judged(watched: Watched) -> None:
    """An operator looks as a gemeente and stops; long afterwards another judges it."""
    seen, calling = watched.prometheus, watched.installation.calling
    wanted = {"soort": "gemeente", "code": GEMEENTE, "uren": 1}
    why = {"aanleiding": "storing", "reden": "Een bericht blijft hangen."}
    async with (
        calling("contract", OrgType.BEHEER, "beheer", persoon="Anna") as opener,
        calling("contract", OrgType.BEHEER, "beheer", persoon="Bram") as another,
        connected(watched, "contract") as operator,
    ):
        answer = await opener.post("/noodtoegangen", json=wanted | why)
        assert answer.status_code == 201, answer.text
        place = f"/noodtoegangen/{answer.json()['id']}"
        await seen.until_firing("BreakGlassOpen")
        answer = await opener.post(f"{place}/_sluit")
        assert answer.is_success, answer.text
        await seen.until_calm("BreakGlassOpen")
        await operator.execute("UPDATE noodtoegang SET eindigt_op = now() - interval '1 year'")
        await seen.until_firing("BreakGlassOverdue")
        said = {"oordeel": "terecht", "toelichting": "Nodig om te herstellen."}
        answer = await another.post(f"{place}/_toets", json=said)
        assert answer.is_success, answer.text
    await seen.until_calm("BreakGlassOverdue")


async def a_machine_is_too_busy(watched: Watched) -> None:
    """An api gets no processor for more than a second, again and again."""
    seen, api = watched.prometheus, watched.installation.running["referral", "api-0"]

    async def short_of_time() -> None:
        while True:
            api.process.send_signal(signal.SIGSTOP)
            try:
                await asyncio.sleep(1.2)
            finally:
                api.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.8)

    busy = asyncio.create_task(short_of_time())
    try:
        await seen.until_firing("EventLoopBlocked")
    finally:
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)
    await seen.until_calm("EventLoopBlocked", "ServiceDown")


async def readers_stand_still(watched: Watched, nummer: int) -> None:
    """Billing and reporting cannot go on in their topics; claims wait, until their term is over."""
    seen, calling = watched.prometheus, watched.installation.calling
    async with (
        held(watched, "billing", "consumer_position"),
        held(watched, "reporting", "consumer_position"),
        calling("contract", OrgType.REGIO, REGIO) as regio,
        calling("billing", OrgType.AANBIEDER, AGB) as claiming,
        connected(watched, "billing") as operator,
    ):
        for number in range(8):
            await _registered(regio, f"9900030{number}")
        await seen.until_firing("ConsumerLag")
        for number in range(4):
            lines = [a_line(nummer, f"W{number}", 1)]
            claim = a_claim(f"W{number}", f"WN{number}", lines)
            answer = await claiming.post("/berichten", content=claim, headers=XML)
            assert answer.status_code == 202, answer.text
        ends = "UPDATE mail_in SET uiterlijk = current_date{} WHERE status = 'ontvangen'"
        assert await operator.execute(ends.format("")) == "UPDATE 4"
        await seen.until_firing("AnswersDue", "MessagesWaiting")
        await operator.execute(ends.format(" - 7"))
    await seen.until_firing("AnswerTermBudget", "ProjectionLatencyBudget")
    await seen.until_calm("ConsumerLag", "AnswersDue", "MessagesWaiting")
    await seen.until_calm("AnswerTermBudget", "ProjectionLatencyBudget")


async def the_database_is_away(watched: Watched) -> None:
    """Nobody reaches PostgreSQL; then all go on by themselves."""
    seen, network = watched.prometheus, watched.network

    async def ask(regio: httpx.AsyncClient) -> None:
        while True:
            await regio.get("/gemeenten")
            await asyncio.sleep(0.3)

    async with watched.installation.calling("contract", OrgType.REGIO, REGIO) as regio:
        asking = asyncio.create_task(ask(regio))
        network.refusing = True
        network.cut()
        try:
            await seen.until_firing("DatabaseDown", "NotReady", "LoopFailing", "ApiErrorBudget")
            await seen.until_firing("FiguresStale")
        finally:
            network.refusing = False
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
    await seen.until_calm("DatabaseDown", "NotReady", "LoopFailing", "ApiErrorBudget")
    await seen.until_calm("FiguresStale")


async def _ended(program: Program) -> None:
    """In order; waited for beside this loop, by which the program reaches PostgreSQL."""
    assert await asyncio.to_thread(program.stop, signal.SIGTERM) == 0


async def _until_changed(operator: asyncpg.Connection, statement: str) -> None:
    """Until the statement changes one row."""

    async def changed() -> bool:
        return bool(await operator.execute(statement) == "UPDATE 1")

    await until(changed)
