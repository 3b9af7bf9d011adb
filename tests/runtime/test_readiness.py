# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`/readyz` of running programs, while their servers go and come back."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import missing
from tests.infra.kafka import find_jars, own_cluster
from tests.infra.postgres import find_binaries, own_server
from tests.runtime.processes import Installation, Program, until

PATIENCE_S = 60
ROLES = ("api", "worker")


@pytest.fixture
async def installation(tmp_path: Path) -> AsyncIterator[Installation]:
    """On servers of its own: they are killed."""
    binaries, jars = find_binaries(), find_jars()
    if binaries is None:
        missing("PostgreSQL")
    if jars is None:
        missing("Apache Kafka (make kafka)")
    assert binaries is not None
    assert jars is not None
    with own_server(binaries) as database, own_cluster(jars, 1) as cluster:
        made = Installation(tmp_path, database, cluster)
        try:
            await made.prepare()
            yield made
        finally:
            made.stop()


async def _asked(program: Program, probe: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=30) as client:
        return await client.get(f"http://127.0.0.1:{program.port}/{probe}")


async def _until_not_ready(program: Program) -> dict[str, Any]:
    """What it says once it is not ready; it lives all the while."""

    async def refused() -> dict[str, Any] | None:
        answer = await _asked(program, "readyz")
        return None if answer.is_success else answer.json()

    why = await until(refused, PATIENCE_S)
    assert (await _asked(program, "livez")).is_success
    return why


async def test_ready_tells_the_truth_while_servers_go_and_come_back(
    installation: Installation,
) -> None:
    programs = [installation.start("billing", role) for role in ROLES]
    for program in programs:
        await installation.until_ready(program)
    database, cluster = installation.database, installation.cluster

    await asyncio.to_thread(database.crash)
    without_database = [await _until_not_ready(program) for program in programs]
    await asyncio.to_thread(database.restart)
    for program in programs:
        await installation.until_ready(program)

    await asyncio.to_thread(cluster.signal, 1, signal.SIGKILL)
    without_broker = [await _until_not_ready(program) for program in programs]
    await asyncio.to_thread(cluster.restart, 1)
    for program in programs:
        await installation.until_ready(program)

    await asyncio.to_thread(database.crash)
    late = installation.start("billing", "api", name="late")
    await until(lambda: _answers(late), PATIENCE_S)
    while_starting = await _until_not_ready(late)
    await asyncio.to_thread(database.restart)
    await installation.until_ready(late)

    told = (without_database, without_broker, while_starting)
    print(told)  # noqa: T201
    assert all("database" in str(why) for why in (*without_database, while_starting)), told
    assert all("log" in str(why) for why in without_broker), told
    for program in (*programs, late):
        assert program.stop(signal.SIGTERM) == 0


async def _answers(program: Program) -> bool:
    assert program.process.poll() is None, program.log.read_text()
    try:
        return (await _asked(program, "livez")).is_success
    except httpx.TransportError:
        return False
