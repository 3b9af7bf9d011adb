# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every place in a database where something of one person stands, sealed or not."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

import sqlalchemy as sa

from libs.common.crypto import Vault
from libs.common.db import Database

ROWS = 200
"""At a time; one may hold a whole message."""


async def trace(
    db: Database, metadata: sa.MetaData, vault: Vault, needles: Collection[str]
) -> Counter[str]:
    """How many rows have one of `needles` in a value, by `table.column`; looks at all of them.

    What is sealed is opened, and looked through as text. Raises `SealBroken` where it cannot be.
    """
    found = Counter[str]()
    for table in metadata.sorted_tables:
        async for row in _rows(db, table):
            for column, value in zip(table.columns, row, strict=True):
                if _has(value, vault, needles):
                    found[f"{table.name}.{column.name}"] += 1
    return found


def _has(value: object, vault: Vault, needles: Collection[str]) -> bool:
    if value is None or isinstance(value, bool | int):
        return False
    text = _text(vault.open(value)) if isinstance(value, bytes) else str(value)
    return any(needle in text for needle in needles)


def _text(plain: bytes) -> str:
    """As UTF-8 or UTF-16; posts that were refused are kept as they came, whatever their bytes."""
    return plain.replace(b"\0", b"").decode(errors="replace")


async def _rows(db: Database, table: sa.Table) -> AsyncIterator[Sequence[Any]]:
    keys = list(table.primary_key.columns)
    places = [list(table.columns).index(key) for key in keys]
    query = sa.select(table).order_by(*keys).limit(ROWS)
    after: sa.ColumnElement[bool] = sa.true()
    while True:
        async with db.read() as session:
            rows = (await session.execute(query.where(after))).all()
        for row in rows:
            yield row
        if len(rows) < ROWS:
            return
        last = [rows[-1][place] for place in places]
        after = sa.tuple_(*keys) > sa.tuple_(*last, types=[key.type for key in keys])
