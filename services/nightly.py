# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an installation has done each night from outside, for who runs all in one process."""

import importlib
from collections.abc import AsyncIterator, Callable
from datetime import date

import httpx
import structlog

from libs.common.commands import RefusedError
from libs.common.loop import Loop
from libs.common.runtime import Runtime, Service

_IDLE_S = 30.0
_log = structlog.get_logger()


def reconciling(reporting: Service, billing: Service, token: Callable[[], str]) -> Loop:
    """When a day has passed, lay monthly reports that are concepts beside what billing approved, as
    `python -m services.reporting reconcile` does; `token` gives one that billing accepts."""
    clock = reporting.runtime.clock
    done: list[date] = [clock.today()]

    async def step() -> bool:
        today = clock.today()
        if done[0] == today:
            return False
        headers = {"Authorization": f"Bearer {token()}"}
        transport = httpx.ASGITransport(billing.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://billing/v1", headers=headers
        ) as client:
            try:
                async for line in _laid(reporting.runtime, client):
                    _log.info("reconciled", what=line)
            except RefusedError as error:
                _log.warning("reconciled", what=str(error))
        done[0] = today
        return False

    return Loop("reconcile", step, idle_s=_IDLE_S, metrics=reporting.runtime.metrics)


def _laid(runtime: Runtime, billing: httpx.AsyncClient) -> AsyncIterator[str]:
    """Named as a service is built: who runs all of them knows none of them."""
    module = importlib.import_module(f"services.{runtime.name}.api.marap.aansluiten")
    found: AsyncIterator[str] = module.lay_all(runtime, billing)
    return found
