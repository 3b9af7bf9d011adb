# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The loop: busy while there is work, awake when called, ended by nothing but `stop`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import cast

import pytest
import structlog
from structlog.testing import capture_logs

from libs.common import loop as loop_module
from libs.common.db import Wake
from libs.common.loop import Loop
from libs.common.metrics import Metrics
from libs.common.runtime import Runtime, Service, settle
from libs.common.service import Background


@asynccontextmanager
async def running(loop: Loop) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(loop.run(stop))
    yield stop
    stop.set()
    await asyncio.wait_for(task, 2)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not holds():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.005)


async def test_goes_on_at_once_while_there_is_work() -> None:
    left = [True] * 50

    async def step() -> bool:
        return bool(left) and left.pop()

    async with running(Loop("a", step, idle_s=60)):
        await until(lambda: not left)


async def test_begins_later_when_told_so_and_still_stops_soon() -> None:
    steps: list[float] = []

    async def step() -> bool:
        steps.append(asyncio.get_running_loop().time())
        return False

    begun = asyncio.get_running_loop().time()
    async with running(Loop("test", step, first_s=0.05)):
        await until(lambda: bool(steps))
    assert steps[0] - begun >= 0.05
    async with running(Loop("test", step, first_s=60)):
        await asyncio.sleep(0)
    assert len(steps) == 1


async def test_sleeps_until_woken() -> None:
    wake, steps = Wake(), []

    async def step() -> bool:
        steps.append(1)
        return False

    async with running(Loop("a", step, wake, idle_s=60)):
        await until(lambda: len(steps) == 1)
        await asyncio.sleep(0.05)
        assert len(steps) == 1
        wake.set()
        await until(lambda: len(steps) == 2)


async def test_looks_by_itself_after_a_while() -> None:
    steps = []

    async def step() -> bool:
        steps.append(1)
        return False

    async with running(Loop("a", step, idle_s=0.01)):
        await until(lambda: len(steps) >= 3)


async def test_does_not_miss_work_that_comes_during_a_step() -> None:
    wake, steps = Wake(), []

    async def step() -> bool:
        steps.append(1)
        if len(steps) == 1:
            wake.set()
        return False

    async with running(Loop("a", step, wake, idle_s=60)):
        await until(lambda: len(steps) == 2)


async def test_survives_errors_and_tells_of_them_without_their_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loop_module, "BACKOFF_FIRST_S", 0.001)
    monkeypatch.setattr(loop_module, "_log", structlog.get_logger())
    steps, metrics = [], Metrics("test")

    async def step() -> bool:
        steps.append(1)
        if len(steps) <= 3:
            raise ValueError("999900006")
        return False

    with capture_logs() as logs:
        async with running(Loop("judge", step, idle_s=60, metrics=metrics)) as _:
            await until(lambda: len(steps) == 4)

    assert [entry["failures"] for entry in logs] == [1, 2, 3]
    assert {"ValueError"} == {entry["error"] for entry in logs}
    assert "999900006" not in str(logs)
    assert b'loop_errors_total{loop="judge"} 3.0' in metrics.exposition()


async def test_waits_longer_after_each_error() -> None:
    loop = Loop("a", lambda: asyncio.sleep(0, True))
    waits = []
    for loop.failures in (1, 2, 3, 1000):
        waits.append(loop._backoff_s())

    assert waits == [0.1, 0.2, 0.4, 10.0]


async def test_stop_ends_it_soon_while_idle_and_while_backing_off() -> None:
    async def idle() -> bool:
        return False

    async def failing() -> bool:
        raise ConnectionError

    for step in (idle, failing):
        async with running(Loop("a", step, idle_s=60)):
            await asyncio.sleep(0.02)


async def test_stop_lets_a_step_finish() -> None:
    done = []

    async def step() -> bool:
        await asyncio.sleep(0.05)
        done.append(1)
        return True

    async with running(Loop("a", step)):
        await asyncio.sleep(0.01)

    assert done == [1]


async def test_services_come_to_rest_with_each_loop_at_its_end_before_the_next() -> None:
    """What follows from events is reckoned once all are read, and again when more came of it."""
    events, done = 3, list[str]()

    async def read() -> bool:
        nonlocal events
        if not events:
            return False
        events -= 1
        done.append("read")
        return True

    async def reckon() -> bool:
        nonlocal events
        if done[-1] != "read":
            return False
        done.append("reckoned")
        events = int(done.count("reckoned") == 1)
        return True

    service = cast(Service, SimpleNamespace(loops=[Loop("read", read), Loop("reckon", reckon)]))
    await settle(service)

    assert done == ["read", "read", "read", "reckoned", "read", "reckoned"]


async def test_work_is_put_off_while_the_consumer_is_behind_but_not_for_ever() -> None:
    consumer, asked = SimpleNamespace(behind=True), []
    runtime = cast(Runtime, SimpleNamespace(consumer=consumer))

    async def work(_rt: Runtime) -> bool:
        asked.append(consumer.behind)
        return True

    put_off = Background("a", work, idle_s=1, behind_s=3_600).step_of(runtime)
    assert [await put_off(), await put_off(), await put_off()] == [True, False, False]
    consumer.behind = False
    assert await put_off()
    consumer.behind = True
    soon = Background("b", work, idle_s=1).step_of(runtime)
    assert [await soon(), await soon()] == [True, True]
    assert asked == [True, False, True, True]
