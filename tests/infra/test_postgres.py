# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The test server is a real PostgreSQL, shared by the workers, and gone after the run."""

import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from tests.infra import postgres as under_test
from tests.infra.postgres import PostgresServer, find_binaries, postgres_server

RUN = """
import os, sys, time
from tests.infra.postgres import postgres_server

class Temp:
    def getbasetemp(self):
        from pathlib import Path
        return Path(sys.argv[1])

print(postgres_server(Temp(), "master").folder, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> PostgresServer:
    found = postgres_server(tmp_path_factory, worker_id)
    if found is None:
        pytest.skip("no PostgreSQL here")
    return found


def raw(url: str) -> str:
    return url.replace("+asyncpg", "")


async def test_a_new_database_is_empty_and_speaks_utf_8(server: PostgresServer) -> None:
    server.create_database("infra_empty")
    connection = await asyncpg.connect(raw(server.url("infra_empty")))
    tables = await connection.fetchval(
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    )
    encoding = await connection.fetchval("SHOW server_encoding")
    await connection.close()
    assert (tables, encoding) == (0, "UTF8")


def test_asked_again_it_is_the_same_server(
    server: PostgresServer, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    assert postgres_server(tmp_path_factory, worker_id) == server


def test_a_server_of_its_own_starts_and_stops(server: PostgresServer) -> None:
    binaries = find_binaries()
    assert binaries is not None
    own = PostgresServer.start(binaries)
    assert own.port != server.port
    own.stop()
    assert not Path(own.folder).exists()


def test_without_binaries_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Temp:
        def getbasetemp(self) -> Path:
            return tmp_path

    monkeypatch.setattr(under_test, "find_binaries", lambda: None)
    assert postgres_server(Temp(), "master") is None  # type: ignore[arg-type]


@pytest.mark.usefixtures("server")
def test_the_server_goes_when_the_run_is_killed(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        assert (folder / "data").is_dir()
        run.kill()
    give_up = time.monotonic() + 30
    while folder.exists() and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not folder.exists()
