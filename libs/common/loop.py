# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A background loop: one step after the other, until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from libs.common.db import Wake
from libs.common.fault import raised_at
from libs.common.logboek.model import acting_as
from libs.common.metrics import Metrics

BACKOFF_FIRST_S = 0.1
BACKOFF_MOST_S = 10.0

_log = structlog.get_logger()


class Loop:
    """Calls `step` for ever: at once again while it did something, else when woken or idle.

    The first time `first_s` seconds after it was started. No exception of a step ends the loop; it
    is logged and counted, and tried again later.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], Awaitable[bool]],
        wake: Wake | None = None,
        idle_s: float = 0.5,
        metrics: Metrics | None = None,
        first_s: float = 0.0,
    ) -> None:
        self.name = name
        self.step = step
        self._wake = wake or Wake()
        self._idle_s = idle_s
        self._first_s = first_s
        self._metrics = metrics
        self.failures = 0
        if metrics is not None:
            metrics.count("loop_errors", name, by=0)

    async def run(self, stop: asyncio.Event) -> None:
        """Return soon after `stop` is set; a step that runs is finished first."""
        if self._first_s:
            await first_of(stop, timeout_s=self._first_s)
        while not stop.is_set():
            # Taken before the step looks, so that work which comes during the step is not missed.
            woken = self._wake.ticket()
            if await self._try_step():
                await asyncio.sleep(0)
            elif self.failures:
                await first_of(stop, timeout_s=self._backoff_s())
            else:
                await first_of(stop, woken, timeout_s=self._idle_s)

    async def _try_step(self) -> bool:
        try:
            with acting_as(self.name):
                busy = await self.step()
        except Exception as error:
            self.failures += 1
            self._report(error)
            return False
        self.failures = 0
        return busy

    def _report(self, error: Exception) -> None:
        _log.warning(
            "loop_error",
            loop=self.name,
            error=type(error).__name__,
            at=raised_at(error),
            failures=self.failures,
        )
        if self._metrics is not None:
            self._metrics.count("loop_errors", self.name)

    def _backoff_s(self) -> float:
        return min(BACKOFF_FIRST_S * 2.0 ** min(self.failures - 1, 16), BACKOFF_MOST_S)


async def first_of(*events: asyncio.Event, timeout_s: float) -> None:
    """Return when one of the events is set, or after `timeout_s` seconds."""
    waits = [asyncio.create_task(one.wait()) for one in events]
    try:
        await asyncio.wait(waits, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
