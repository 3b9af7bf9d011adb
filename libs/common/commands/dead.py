# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dead letters as an operator sees them: which there are, and applying them again."""

from collections.abc import Sequence

import sqlalchemy as sa

from libs.common.commands.refused import RefusedError
from libs.common.db import is_passing
from libs.common.runtime import Runtime

SHOWN = 100


async def list_dead(runtime: Runtime) -> list[str]:
    """Those that were not replayed, oldest first, a line each; never what stands in them."""
    tables = runtime.mechanics.consumer
    if tables is None:
        raise RefusedError(f"{runtime.name} reads no events")
    t = tables.dead_letter.c
    query = sa.select(tables.dead_letter).where(t.replayed_at.is_(None)).order_by(t.seq)
    async with runtime.db.read() as session:
        rows = (await session.execute(query.limit(SHOWN + 1))).all()
    lines = [
        f"{r.seq} {r.parked_at.isoformat(timespec='seconds')} {r.topic}/{r.partition} "
        f"{r.log_offset} {r.tries} tries {r.error} {r.message}"
        for r in rows[:SHOWN]
    ]
    return [*lines, "and more"] if len(rows) > SHOWN else lines


async def replay(runtime: Runtime, seqs: Sequence[int] = ()) -> int:
    """Apply those of `seqs`, or all, oldest first and each by itself; how many.

    Raises `RefusedError` when some cannot be applied now, after all others were.
    """
    if runtime.consumer is None:
        raise RefusedError(f"{runtime.name} reads no events")
    waiting = await _waiting(runtime)
    if unknown := sorted(set(seqs) - set(waiting)):
        raise RefusedError(f"no dead letter waits as {', '.join(map(str, unknown))}")
    done, left = 0, dict[int, str]()
    for seq in waiting:
        if seqs and seq not in seqs:
            continue
        try:
            done += await runtime.consumer.replay([seq])
        except Exception as error:
            if is_passing(error):
                raise
            left[seq] = type(error).__name__
    if left:
        shown = list(left.items())[:SHOWN]
        told = [f"{seq} still cannot be applied ({error})" for seq, error in shown]
        more = [] if len(left) == len(shown) else ["and more"]
        raise RefusedError("; ".join([*told, *more, f"{done} others were"]))
    return done


async def _waiting(runtime: Runtime) -> list[int]:
    tables = runtime.mechanics.consumer
    assert tables is not None  # noqa: S101 - there is a consumer
    t = tables.dead_letter.c
    async with runtime.db.read() as session:
        query = sa.select(t.seq).where(t.replayed_at.is_(None)).order_by(t.seq)
        return list((await session.scalars(query)).all())
