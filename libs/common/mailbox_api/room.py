# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How much is taken in: never more than can wait on disk or be held in memory."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import Request

from libs.common.problem import Unavailable
from libs.common.runtime import Runtime

_MEGABYTE = 1024 * 1024
_KNOWN_S = 1.0
_QUEUE_RETRY_S = 60
_UPLOAD_RETRY_S = 5


class Queue:
    """What waits to be judged, as one process knows it.

    Counted again when it is full or was counted a second ago; in between several processes may
    together take in a little more than may wait.
    """

    def __init__(self) -> None:
        self._waiting = 0
        self._counted_at = -_KNOWN_S

    async def ahead(self, rt: Runtime) -> int:
        """How many messages go first. Raises `Unavailable` when no more may wait."""
        most = rt.settings.max_waiting
        now = time.monotonic()
        if self._waiting >= most or now - self._counted_at >= _KNOWN_S:
            async with rt.db.read() as session:
                self._waiting = await rt.need_mailbox().waiting(session, most=most)
            self._counted_at = now
        if self._waiting >= most:
            raise _unavailable("Er wachten te veel berichten op beoordeling", _QUEUE_RETRY_S)
        return self._waiting

    def taken(self) -> None:
        """One more waits."""
        self._waiting += 1


def expected_size(request: Request, max_bytes: int) -> int:
    """What a body will take at most, in bytes: what it announces, else as much as may come."""
    announced = request.headers.get("Content-Length", "")
    return min(int(announced), max_bytes) if announced.isdigit() else max_bytes


class Uploads:
    """The bodies that one process is taking in now."""

    def __init__(self) -> None:
        self._held = 0

    @contextmanager
    def room(self, size: int, most_mb: int) -> Iterator[None]:
        """Room for a body of `size` bytes. Raises `Unavailable` when there is none."""
        if self._held + size > most_mb * _MEGABYTE:
            raise _unavailable("Er komen nu te veel berichten tegelijk binnen", _UPLOAD_RETRY_S)
        self._held += size
        try:
            yield
        finally:
            self._held -= size


def _unavailable(why: str, retry_s: int) -> Unavailable:
    detail = f"{why}; dit bericht is niet aangenomen. Bied het later opnieuw aan."
    return Unavailable(detail, code="te-druk", headers={"Retry-After": str(retry_s)})
