# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A contract service with a small region in it."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import Service
from tests.contract.world import World


@pytest.fixture
async def world(
    start: Callable[..., Awaitable[Service]],
    client: Callable[..., httpx.AsyncClient],
    event_log: SqliteEventLog,
) -> World:
    made = World(await start("contract"), client, event_log)
    await made.fill()
    return made
