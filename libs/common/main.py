# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line of one service: `python -m services.<name> api|worker|migrate|topics`."""

import argparse
import asyncio
import sys
from collections.abc import Callable

from libs.common import log as logs
from libs.common.auth import TokenVerifier
from libs.common.clock import SystemClock
from libs.common.contracts import TOPICS, Topic
from libs.common.crypto import Vault
from libs.common.eventlog.choose import is_kafka, kafka_options, open_log
from libs.common.eventlog.kafka import create_topics, differences
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service, run_loops
from libs.common.serve import serving, stop_on_signals
from libs.common.settings import Settings, decode_key

Build = Callable[[Parts], Service]


def main(name: str, build: Build) -> None:
    """Run one command for the service `name`, configured by the environment.

    `api` serves HTTP, `worker` runs the loops behind it; any number of each may run. `migrate`
    brings the database to this version, `topics` makes the topics that this service owns.
    """
    parser = argparse.ArgumentParser(prog=f"python -m services.{name}")
    parser.add_argument("command", choices=["api", "worker", "migrate", "topics"])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="of the worker: its probes")
    arguments = parser.parse_args()
    settings = Settings()
    logs.configure(settings.log_level)
    if arguments.command == "migrate":
        upgrade(name, settings.database_url)
    elif arguments.command == "topics":
        asyncio.run(_topics(name, settings))
    else:
        is_worker = arguments.command == "worker"
        asyncio.run(_run(name, build, settings, arguments, is_worker=is_worker))


async def _topics(name: str, settings: Settings) -> None:
    owned = [topic for topic in TOPICS.values() if topic.owner == name]
    for made in await create_topics(kafka_options(settings), owned):
        sys.stdout.write(f"{made}\n")


async def _run(
    name: str, build: Build, settings: Settings, at: argparse.Namespace, *, is_worker: bool
) -> None:
    stop = stop_on_signals()
    await _refuse_other_topics(name, settings)
    service = build(_parts(settings))
    try:
        async with serving(service.probes if is_worker else service.app, at.host, at.port):
            if is_worker:
                await run_loops([service], stop)
            else:
                await stop.wait()
    finally:
        await service.close()
        await service.runtime.log.close()


async def _refuse_other_topics(name: str, settings: Settings) -> None:
    """A topic that is not as declared loses order or records later, when nobody looks."""
    if is_kafka(settings):
        wrong = await differences(kafka_options(settings), _topics_of(name))
        if wrong:
            raise SystemExit("; ".join(wrong))


def _topics_of(name: str) -> list[Topic]:
    return [t for t in TOPICS.values() if name in (*t.producers, *t.consumers)]


def _parts(settings: Settings) -> Parts:
    vault = None
    if settings.data_key.get_secret_value():
        vault = Vault(decode_key(settings.data_key), decode_key(settings.hash_key))
    return Parts(
        database_url=settings.database_url,
        log=open_log(settings),
        clock=SystemClock(),
        verifier=TokenVerifier(settings.token_public_key, settings.token_issuer),
        settings=settings,
        vault=vault,
    )
