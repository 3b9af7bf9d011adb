# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Resume: where a service goes on reading after its database, or the log, went back in time.

The position in the database stands in the transaction of the effects, so it is right whatever
happened. That of the group in the log is moved after that transaction: it is never ahead of the
database, unless the database was put back.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import sqlalchemy as sa

from libs.common.commands.refused import RefusedError
from libs.common.consume import Consumer
from libs.common.eventlog.port import GroupInUseError, Positions
from libs.common.mailbox import MailStatus
from libs.common.runtime import Runtime

PATIENCE_S = 20
"""A worker with a name (JEUGDREGIO_MEMBER) stays in its group for 10 seconds after it ended."""


async def differences(runtime: Runtime) -> list[str]:
    """Why a worker must not start as things stand, a sentence each; empty when it may.

    Looked at in this order others may go on working meanwhile: what is compared only grows.
    """
    if runtime.consumer is None:
        return []
    topics = runtime.consumer.topics
    committed = await runtime.log.committed(runtime.name, topics)
    stored = await _stored(runtime, runtime.consumer)
    first = await runtime.log.first_positions(topics)
    ends = {**first, **await runtime.log.end_positions(topics)}
    behind = [p for p, at in committed.items() if at > max(stored.get(p, 0), first.get(p, 0))]
    beyond = [p for p, at in stored.items() if p in ends and at > ends[p]]
    found = []
    if behind:
        found.append(
            f"the database is older than what the group has read in {_listed(behind)}: run resume"
        )
    if beyond:
        found.append(
            f"the log ends before what the database has read in {_listed(beyond)}: it is another "
            "log; run resume --new-log"
        )
    return found


async def resume(runtime: Runtime, *, new_log: bool = False) -> list[str]:
    """Set the group to what the database knows, or to the beginning of a new log; what was done.

    Raises `RefusedError` while workers run, and without `new_log` when the log is another one.
    """
    consumer = _consumer(runtime)
    first = await runtime.log.first_positions(consumer.topics)
    if new_log:
        await when_nobody_reads(runtime, first)
        await _forget_the_old_log(runtime)
        await when_nobody_reads(runtime, first)
        return [f"{name} from {at}" for name, at in first.items()]
    stored = await _stored(runtime, consumer)
    ends = {**first, **await runtime.log.end_positions(consumer.topics)}
    if beyond := [p for p, at in stored.items() if p in ends and at > ends[p]]:
        raise RefusedError(
            f"the log ends before what the database has read in {_listed(beyond)}; when it is a "
            "new log, run resume --new-log"
        )
    goal = {name: max(stored.get(name, 0), at) for name, at in first.items()}
    await when_nobody_reads(runtime, goal)
    return [*_told(goal, stored, first)]


async def when_nobody_reads(runtime: Runtime, positions: Positions) -> None:
    """Move the group as soon as it has no members; `RefusedError` when that lasts."""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with suppress(GroupInUseError):
                    return await runtime.log.move(runtime.name, positions)
                await asyncio.sleep(1)
    raise RefusedError(f"workers of {runtime.name} are reading: stop them all, and run this again")


async def _forget_the_old_log(runtime: Runtime) -> None:
    """Positions, barriers and places in a log that is no more mean nothing in the next one."""
    tables = runtime.mechanics.consumer
    assert tables is not None  # noqa: S101 - there is a consumer
    position, dead = tables.consumer_position, tables.dead_letter
    async with runtime.db.begin() as session:
        await session.execute(sa.delete(position).where(position.c.consumer_group == runtime.name))
        # Out of the way of letters that will stand at the same place of the new log.
        await session.execute(
            sa.update(dead).where(dead.c.log_offset >= 0).values(log_offset=-dead.c.seq)
        )
        if runtime.mechanics.mailbox is not None:
            mail = runtime.mechanics.mailbox.mail_in
            waiting = mail.c.status == MailStatus.ONTVANGEN
            await session.execute(sa.update(mail).where(waiting).values(barriere=sa.null()))


def _told(goal: Positions, stored: Positions, first: Positions) -> Iterator[str]:
    for name, at in goal.items():
        yield f"{name} from {at}"
        if name in stored and stored[name] < first[name]:
            yield (
                f"{name}: {first[name] - stored[name]} events are no longer kept; let those who "
                "made them republish"
            )


async def _stored(runtime: Runtime, consumer: Consumer) -> Positions:
    async with runtime.db.read() as session:
        return await consumer.positions(session)


def _consumer(runtime: Runtime) -> Consumer:
    if runtime.consumer is None:
        raise RefusedError(f"{runtime.name} reads no events")
    return runtime.consumer


def _listed(places: list[str]) -> str:
    return ", ".join(sorted(places))
