# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line of one service: `python -m services.<name> api|worker|migrate`."""

import argparse
import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

import uvicorn

from libs.common import log as logs
from libs.common.auth import TokenVerifier
from libs.common.clock import SystemClock
from libs.common.crypto import Vault
from libs.common.eventlog.port import EventLog
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service, run_loops
from libs.common.settings import Settings, decode_key

Build = Callable[[Parts], Service]


def main(name: str, build: Build) -> None:
    """Run one command for the service `name`, configured by the environment."""
    parser = argparse.ArgumentParser(prog=f"python -m services.{name}")
    parser.add_argument("command", choices=["api", "worker", "migrate"])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    settings = Settings()
    logs.configure(settings.log_level)
    if arguments.command == "migrate":
        upgrade(name, settings.database_url)
    elif arguments.command == "api":
        asyncio.run(_api(build(_parts(settings)), arguments.host, arguments.port))
    else:
        asyncio.run(_worker(build(_parts(settings))))


def _parts(settings: Settings) -> Parts:
    vault = None
    if settings.data_key.get_secret_value():
        vault = Vault(decode_key(settings.data_key), decode_key(settings.hash_key))
    return Parts(
        database_url=settings.database_url,
        log=_event_log(settings.event_log_url),
        clock=SystemClock(),
        verifier=TokenVerifier(settings.token_public_key, settings.token_issuer),
        settings=settings,
        vault=vault,
    )


def _event_log(url: str) -> EventLog:
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        raise SystemExit("JEUGDREGIO_EVENT_LOG_URL must be sqlite:///<file>")
    return SqliteEventLog(Path(path))


async def _api(service: Service, host: str, port: int) -> None:
    config = uvicorn.Config(
        service.app, host=host, port=port, access_log=False, server_header=False, lifespan="off"
    )
    await uvicorn.Server(config).serve()
    await service.close()


async def _worker(service: Service) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run_loops([service], stop)
    await service.close()
