# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rotation of the data key: what stands sealed under another key is sealed anew.

In small batches, each a transaction of its own, while the service works: rows that somebody has are
passed over and come in the next pass, so nobody waits for it and it waits for nobody. It keeps no
position: what is under the current key is done, so whoever begins again goes on.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from libs.common.crypto import KEY_ID_AT, KEY_ID_BYTES, Vault
from libs.common.db import Database
from libs.common.runtime import Runtime

MOST_ROWS = 500
MOST_BYTES = 4_000_000
"""Of sealed values in one batch, about: the next is as long as the last one was."""

_FIRST_ROWS = 10


def sealed_columns(tables: sa.MetaData) -> list[sa.Column[bytes]]:
    """Where a service with personal data keeps sealed values: everywhere that it keeps bytes."""
    columns = (column for table in tables.sorted_tables for column in table.columns)
    return [column for column in columns if isinstance(column.type, sa.LargeBinary)]


def rotation_of(runtime: Runtime) -> "Rotation | None":
    """For a service that holds personal data and has its keys."""
    if runtime.mechanics.mailbox is None or runtime.vault is None:
        return None
    tables = runtime.mechanics.outbox.outbox.metadata
    return Rotation(runtime.db, sealed_columns(tables), runtime.vault)


@dataclass(frozen=True, slots=True)
class Rotation:
    """Seals anew in one database what is not under the current key of `vault`."""

    db: Database
    columns: Sequence[sa.Column[bytes]]
    vault: Vault

    async def counts(self, column: sa.Column[bytes]) -> Counter[bytes]:
        """How many values of a column are under which other key, by key id; looks at all rows."""
        other = _key_id(column).label("other")
        query = sa.select(other, sa.func.count()).where(self._elsewhere(column)).group_by(other)
        async with self.db.read() as session:
            return Counter({bytes(key): n for key, n in await session.execute(query)})

    async def waiting(self) -> int:
        """How many values are under another key than the current one; looks at all rows."""
        return sum([(await self.counts(column)).total() for column in self.columns])

    async def reseal(self, column: sa.Column[bytes]) -> AsyncGenerator[int]:
        """One pass over a column; after each batch how many it sealed anew.

        Raises `SealBroken` at a value that is under none of the keys, or was changed.
        """
        after: Sequence[Any] = ()
        rows = _FIRST_ROWS
        while batch := await self._batch(column, after, rows):
            yield len(batch)
            *after, _last = batch[-1]
            length = sum(len(sealed) for *_, sealed in batch)
            rows = max(1, min(MOST_ROWS, MOST_BYTES * len(batch) // length))

    async def _batch(
        self, column: sa.Column[bytes], after: Sequence[Any], rows: int
    ) -> Sequence[Sequence[Any]]:
        """Seal the next rows anew; their keys, with what stood there before."""
        table = column.table
        keys = list(table.primary_key.columns)
        query = sa.select(*keys, column).where(self._elsewhere(column)).order_by(*keys).limit(rows)
        if after:
            query = query.where(sa.tuple_(*keys) > sa.tuple_(*after, types=[k.type for k in keys]))
        same = [key == sa.bindparam(f"at_{n}", type_=key.type) for n, key in enumerate(keys)]
        anew = sa.update(table).where(*same).values({column: sa.bindparam("anew")})
        async with self.db.begin() as session:
            found = (await session.execute(query.with_for_update(skip_locked=True))).all()
            values = [
                {f"at_{n}": part for n, part in enumerate(at)} | {"anew": self.vault.reseal(sealed)}
                for *at, sealed in found
            ]
            if values:
                await session.execute(anew, values)
        return found

    def _elsewhere(self, column: sa.Column[bytes]) -> sa.ColumnElement[bool]:
        return _key_id(column) != self.vault.key_id


def _key_id(column: sa.Column[bytes]) -> sa.ColumnElement[bytes]:
    """The id of the key of a sealed value, read without reading the rest of it."""
    return sa.func.substr(column, KEY_ID_AT + 1, KEY_ID_BYTES, type_=sa.LargeBinary())
