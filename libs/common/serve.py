# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Serving an application over HTTP inside a process that decides itself when to stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

STOP_WITHIN_S = 20
"""How long requests that run may go on once the process was told to stop."""


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def serving(app: Starlette, host: str, port: int, root_path: str = "") -> AsyncIterator[str]:
    """Serve `app` over HTTP; gives the base URL (port 0 takes a free one).

    Behind a proxy it is found below `root_path` too, which links then have as well.
    """
    config = uvicorn.Config(
        _below(root_path, app) if root_path else app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # the address of who connects, and not what it says of others
        timeout_keep_alive=75,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        lifespan="off",
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            task.result()
            raise OSError(f"port {port} of {host} cannot be served")
        await asyncio.sleep(0.01)
    bound = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://{host}:{bound}"
    finally:
        server.should_exit = True
        await task


def _below(path: str, app: Starlette) -> Starlette:
    below = Starlette(routes=[Mount(path, app), Mount("", app)])
    below.router.redirect_slashes = False
    return below


class _Server(uvicorn.Server):
    """Leaves signals alone: whoever serves stops it, in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield
