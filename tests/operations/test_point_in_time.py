# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A base backup and a synchronous copy of the WAL: whatever was committed is there again."""

import asyncio
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.conftest import missing
from tests.e2e.conftest import AGB
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import USER, PostgresServer, find_binaries, own_server
from tests.operations.region import SERVICES, Installation, an_hour

pytestmark = pytest.mark.timeout(900)

_WRITER = "pg_receivewal"
SETTINGS = {
    "wal_level": "replica",
    "max_wal_senders": "4",
    "synchronous_commit": "on",
    "synchronous_standby_names": _WRITER,
}


@dataclass
class Archived:
    """A server whose WAL is written elsewhere too, before a commit counts."""

    server: PostgresServer
    writer: "subprocess.Popen[bytes]"

    @property
    def wal(self) -> Path:
        return Path(self.server.folder, "archive")

    @property
    def base(self) -> Path:
        return Path(self.server.folder, "base")

    def save(self) -> None:
        """The base backup; services go on working."""
        where = ["-D", str(self.base), "--wal-method=none", "--checkpoint=fast"]
        subprocess.run([*_client(self.server, "pg_basebackup"), *where], check=True, env=_env(self))

    def lose(self) -> None:
        """The machine with the database and its disk is gone."""
        self.server.crash()
        self.writer.terminate()
        self.writer.wait()
        shutil.rmtree(Path(self.server.folder, "data"))

    def restore(self) -> None:
        """Base backup and WAL on another machine, up to the last commit."""
        data = Path(self.server.folder, "data")
        shutil.copytree(self.base, data)
        (data / "recovery.signal").touch()
        for partial in self.wal.glob("*.partial"):
            partial.rename(partial.with_suffix(""))
        data.chmod(0o700)
        for path in (data, *data.rglob("*"), self.wal, *self.wal.iterdir()):
            _give(path)
        self.server.settings |= {
            "restore_command": f"cp {self.wal}/%f %p",
            "synchronous_standby_names": "",
        }
        self.server.restart()


def _client(server: PostgresServer, name: str) -> list[str]:
    reach = ["-h", "127.0.0.1", "-p", str(server.port), "-U", USER]
    return [str(Path(server.binaries, name)), *reach, "--no-password"]


def _env(archived: Archived) -> dict[str, str]:
    return os.environ | {"PGPASSWORD": archived.server.password}


def _give(path: Path) -> None:
    """As root, the server runs as nobody."""
    if os.geteuid() == 0:
        os.chown(path, pwd.getpwnam("nobody").pw_uid, -1)


@pytest.fixture
def archived() -> Iterator[Archived]:
    binaries = find_binaries()
    if binaries is None or not (binaries / _WRITER).exists():
        missing("PostgreSQL with its backup programs")
    assert binaries is not None
    with own_server(binaries, **SETTINGS) as server:
        made = Archived(server, subprocess.Popen(["true"]))
        made.writer.wait()
        made.wal.mkdir()
        where = ["-D", str(made.wal), "--synchronous", "--slot=archive"]
        writing = [*_client(server, _WRITER), *where]
        subprocess.run([*writing, "--create-slot"], check=True, env=_env(made))
        made.writer = subprocess.Popen(writing, env=_env(made))
        yield made
        made.writer.kill()
        made.writer.wait()


async def test_nothing_that_was_committed_is_lost(
    archived: Archived, kafka_server: KafkaCluster, clock: SimulatedClock
) -> None:
    installation = Installation(archived.server, kafka_server, clock)
    await installation.prepare()
    async with installation.running() as region:
        award = await region.found()
        await asyncio.to_thread(archived.save)
        await region.claim(1, award)
        await region.claim(2, award)
        figures = await region.figures()
    async with installation.running("billing") as region:
        accepted = await region.accepted("billing", an_hour(3, award))
    tables = {service: await installation.tables(service) for service in SERVICES}

    await asyncio.to_thread(archived.lose)
    await asyncio.to_thread(archived.restore)

    assert {service: await installation.tables(service) for service in SERVICES} == tables
    await installation.all_command("resume")
    await installation.all_command("verify")
    async with installation.running() as region:
        await region.rest()
        client = region.calling("billing", OrgType.AANBIEDER, AGB)
        judged = (await client.get(accepted)).json()
        assert (figures["toegekendBedrag"], judged["status"]) == (16_000, "verwerkt")
        assert (await region.figures())["toegekendBedrag"] == await region.approved() == 24_000
