# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Where the keys of an issuer come from: a key that is given, or a set that it publishes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import httpx
import structlog

from libs.common.auth.keys import SigningKey, keys_of_jwks
from libs.common.fault import raised_at

PAUSE_S = 10.0
"""Between two readings that tokens with an unknown key cause, whoever sends them."""

MAX_BYTES = 256 * 1024
_TIMEOUT_S = 5.0

Read = Callable[[], Awaitable[bytes]]

_log = structlog.get_logger()


class KeySource(Protocol):
    """The keys of one issuer."""

    @property
    def loaded(self) -> bool:
        """Whether any key is known."""

    def known(self, kid: str | None) -> SigningKey | None:
        """The key of this name, or without a name the only one; None when it is not known."""

    async def look_again(self) -> None:
        """Find out about new keys, unless that was done a moment ago."""

    async def refresh(self) -> None:
        """Find out about new keys; raises when that fails, and what was known stays."""


class FixedKey:
    """A key that the operator gave: it is the one, whatever a token calls it."""

    loaded = True

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def known(self, kid: str | None) -> SigningKey:
        """That key."""
        return self._key

    async def look_again(self) -> None:
        """There are no others."""

    async def refresh(self) -> None:
        """There are no others."""


class KeySet:
    """The keys that an issuer publishes, as they were last read.

    A new set replaces the old one whole: a key works from the reading that brings it to the one
    that misses it. When reading fails the last good set stays, for an issuer that is away is no
    reason to let nobody in.
    """

    def __init__(self, read: Read, now: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._now = now
        self._keys: dict[str, SigningKey] = {}
        self._not_before = -PAUSE_S
        self._lock = asyncio.Lock()

    @property
    def loaded(self) -> bool:
        """Whether it was read once."""
        return bool(self._keys)

    def known(self, kid: str | None) -> SigningKey | None:
        """The key of this name; a token that names none is of the only key there is."""
        if kid is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

    async def look_again(self) -> None:
        """Read anew, at most once in `PAUSE_S`; who asks meanwhile waits for that reading."""
        async with self._lock:
            if self._now() < self._not_before:
                return
            try:
                await self._refresh()
            except Exception as error:
                _log.warning("keys_unread", error=type(error).__name__, at=raised_at(error))

    async def refresh(self) -> None:
        """Read anew; raises when that fails."""
        async with self._lock:
            await self._refresh()

    async def _refresh(self) -> None:
        self._not_before = self._now() + PAUSE_S
        self._keys = keys_of_jwks(await self._read())


def at_url(url: str, transport: httpx.AsyncBaseTransport | None = None) -> Read:
    """Reads a key set from its address, in bounded time and size, and follows nobody elsewhere."""
    tls = httpx.create_ssl_context()
    accept = {"Accept": "application/jwk-set+json, application/json"}

    async def read() -> bytes:
        client = httpx.AsyncClient(verify=tls, transport=transport, timeout=_TIMEOUT_S)
        async with (
            asyncio.timeout(2 * _TIMEOUT_S),
            client,
            client.stream("GET", url, headers=accept) as answer,
        ):
            answer.raise_for_status()
            return await bounded(answer)

    return read


def in_file(path: Path) -> Read:
    """Reads a key set from a file, which may be replaced while we run."""

    async def read() -> bytes:
        return await asyncio.to_thread(path.read_bytes)

    return read


async def bounded(answer: httpx.Response) -> bytes:
    """The body of an answer; `ValueError` when it is larger than a key set may be."""
    found = b""
    async for chunk in answer.aiter_bytes():
        found += chunk
        if len(found) > MAX_BYTES:
            raise ValueError(f"an answer of more than {MAX_BYTES} bytes")
    return found
