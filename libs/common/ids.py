# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Identifiers: UUIDv7 for rows and events, counters without races for numbers people see."""

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
import uuid_utils
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import add_up

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""As a pattern; capitals are as good."""

_UUID = re.compile(UUID, re.IGNORECASE)


def new_id() -> str:
    """A UUIDv7 in text form: unique, and in order of time within one process."""
    return str(uuid_utils.uuid7())


def is_uuid(text: str) -> bool:
    """Whether this is a UUID of any version, in text form."""
    return _UUID.fullmatch(text) is not None


def numbers_table(metadata: sa.MetaData) -> sa.Table:
    """Declare the counters in a service's metadata; a reeks is one run of numbers."""
    return sa.Table(
        "numbers",
        metadata,
        sa.Column("reeks", sa.String(100), primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )


async def next_number(session: AsyncSession, table: sa.Table, reeks: str) -> int:
    """The next number of a reeks, from 1; its row stays locked until the transaction ends.

    A transaction that rolls back gives its number back, so a reeks has no holes.
    """
    return next((await next_numbers(session, table, {reeks: 1}))[reeks])


async def next_numbers(
    session: AsyncSession, table: sa.Table, wanted: Mapping[str, int]
) -> dict[str, Iterator[int]]:
    """As `next_number`, so many of each reeks, in one statement.

    Rows are locked in the order of their names, so that two who take several never wait for each
    other.
    """
    if not wanted:
        return {}
    rows = [{"reeks": reeks, "last": count} for reeks, count in sorted(wanted.items())]
    raised = add_up(table, rows, key=("reeks",), column="last")
    last = await session.execute(raised.returning(table.c.reeks, table.c.last))
    return {row.reeks: iter(range(row.last - wanted[row.reeks] + 1, row.last + 1)) for row in last}


async def at_least(session: AsyncSession, table: sa.Table, reeks: str, number: int) -> None:
    """Numbers up to this one were given elsewhere: the next one of the reeks lies after it."""
    given = await next_number(session, table, reeks)  # and with it the lock on the reeks
    if given <= number:
        same = sa.update(table).where(table.c.reeks == reeks)
        await session.execute(same.values(last=number))
