# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients of Apache Kafka that leave no connection behind, however their start ends."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

_PATIENCE_S = 5.0
"""So long whoever wants to end waits for a start that is under way: programs have half a minute."""


async def started(start: Awaitable[Any], stop: Callable[[], Awaitable[Any]]) -> None:
    """Start a client; stop it when that fails, or when nobody waits for it any more.

    aiokafka lets go of no connection that it was making when its start is cancelled: the start is
    let end first, and then all that it opened is closed.
    """
    starting = asyncio.ensure_future(start)
    try:
        await asyncio.shield(starting)
    except BaseException:
        try:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(starting, _PATIENCE_S)
        finally:
            await stop()
        raise
