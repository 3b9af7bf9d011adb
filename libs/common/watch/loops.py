# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The loops that look: readiness and the event loop in every program, figures in the worker.

Figures are counted in every worker of a service, and are the same in all of them: queries take the
highest. None is counted when Prometheus collects.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.loop import Loop
from libs.common.rotate import rotation_of
from libs.common.runtime import Runtime
from libs.common.watch.counted import count_dead, count_mail, count_outbox, count_webhooks
from libs.common.watch.lag import LagMeter

PULSE_S = 0.5
SUMS_EVERY = 4
"""Looks between two sums over many rows."""

SEALS_EVERY_S = 3600

Figures = Callable[[Runtime, AsyncSession], Awaitable[None]]
"""Sets the gauges that only one service has, from its own tables; a few short queries."""


class Watch:
    """Looks after one service in one process, each `settings.watch_s` seconds; sums less often."""

    def __init__(
        self,
        runtime: Runtime,
        ready: Callable[[], Awaitable[str | None]],
        figures: Figures | None = None,
        sums: Figures | None = None,
    ) -> None:
        self._rt = runtime
        self._ready = ready
        self._figures = figures
        self._sums = sums
        topics = runtime.consumer.topics if runtime.consumer else ()
        self._lag = LagMeter(topics)
        self._rotation = rotation_of(runtime)
        _show_pools(runtime)

    def of_api(self) -> Sequence[Loop]:
        """What runs beside an api."""
        return [self._loop("watch", self.look), self._loop("pulse", self.pulse)]

    def of_worker(self) -> Sequence[Loop]:
        """What runs beside a worker."""
        counting = [self._loop("figures", self.count)]
        if self._sums is not None:
            counting.append(self._loop("sums", self.add_up, SUMS_EVERY))
        if self._rotation is not None:
            seals = Loop("seals", self.count_seals, idle_s=SEALS_EVERY_S, metrics=self._rt.metrics)
            counting.append(seals)
        return [*self.of_api(), *counting]

    async def look(self) -> bool:
        """Is this process ready?"""
        self._rt.metrics.gauge("ready", 0 if await self._ready() else 1)
        return False

    async def pulse(self) -> bool:
        """How late does the event loop come back?"""
        began = time.perf_counter()
        await asyncio.sleep(PULSE_S)
        late = time.perf_counter() - began - PULSE_S
        self._rt.metrics.observe("event_loop_lag_seconds", max(late, 0.0))
        return True

    async def count(self) -> bool:
        """Count what stands in the database, and how far the consumer is behind."""
        rt, now = self._rt, self._rt.clock.now()
        async with rt.db.read() as session:
            await count_outbox(session, rt.mechanics.outbox, rt.metrics, now)
            if rt.mechanics.consumer is not None:
                await count_dead(session, rt.mechanics.consumer, rt.metrics)
            if rt.mechanics.mailbox is not None:
                await count_mail(session, rt.mechanics.mailbox, rt.metrics, now)
            if rt.mechanics.webhooks is not None:
                await count_webhooks(session, rt.mechanics.webhooks, rt.metrics)
            if self._figures is not None:
                await self._figures(rt, session)
        await self._measure_lag()
        rt.metrics.gauge("figures_refreshed_timestamp_seconds", time.time())
        return False

    async def add_up(self) -> bool:
        """What takes a second rather than a moment once there are millions of rows."""
        if self._sums is not None:
            async with self._rt.db.read() as session:
                await self._sums(self._rt, session)
        return False

    async def count_seals(self) -> bool:
        """Count what is sealed under another key, as long as others are given: in all rows."""
        if self._rotation is not None:
            others = len(self._rotation.vault.key_ids) > 1
            waiting = await self._rotation.waiting() if others else 0
            self._rt.metrics.gauge("sealed_under_other_key", waiting)
        return False

    async def _measure_lag(self) -> None:
        consumer = self._rt.consumer
        if consumer is None:
            return
        # The end first: what is consumed meanwhile must not count as lag.
        ends = await consumer.barrier()
        async with self._rt.db.read() as session:
            positions = await consumer.positions(session)
        lags = self._lag.look(time.monotonic(), ends, positions)
        self._rt.metrics.gauges("consumer_lag_messages", {t: x.events for t, x in lags.items()})
        self._rt.metrics.gauges("consumer_lag_seconds", {t: x.seconds for t, x in lags.items()})

    def _loop(self, name: str, step: Callable[[], Awaitable[bool]], every: int = 1) -> Loop:
        idle_s = every * self._rt.settings.watch_s
        return Loop(name, step, idle_s=idle_s, metrics=self._rt.metrics)


def _show_pools(runtime: Runtime) -> None:
    metrics = runtime.metrics
    for name, pool in runtime.db.pools().items():
        metrics.gauge_from("pool_checked_out", pool.checked_out, name)
        metrics.gauge_from("pool_size", pool.size, name)
        metrics.gauge_from("pool_overflow", pool.overflow, name)
        metrics.gauge("pool_most", pool.most, name)
