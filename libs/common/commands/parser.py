# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command line of a service: what may be asked, and which function answers."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa

from libs.common.commands.backup import backup, restore
from libs.common.commands.dead import list_dead, replay
from libs.common.commands.keys import rotate
from libs.common.commands.logboek import export_log, verify_log
from libs.common.commands.rebuild import rebuild
from libs.common.commands.refused import RefusedError
from libs.common.commands.republish import republish
from libs.common.commands.resume import resume
from libs.common.commands.retention import (
    draw_up,
    execute,
    proposal,
    schedule,
    tell_holds,
    traces,
    verify_gone,
)
from libs.common.commands.verify import verify
from libs.common.contracts import TOPICS
from libs.common.folder import held
from libs.common.prune import Pruner
from libs.common.runtime import Runtime

Lines = AsyncIterator[str]
Command = Callable[[Runtime, Namespace], Lines]


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """A command that one service has beside those of all: what it does, takes and runs."""

    what: str
    arguments: Callable[[ArgumentParser], None]
    run: Command


OwnCommands = Mapping[str, OwnCommand]
NONE: OwnCommands = MappingProxyType({})


def parser_of(name: str, own: OwnCommands = NONE) -> ArgumentParser:
    """The parser for the service `name`; unknown commands and options end with code 2."""
    parser = ArgumentParser(prog=f"python -m services.{name}", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(command: str, what: str) -> ArgumentParser:
        return commands.add_parser(command, help=what, description=what, allow_abbrev=False)

    for role, what in (("api", "serve HTTP"), ("worker", "relay, consume and judge")):
        one = add(role, what)
        one.add_argument("--host", default="127.0.0.1")
        one.add_argument("--port", type=int, default=8000, help="of a worker: its probes")
        one.add_argument("--root-path", default="", help="below what a proxy finds it")
    add("migrate", "bring the database to this version")
    add("topics", "make the topics that this service owns")
    add("backup", "save the database in a file").add_argument("file", type=Path)
    add("restore", "fill an empty database from such a file").add_argument("file", type=Path)
    _add_events(add)
    _add_housekeeping(add)
    for command, one_own in own.items():
        one_own.arguments(add(command, one_own.what))
    return parser


def _add_events(add: Callable[[str, str], ArgumentParser]) -> None:
    one = add("resume", "read on from where the database is; workers stopped")
    one.add_argument("--new-log", action="store_true", help="the log is another one: read all")
    add("verify", "compare the database with the log; changes nothing")
    one = add("republish", "append all events to the log again; workers stopped")
    one.add_argument("--topic", action="append", default=[], choices=sorted(TOPICS))
    one = add("rebuild", "empty a service without facts of its own and read all again")
    one.add_argument(
        "--republished", action="store_true", help="what topics no longer keep was republished"
    )


def _add_housekeeping(add: Callable[[str, str], ArgumentParser]) -> None:
    add("prune", "delete what is no longer needed").add_argument("--dry-run", action="store_true")
    one = add("rotate-keys", "seal personal data anew under the current data key")
    one.add_argument("--dry-run", action="store_true", help="only tell how much is to be done")
    log = add("logboek", "the log of processing").add_subparsers(dest="action", required=True)
    one = log.add_parser("verify", help="does its chain hold")
    one.add_argument("--end", metavar="NUMBER:SEAL", help="that a worker logged: it must be there")
    one = log.add_parser("export", help="as OTLP/JSON, a request on each line")
    one.add_argument("--after", type=int, default=0, metavar="NUMBER", help="of the chain")
    kept = add("retention", "how long what is kept").add_subparsers(dest="action", required=True)
    kept.add_parser("schedule", help="the categories, a JSON object on each line")
    one = kept.add_parser("proposal", help="count what has outlived its term; changes nothing")
    one.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="a day to come")
    kept.add_parser("draw-up", help="keep a list of it for people to decide on, as at night")
    kept.add_parser("execute", help="carry out the lists that were approved, as the worker does")
    kept.add_parser("verify", help="do the proofs hold, and is nobody back who was destroyed")
    kept.add_parser("tell-holds", help="tell all services of the holds that last, once more")
    one = kept.add_parser("trace", help="where something of one person stands; BSN on stdin")
    one.add_argument("--gone", action="store_true", help="fail when anything is found")
    dead = add("dead", "dead letters").add_subparsers(dest="action", required=True)
    dead.add_parser("list", help="those that were not replayed")
    again = dead.add_parser("replay", help="apply them again: all, or those named")
    again.add_argument("seq", type=int, nargs="*")
    add("replay", "as dead replay").set_defaults(action="replay", seq=[])


def _tables(runtime: Runtime) -> set[str]:
    return set(runtime.mechanics.outbox.outbox.metadata.tables)


async def _backup(runtime: Runtime, asked: Namespace) -> Lines:
    await asyncio.to_thread(backup, runtime.db.url, asked.file, _tables(runtime))
    yield f"{asked.file} has {asked.file.stat().st_size} bytes"


async def _restore(runtime: Runtime, asked: Namespace) -> Lines:
    await restore(runtime.db.url, asked.file, _tables(runtime))
    yield "restored; next: migrate, verify, resume (docs/runbooks/restore.md)"


async def _resume(runtime: Runtime, asked: Namespace) -> Lines:
    with _alone(runtime):
        for line in await resume(runtime, new_log=asked.new_log):
            yield line


async def _verify(runtime: Runtime, _asked: Namespace) -> Lines:
    found = await verify(runtime)
    for line in found.first:
        yield line
    yield f"{found.compared} events in the log compared with the outbox"
    if not found.agrees:
        raise RefusedError(
            f"{found.unknown} events in the log are not in the outbox, {found.lost} in the outbox "
            f"are not in the log, {found.unmade} that were read are not in the log: see "
            "docs/runbooks/restore.md"
        )


async def _republish(runtime: Runtime, asked: Namespace) -> Lines:
    with _alone(runtime):
        for topic, count in sorted((await republish(runtime, asked.topic)).items()):
            yield f"{topic} {count} events"


async def _rebuild(runtime: Runtime, asked: Namespace) -> Lines:
    with _alone(runtime):
        for line in await rebuild(runtime, republished=asked.republished):
            yield line


async def _prune(runtime: Runtime, asked: Namespace) -> Lines:
    pruner, now = Pruner(runtime.db, runtime.mechanics, runtime.clock), runtime.clock.now()
    for rule in pruner.rules:
        due = await pruner.due(rule, now)
        gone = 0
        while not asked.dry_run and (some := await pruner.batch(rule, now)):
            gone += some
        done = f"{due} rows would go" if asked.dry_run else f"{gone} rows gone"
        yield f"{rule.table} {done}, {rule.column} before {now - rule.after:%Y-%m-%d %H:%M}"


async def _rotate_keys(runtime: Runtime, asked: Namespace) -> Lines:
    async for line in rotate(runtime, dry_run=asked.dry_run):
        yield line


async def _logboek(runtime: Runtime, asked: Namespace) -> Lines:
    verifies = asked.action == "verify"
    lines = verify_log(runtime, asked.end) if verifies else export_log(runtime, asked.after)
    async for line in lines:
        yield line


async def _retention(runtime: Runtime, asked: Namespace) -> Lines:
    if asked.action == "schedule":
        for line in schedule(runtime):
            yield line
        return
    lines: Mapping[str, Callable[[], Lines]] = {
        "proposal": lambda: proposal(runtime, asked.on),
        "draw-up": lambda: draw_up(runtime),
        "execute": lambda: execute(runtime),
        "verify": lambda: verify_gone(runtime),
        "tell-holds": lambda: tell_holds(runtime),
        "trace": lambda: traces(runtime, gone=asked.gone),
    }
    async for line in lines[asked.action]():
        yield line


async def _dead(runtime: Runtime, asked: Namespace) -> Lines:
    if asked.action == "list":
        for line in await list_dead(runtime):
            yield line
    else:
        yield f"{await replay(runtime, asked.seq)} dead letters applied"


OPERATE: Mapping[str, Command] = {
    "backup": _backup,
    "restore": _restore,
    "resume": _resume,
    "verify": _verify,
    "republish": _republish,
    "rebuild": _rebuild,
    "prune": _prune,
    "rotate-keys": _rotate_keys,
    "logboek": _logboek,
    "retention": _retention,
    "dead": _dead,
    "replay": _dead,
}
"""The commands beside those that run or set up a service; each tells in lines what it did."""


@contextmanager
def _alone(runtime: Runtime) -> Iterator[None]:
    """Where nothing else tells of other processes: on SQLite, the folder is held."""
    url = sa.make_url(runtime.db.url)
    if url.get_backend_name() == "sqlite":
        with held(Path(url.database or "").parent):
            yield
    else:
        yield
