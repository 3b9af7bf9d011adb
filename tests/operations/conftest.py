# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An installation of its own for each test."""

import os
from collections.abc import Callable

import pytest

from libs.common.clock import SimulatedClock
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.operations.region import Installation


@pytest.fixture
async def installation(
    postgres: PostgresServer,
    kafka_server: KafkaCluster,
    clock: SimulatedClock,
    migrated_database: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> Installation:
    monkeypatch.setenv("PATH", postgres.binaries, prepend=os.pathsep)
    made = Installation(postgres, kafka_server, clock)
    await made.prepare(like=migrated_database)
    return made
