# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Bodies of requests: never more of one than is taken, however much is sent."""

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import Message, Receive

from libs.common.problem import TooLarge

MEGABYTE = 1024 * 1024


def bounded(receive: Receive, headers: Headers, most: int) -> Receive:
    """The same, of at most so many bytes. Raises `TooLarge`: at once for a body that says how
    large it is, else for the first piece that is too much.
    """
    announced = headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large("Wat u stuurt", most)
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _too_large("Wat u stuurt", most)
        return message

    return receiving


async def read_at_most(request: Request, most: int, what: str) -> bytes:
    """The body. Raises `TooLarge`, which calls it `what`, once more than `most` bytes came."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise _too_large(what, most)
    return bytes(content)


def _too_large(what: str, most: int) -> TooLarge:
    size = f"{most // MEGABYTE} MB" if most >= MEGABYTE else f"{most // 1024} kB"
    return TooLarge(f"{what} is ten hoogste {size}.")
