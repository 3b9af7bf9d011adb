# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every place in a database where something of one person stands, sealed or not."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa

from libs.common.crypto import Vault
from libs.common.db import Database

ROWS = 200
"""At a time; one may hold a whole message."""


Has = Callable[[str], bool]

_HASHES = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_NUMBERS = re.compile(r"(?<!\d)\d{9}(?!\d)")


async def trace(
    db: Database, metadata: sa.MetaData, vault: Vault, needles: Collection[str]
) -> Counter[str]:
    """How many rows have one of `needles` in a value, by `table.column`; looks at all of them.

    What is sealed is opened, and looked through as text. Raises `SealBroken` where it cannot be.
    """
    found = Counter[str]()
    has = partial(_any_in, needles)
    async for places in look(db, metadata.sorted_tables, vault, has):
        found.update(places)
    return found


async def look(
    db: Database, tables: Iterable[sa.Table], vault: Vault, has: Has
) -> AsyncIterator[list[str]]:
    """After each page of rows, the `table.column` of each value for which `has` is true."""
    for table in tables:
        async for rows in pages(db, table):
            yield [
                f"{table.name}.{column.name}"
                for row in rows
                for column, value in zip(table.columns, row, strict=True)
                if has(text_of(value, vault))
            ]


def tokens(text: str) -> Iterator[str]:
    """All in a text that may be a BSN, a keyed hash or a pseudonym."""
    yield from _HASHES.findall(text)
    yield from _NUMBERS.findall(text)


def text_of(value: object, vault: Vault) -> str:
    """A value as text: what is sealed opened, as UTF-8 or UTF-16; empty for what tells nobody.

    Posts that were refused are kept as they came, whatever their bytes.
    """
    if value is None or isinstance(value, bool | int):
        return ""
    if isinstance(value, bytes):
        return plain_text(vault.open(value))
    return str(value)


def plain_text(plain: bytes) -> str:
    """Bytes as text, whatever they are."""
    return plain.replace(b"\0", b"").decode(errors="replace")


async def pages(
    db: Database, table: sa.Table, *where: sa.ColumnElement[bool]
) -> AsyncIterator[Sequence[sa.Row[Any]]]:
    """All rows of a table, or those that are asked for, some at a time, no transaction open
    between."""
    keys = list(table.primary_key.columns)
    places = [list(table.columns).index(key) for key in keys]
    query = sa.select(table).where(*where).order_by(*keys).limit(ROWS)
    after: sa.ColumnElement[bool] = sa.true()
    while True:
        async with db.read() as session:
            rows = (await session.execute(query.where(after))).all()
        yield rows
        if len(rows) < ROWS:
            return
        last = [rows[-1][place] for place in places]
        after = sa.tuple_(*keys) > sa.tuple_(*last, types=[key.type for key in keys])


def _any_in(needles: Collection[str], text: str) -> bool:
    return any(needle in text for needle in needles)
