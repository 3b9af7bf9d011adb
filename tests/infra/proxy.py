# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A network that can be made bad: stands between a client and a server, byte for byte."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Proxy:
    """Passes on what comes to `port`; slower by `delay_s` seconds a piece, not while `stalled`.

    It goes to the port `target` of 127.0.0.1. While `refusing`, who connects is sent away.
    """

    def __init__(self, target: int = 0) -> None:
        self.port = 0
        self.target = target
        self.delay_s = 0.0
        self.refusing = False
        self._open = asyncio.Event()
        self._open.set()
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def stalled(self) -> bool:
        """True while nothing passes, and nobody is told."""
        return not self._open.is_set()

    @stalled.setter
    def stalled(self, value: bool) -> None:
        if value:
            self._open.clear()
        else:
            self._open.set()

    def cut(self) -> int:
        """End all connections that pass now, without a goodbye; how many ends that were."""
        cut = list(self._writers)
        for writer in cut:
            writer.transport.abort()
        return len(cut)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Proxy"]:
        """Listen on a free port of 127.0.0.1 until the block ends."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.stalled = False
            self.cut()
            await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        except asyncio.CancelledError:
            return  # the test is over
        finally:
            self._writers -= {writer, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction, until either end is gone; then both are."""
        with contextlib.suppress(OSError):
            while piece := await reader.read(65536):
                await asyncio.sleep(self.delay_s)
                await self._open.wait()
                writer.write(piece)
                await writer.drain()
        writer.close()
