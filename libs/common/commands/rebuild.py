# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rebuild: empty what a service made from what others published, and let it read all again."""

from libs.common.bulk import empty_tables
from libs.common.commands.refused import RefusedError
from libs.common.commands.resume import when_nobody_reads
from libs.common.contracts import TOPICS
from libs.common.eventlog.port import Positions
from libs.common.runtime import Runtime


async def rebuild(runtime: Runtime, *, republished: bool = False) -> list[str]:
    """Empty its tables in one transaction and set the group to the beginning; what was done.

    Facts that no log brings back stay, with what was published of them. Raises `RefusedError` for a
    service that is not made from the log, while workers run, and when records were taken away by
    their age, unless those who made them have `republished`.
    """
    if runtime.consumer is None or not runtime.mechanics.rebuildable:
        raise RefusedError(
            f"{runtime.name} has facts of its own, that no log brings back: restore a backup"
        )
    first = await runtime.log.first_positions(runtime.consumer.topics)
    if not republished:
        _refuse_gaps(first)
    await when_nobody_reads(runtime, first)
    emptied = await _empty(runtime)
    # Had a worker come up in between, it would have moved the group on.
    await when_nobody_reads(runtime, first)
    return [
        *(f"{table} emptied" for table in emptied),
        *(f"{n} from {at}" for n, at in first.items()),
    ]


def _refuse_gaps(first: Positions) -> None:
    topics = sorted({name.rpartition("/")[0] for name, at in first.items() if at > 0})
    if topics:
        makers = sorted({maker for topic in topics for maker in TOPICS[topic].producers})
        commands = "; ".join(
            f"python -m services.{maker} republish --topic {topic}"
            for topic in topics
            for maker in makers
            if maker in TOPICS[topic].producers
        )
        raise RefusedError(
            f"the oldest records of {', '.join(topics)} are no longer kept: first run {commands}; "
            "then rebuild --republished"
        )


async def _empty(runtime: Runtime) -> list[str]:
    mechanics = runtime.mechanics
    stays = (mechanics.outbox.outbox, mechanics.numbers, mechanics.idempotency)
    tables = mechanics.outbox.outbox.metadata.sorted_tables
    emptied = [one for one in tables if one not in stays and "own" not in one.info]
    async with runtime.db.begin() as session:
        await empty_tables(session, emptied[::-1])
    return sorted(table.name for table in emptied)
