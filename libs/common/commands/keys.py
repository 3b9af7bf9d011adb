# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Sealing anew under the current data key, as an operator sees it: how much waits, how far."""

from collections.abc import AsyncIterator

import sqlalchemy as sa

from libs.common.commands.refused import RefusedError
from libs.common.crypto import SealBroken
from libs.common.rotate import Rotation, rotation_of
from libs.common.runtime import Runtime
from libs.common.settings import PREFIX

TELL_EVERY = 10_000
MOST_PASSES = 10
"""Over a column of which somebody has some rows each time."""


async def rotate(runtime: Runtime, *, dry_run: bool = False) -> AsyncIterator[str]:
    """Seal all values anew that are under another key; a line for each column, and on the way.

    Raises `RefusedError` for a service without personal data or without keys, before it changes
    anything when a value is under none of the keys, and at the end when some are still under
    another: those that came meanwhile, or that somebody has.
    """
    rotation = rotation_of(runtime)
    if rotation is None:
        raise RefusedError(f"{runtime.name} holds no personal data, or has no keys for it")
    waiting = {column: await rotation.counts(column) for column in rotation.columns}
    _refuse_strange(rotation, set().union(*waiting.values()))
    for column, counts in waiting.items():
        if dry_run:
            yield f"{_name(column)} {counts.total()} values under another key"
        else:
            async for line in _anew(rotation, column, counts.total()):
                yield line
    if dry_run:
        return
    if left := await rotation.waiting():
        raise RefusedError(f"{left} values are still under another key: give the command again")
    yield f"all values are under key {rotation.vault.key_id.hex()}"


def _refuse_strange(rotation: Rotation, key_ids: set[bytes]) -> None:
    if strange := key_ids - rotation.vault.key_ids:
        ids = ", ".join(sorted(key.hex() for key in strange))
        raise RefusedError(
            f"values are sealed with a key that is not given (id {ids}): name it in "
            f"{PREFIX}OTHER_DATA_KEYS"
        )


async def _anew(rotation: Rotation, column: sa.Column[bytes], waiting: int) -> AsyncIterator[str]:
    """One column, told now and then and at its end."""
    done = 0
    try:
        async for some in _passes(rotation, column):
            before, done = done, done + some
            if done // TELL_EVERY > before // TELL_EVERY:
                yield f"{_name(column)} {done} of {waiting}"
    except SealBroken as error:
        raise RefusedError(f"{_name(column)}: {error}, after {done} values") from error
    yield f"{_name(column)} {done} values sealed anew"


async def _passes(rotation: Rotation, column: sa.Column[bytes]) -> AsyncIterator[int]:
    """Passes over a column until one finds nothing to do."""
    for _ in range(MOST_PASSES):
        found = 0
        async for some in rotation.reseal(column):
            found += some
            yield some
        if not found:
            return


def _name(column: sa.Column[bytes]) -> str:
    return f"{column.table.name}.{column.name}"
