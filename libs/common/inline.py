# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""SQLite without a thread per connection: each call runs where it is awaited.

A statement on a local file takes microseconds, a hop to a thread and back many times that, and
every statement is several calls. Where writers queue before they begin (see `Database`), no call
waits for a lock, so none holds up the loop for longer than its own work.
"""

import sqlite3
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import aiosqlite

R = TypeVar("R")


class InlineConnection(aiosqlite.Connection):
    """The driver's own connection with its thread left out."""

    async def _execute(self, fn: Callable[..., R], *args: Any, **kwargs: Any) -> R:  # noqa: ANN401
        return fn(*args, **kwargs)

    async def _connect(self) -> "InlineConnection":
        self._connection = self._connector()
        return self

    def __await__(self) -> Generator[Any, None, "InlineConnection"]:
        """Open."""
        return self._connect().__await__()

    async def close(self) -> None:
        """Close; once more does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._running = False

    def stop(self) -> None:
        """Close at once, when nothing can be awaited any more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._running = False


def connect_inline(path: str, timeout_s: float) -> InlineConnection:
    """A connection to a file that leaves transactions to whoever uses it."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            path, timeout=timeout_s, isolation_level=None, check_same_thread=False
        )

    return InlineConnection(connect, iter_chunk_size=64)
