# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The services as processes on a real PostgreSQL and a real Kafka, from request to figures."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from libs.common.auth import OrgType
from libs.ijw import JW301, JW325, read
from tests.e2e.conftest import (
    AGB,
    GEMEENTE,
    REGIO,
    a_claim,
    a_client,
    a_contract,
    a_line,
    a_request,
)
from tests.infra.collector import Collector, collecting
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.runtime.processes import Installation, Program, until

Json = dict[str, Any]
SINCE = {"geldigVan": "2015-01-01"}
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
FINAL = ("verwerkt", "afgewezen", "geweigerd")


@pytest.fixture
async def installation(
    tmp_path: Path, postgres: PostgresServer, kafka_server: KafkaCluster
) -> AsyncIterator[Installation]:
    made = Installation(tmp_path, postgres, kafka_server)
    try:
        yield made
    finally:
        made.stop()


async def founded(installation: Installation) -> None:
    """One gemeente, one region, one provider with a contract, one known child."""
    calling = installation.calling
    async with (
        calling("contract", OrgType.BEHEER, "beheer") as beheer,
        calling("contract", OrgType.REGIO, REGIO) as regio,
        calling("referral", OrgType.GEMEENTE, GEMEENTE) as officer,
    ):
        leden = [{"gemeentecode": GEMEENTE, **SINCE}]
        done = [
            await beheer.put(f"/gemeenten/{GEMEENTE}", json={"naam": "Leusden", **SINCE}),
            await beheer.put(f"/regios/{REGIO}", json={"naam": "Eemland", "leden": leden}),
            await regio.put(f"/aanbieders/{AGB}", json={"naam": "De Wilg"}),
            await regio.post("/contracten", json=a_contract()),
        ]
        assert all(answer.is_success for answer in done), [answer.text for answer in done]

        async def known() -> bool:
            policy = {"automatischToekennen": True}
            return (await officer.put(f"/gemeenten/{GEMEENTE}/beleid", json=policy)).is_success

        await until(known)
        assert (await officer.post("/clienten", json=a_client())).is_success


async def posted(client: httpx.AsyncClient, raw: bytes) -> Json:
    """Post a message and wait for what becomes of it."""
    headers = {"Content-Type": "application/xml"}
    answer = await client.post("/berichten", content=raw, headers=headers)
    assert answer.status_code == 202, answer.text
    location = answer.headers["Location"].removeprefix("/v1")

    async def judged() -> Json | None:
        found: Json = (await client.get(location)).json()
        return found if found["status"] in FINAL and found.get("antwoord") else None

    return await until(judged)


async def award(client: httpx.AsyncClient) -> int:
    """The number in the first JW301 that is released."""

    async def released() -> int | None:
        for item in (await client.get("/uitgaande-berichten")).json()["resultaten"]:
            content = await client.get(item["inhoud"].removeprefix("/v1"))
            message = read(content.content)
            if isinstance(message, JW301):
                return message.client.toegewezen_producten[0].toewijzing_nummer
        return None

    return await until(released)


async def figures(installation: Installation) -> Json:
    """The figures of July, once the claim is in them; of one child its regio sees none."""
    async with installation.calling("reporting", OrgType.GEMEENTE, GEMEENTE) as own:

        async def seen() -> Json | None:
            answer = await own.get("/kerncijfers?van=2026-07&tot=2026-07&groepering=gemeente")
            total: Json = answer.json()["totaal"] if answer.is_success else {}
            return total if total.get("toegekendBedrag") else None

        return await until(seen)


async def test_from_request_to_figures_over_eight_processes(installation: Installation) -> None:
    """And one trace goes with it, from the request over PostgreSQL and Kafka to the figures."""
    with collecting() as collector:
        installation.settings["JEUGDREGIO_OTLP_ENDPOINT"] = collector.url
        await installation.prepare_by_command()
        await installation.start_all()
        await founded(installation)
        async with (
            installation.calling("referral", OrgType.AANBIEDER, AGB) as asking,
            installation.calling("billing", OrgType.AANBIEDER, AGB) as claiming,
        ):
            asking.headers["traceparent"] = CALLER
            asked = await posted(asking, a_request())
            nummer = await award(asking)
            claimed = await posted(claiming, a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))
        total = await figures(installation)
        for program in installation.running.values():
            assert await asyncio.to_thread(program.stop) == 0  # what it has left to tell it tells

    assert (asked["status"], claimed["status"]) == ("verwerkt", "verwerkt")
    answer = read(claimed["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    assert answer.declaratie_antwoord is not None
    assert answer.declaratie_antwoord.totaal_toegekend_bedrag.signed == 80_000
    assert (total["uniekeClienten"], total["toegekendBedrag"]) == (1, 80_000)
    _one_trace(collector)


def _one_trace(collector: Collector) -> None:
    """Request, judgement and projections in three services are one trace, each below the last."""
    _, trace_id, caller, _ = CALLER.split("-")
    ours = [span for span in collector.spans() if span.trace_id == trace_id]
    (post,) = [span for span in ours if span.name == "POST /berichten"]
    (judged,) = [span for span in ours if span.name == "judge JW315"]
    awarded = [s for s in ours if s.name == "process nl.jeugdwet.toewijzing.vastgesteld.v1"]
    assert post.parent_id == caller
    assert judged.parent_id == post.span_id
    assert {span.service for span in awarded} == {"billing", "reporting"}
    assert {span.parent_id for span in awarded} == {judged.span_id}


async def _waits_for_its_database(installation: Installation) -> None:
    """A worker before its migration is not ready, does nothing, and goes on after it."""
    url = installation.database_url("contract").replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    try:
        newest = await connection.fetchval("SELECT version_num FROM alembic_version")
        await connection.execute("DELETE FROM alembic_version")
        early = installation.start("contract", "worker", name="early")
        await until(lambda: _says(early, "database_is_older"))
        await connection.execute("INSERT INTO alembic_version VALUES ($1)", newest)
    finally:
        await connection.close()
    await installation.until_ready(early)
    assert early.stop(signal.SIGTERM) == 0


async def _says(program: Program, word: str) -> bool:
    return word in await asyncio.to_thread(program.log.read_text)


async def test_a_process_ends_in_order_and_tells_the_truth(installation: Installation) -> None:
    """Ready when it is; not started on topics that are not there; gone within its time."""
    await installation.prepare()
    api = installation.start("contract", "api")
    worker = installation.start("contract", "worker")
    for program in (api, worker):
        await installation.until_ready(program)
        assert program.stop(signal.SIGTERM) == 0
    await _waits_for_its_database(installation)
    installation.prefix = "nergens."
    lost = installation.start("contract", "worker", name="lost")
    assert lost.process.wait(30) == 1
    assert "is not there" in lost.log.read_text()
