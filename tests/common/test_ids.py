# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Identifiers in order, and counters that two transactions cannot both have."""

import asyncio
import uuid

import pytest
import sqlalchemy as sa

from libs.common.db import Database
from libs.common.ids import new_id, next_number


def test_ids_are_uuid7_in_order_of_making() -> None:
    made = [new_id() for _ in range(1000)]

    assert sorted(made) == made
    assert len(made) == len(set(made))
    assert uuid.UUID(made[0]).version == 7


@pytest.mark.both_databases
async def test_numbers_have_no_doubles_and_no_holes_under_load(database: Database, tables) -> None:
    async def take() -> int:
        async with database.begin() as session:
            return await next_number(session, tables.numbers, "toewijzing/9901")

    taken = await asyncio.gather(*(take() for _ in range(40)))

    assert list(range(1, 41)) == sorted(taken)


@pytest.mark.both_databases
async def test_each_reeks_counts_by_itself(database: Database, tables) -> None:
    async with database.begin() as session:
        taken = [await next_number(session, tables.numbers, r) for r in ("a", "b", "a")]

    assert taken == [1, 1, 2]


@pytest.mark.both_databases
async def test_a_number_of_a_failed_transaction_is_given_again(database: Database, tables) -> None:
    async def fail() -> None:
        async with database.begin() as session:
            await next_number(session, tables.numbers, "a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with database.begin() as session:
        assert await next_number(session, tables.numbers, "a") == 1
        assert list(await session.scalars(sa.select(tables.numbers.c.last))) == [1]
