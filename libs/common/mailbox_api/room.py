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
_SHARE = 10
_QUEUE_RETRY_S = 60
_UPLOAD_RETRY_S = 5


class Queue:
    """What waits to be judged, as one process knows it.

    Counted again after a second, when it is full, and when this process itself took a tenth of the
    room there was: the others may have done the same. The nearer the bound, the more often, so
    that all processes together pass it by no more than what they are taking in at that moment.
    """

    def __init__(self) -> None:
        self._waiting = 0
        self._may_take = 0
        self._counted_at = -_KNOWN_S

    async def ahead(self, rt: Runtime) -> int:
        """How many messages go first. Raises `Unavailable` when no more may wait."""
        most = rt.settings.max_waiting
        if self._may_take <= 0 or time.monotonic() - self._counted_at >= _KNOWN_S:
            async with rt.db.read() as session:
                self._waiting = await rt.need_mailbox().waiting(session, most=most)
            self._counted_at = time.monotonic()
            self._may_take = max(1, (most - self._waiting) // _SHARE)
        if self._waiting >= most:
            self._may_take = 0
            raise _unavailable("Er wachten te veel berichten op beoordeling", _QUEUE_RETRY_S)
        return self._waiting

    def taken(self) -> None:
        """One more waits."""
        self._waiting += 1
        self._may_take -= 1


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
