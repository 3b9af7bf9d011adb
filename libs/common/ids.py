# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Identifiers: UUIDv7 for rows and events, counters without races for numbers people see."""

import sqlalchemy as sa
import uuid_utils
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.db import insert_ignore


def new_id() -> str:
    """A UUIDv7 in text form: unique, and in order of time within one process."""
    return str(uuid_utils.uuid7())


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
    raised = (
        sa.update(table)
        .where(table.c.reeks == reeks)
        .values(last=table.c.last + 1)
        .returning(table.c.last)
    )
    number = await session.scalar(raised)
    if number is None:
        await session.execute(insert_ignore(table, {"reeks": reeks, "last": 0}, key=["reeks"]))
        number = await session.scalar(raised)
    return int(number)
