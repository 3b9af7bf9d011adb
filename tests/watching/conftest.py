# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The services as processes, watched by a real Prometheus."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.infra.proxy import Proxy
from tests.runtime.processes import Installation
from tests.watching.rulebook import program
from tests.watching.servers import Prometheus, postgres_exporter, prometheus


@dataclass(frozen=True, slots=True)
class Watched:
    """All eight programs, ready, and the Prometheus that collects from them.

    They and the exporter reach PostgreSQL through the proxy, an operator does not.
    """

    installation: Installation
    prometheus: Prometheus
    network: Proxy


@pytest.fixture
async def watched(
    tmp_path: Path,
    postgres: PostgresServer,
    kafka_server: KafkaCluster,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Watched]:
    """Counts its figures each second."""
    for tool in ("prometheus", "prometheus-postgres-exporter", "promtool"):
        program(tool)
    monkeypatch.setenv("JEUGDREGIO_WATCH_S", "1")
    async with Proxy(postgres.port).serving() as network:
        installation = Installation(tmp_path, postgres, kafka_server, database_port=network.port)
        try:
            await installation.prepare()
            await installation.start_all()
            ports = {(one.service, one.role): one.port for one in installation.running.values()}
            async with (
                postgres_exporter(tmp_path, postgres, network.port) as exporter,
                prometheus(tmp_path / "prometheus", ports, exporter) as watching,
            ):
                yield Watched(installation, watching, network)
        finally:
            await asyncio.to_thread(installation.stop)
