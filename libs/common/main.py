# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line of one service: `python -m services.<name> COMMAND`; `--help` lists them."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Callable

import sqlalchemy as sa
import structlog

from libs.common import log as logs
from libs.common.collector import leave_what_started
from libs.common.commands import RefusedError
from libs.common.commands.parser import NONE, OPERATE, Command, OwnCommands, parser_of
from libs.common.commands.resume import differences as position_differences
from libs.common.contracts import TOPICS, Topic
from libs.common.eventlog.choose import is_kafka, kafka_options
from libs.common.eventlog.kafka import TooFewBrokersError, create_topics, differences
from libs.common.fault import raised_at
from libs.common.folder import FolderInUseError
from libs.common.loop import first_of
from libs.common.migrate import ForeignDatabaseError, is_behind, refuse_foreign, upgrade
from libs.common.runtime import Parts, Service, run_loops, watch_api
from libs.common.serve import serving, stop_on_signals
from libs.common.settings import PREFIX, Settings
from libs.common.start import (
    database_url,
    parts_of,
    read_settings,
    refuse_without_keys,
    why_unreachable,
)

Build = Callable[[Parts], Service]

_log = structlog.get_logger()


def main(name: str, build: Build, own: OwnCommands = NONE) -> None:
    """Run one command for the service `name`, configured by the environment.

    `api` serves HTTP, `worker` runs the loops behind it; any number of each may run. `migrate`
    brings the database to this version, `topics` makes the topics that this service owns. The
    others are in `libs.common.commands`, or the service's `own`. Ends with code 1 and a sentence
    when one refuses.
    """
    arguments = parser_of(name, own).parse_args()
    try:
        settings = read_settings()
        logs.configure(settings.log_level)
        _told(name, build, settings, arguments, own)
    except RefusedError as why:
        sys.exit(str(why))
    except FolderInUseError as who:
        sys.exit(f"process {who} works on this folder; end it first")


def _told(
    name: str, build: Build, settings: Settings, arguments: Namespace, own: OwnCommands
) -> None:
    """As `_obey`; what lies outside the program is a reason to refuse, and no fault."""
    try:
        _obey(name, build, settings, arguments, own)
    except (ForeignDatabaseError, TooFewBrokersError) as why:
        raise RefusedError(str(why)) from why
    except Exception as error:
        sentence = why_unreachable(error, settings)
        if sentence is None:
            raise
        raise RefusedError(sentence) from error


def _obey(
    name: str, build: Build, settings: Settings, arguments: Namespace, own: OwnCommands
) -> None:
    commands = {**OPERATE, **{command: one.run for command, one in own.items()}}
    if arguments.command == "migrate":
        refuse_foreign(name, database_url(settings))
        sys.stdout.write(f"{name}: {upgrade(name, settings.database_url)}\n")
    elif arguments.command == "topics":
        asyncio.run(_topics(name, settings))
    elif arguments.command in commands:
        command = commands[arguments.command]
        asyncio.run(_operate(build, settings, arguments, command))
    else:
        is_worker = arguments.command == "worker"
        asyncio.run(_run(name, build, settings, arguments, is_worker=is_worker))


async def _topics(name: str, settings: Settings) -> None:
    owned = [topic for topic in TOPICS.values() if topic.owner == name]
    if not is_kafka(settings):
        raise RefusedError(f"{PREFIX}EVENT_LOG_URL names no Kafka: there are no topics to make")
    options = kafka_options(settings)
    for made in await create_topics(options, owned):
        sys.stdout.write(f"{options.prefix}{made}\n")


async def _operate(
    build: Build, settings: Settings, arguments: Namespace, command: Command
) -> None:
    service = build(parts_of(settings))
    try:
        async for line in command(service.runtime, arguments):
            sys.stdout.write(f"{line}\n")
    finally:
        await service.close()
        await service.runtime.log.close()


async def _run(
    name: str, build: Build, settings: Settings, at: Namespace, *, is_worker: bool
) -> None:
    stop = stop_on_signals()
    pages = not is_worker and name == "reporting"
    service = build(parts_of(settings, serves=not is_worker, pages=pages))
    refuse_without_keys(service)
    leave_what_started()
    try:
        app = service.probes if is_worker else service.app
        async with serving(app, at.host, at.port, at.root_path):
            await _refuse_other_topics(name, settings, stop)
            if is_worker:
                await _await_migration(service, stop)
                await _refuse_other_positions(service, stop)
                await run_loops([service], stop)
            else:
                await watch_api(service, stop)
    finally:
        await service.close()
        await service.runtime.log.close()


async def _refuse_other_topics(name: str, settings: Settings, stop: asyncio.Event) -> None:
    """A topic that is not as declared loses order or records later, when nobody looks.

    While no broker answers an api takes in what it can store, and says that it is not ready.
    """
    while is_kafka(settings) and not stop.is_set():
        try:
            wrong = await differences(kafka_options(settings), _topics_of(name))
        except Exception as error:
            _log.warning("topics_unseen", error=type(error).__name__, at=raised_at(error))
            await first_of(stop, timeout_s=1)
            continue
        if wrong:
            raise RefusedError("; ".join(wrong))
        return


async def _await_migration(service: Service, stop: asyncio.Event) -> None:
    """A worker on an older database would fail at each message, and use up its attempts."""
    rt = service.runtime
    while not stop.is_set():
        try:
            async with rt.db.read() as session:
                version = await session.scalar(sa.text("SELECT version_num FROM alembic_version"))
            if not is_behind(rt.name, version):
                return
            _log.warning("database_is_older", version=version)
        except Exception as error:
            _log.warning("database_unseen", error=type(error).__name__, at=raised_at(error))
        await first_of(stop, timeout_s=1)


async def _refuse_other_positions(service: Service, stop: asyncio.Event) -> None:
    """A worker on a database that was put back would pass over events, and nobody would know."""
    while not stop.is_set():
        try:
            wrong = await position_differences(service.runtime)
        except Exception as error:
            _log.warning("positions_unseen", error=type(error).__name__, at=raised_at(error))
            await first_of(stop, timeout_s=1)
            continue
        if wrong:
            raise RefusedError("; ".join(wrong))
        return


def _topics_of(name: str) -> list[Topic]:
    return [t for t in TOPICS.values() if name in (*t.producers, *t.consumers)]
