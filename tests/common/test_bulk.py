# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Many rows at once: what goes in by COPY comes out as it was, and lists of keys find theirs."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from asyncpg.cursor import Cursor
from sqlalchemy.exc import DBAPIError

from libs.common.bulk import (
    bulk_ignore,
    bulk_insert,
    bulk_upsert,
    empty_tables,
    execute_long,
    fetch,
    fetch_parts,
    gathered,
    insert_records,
    listed,
)
from libs.common.db import Database, UtcDateTime, is_passing, is_refused_value, new_metadata
from libs.common.ids import next_numbers, numbers_table

pytestmark = pytest.mark.both_databases
METADATA = new_metadata()
NUMBERS = numbers_table(METADATA)
THING = sa.Table(
    "thing",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(20), nullable=False),
    sa.Column("day", sa.Date),
    sa.Column("at", UtcDateTime),
    sa.Column("kept", sa.JSON, nullable=False),
    sa.Column("raw", sa.LargeBinary),
    sa.Column("yes", sa.Boolean),
)
PLAIN = sa.Table(
    "plain",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date),
    sa.Column("at", UtcDateTime),
    sa.Column("sure", sa.Boolean),
    sa.Column("name", sa.String(20)),
    sa.Column("raw", sa.LargeBinary),
)
KEPT: tuple[Any, ...] = ([], {}, {"a": 1}, ["é", "\t\\N"], None, 0, "", False, [None])


@pytest.fixture
async def db(empty_url: str) -> AsyncIterator[Database]:
    made = Database(empty_url)
    async with made.begin() as session:
        await (await session.connection()).run_sync(METADATA.create_all)
    yield made
    await made.dispose()


def a_row(number: int) -> dict[str, Any]:
    odd = number % 2 == 1
    return {
        "id": number,
        "name": f"naam\t{number}\\N'é",
        "day": date(2026, 1, 31) if odd else None,
        "at": datetime(2026, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC) if odd else None,
        "kept": KEPT[number % len(KEPT)],
        "raw": bytes([0, 255, number % 256]),
        "yes": odd,
    }


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 1_000])
async def test_records_come_out_as_they_went_in(db: Database, count: int) -> None:
    """Made one by one while they are stored, with one value shared by many of them."""
    columns = list(a_row(0))
    shared = {"gedeeld": ["é"]}
    rows = [a_row(n) | ({"kept": shared} if n % 2 else {}) for n in range(count)]
    async with db.begin() as session:
        await insert_records(session, THING, columns, (tuple(row.values()) for row in rows))

    async with db.read() as session:
        found = await session.execute(sa.select(THING).order_by(THING.c.id))
        assert [dict(row._mapping) for row in found] == rows


@pytest.mark.parametrize("count", [0, 1, 7, 8, 1_000])
async def test_rows_come_out_as_they_went_in(db: Database, count: int) -> None:
    rows = [a_row(number) for number in range(count)]
    async with db.begin() as session:
        await bulk_insert(session, THING, rows)
    async with db.read() as session:
        found = (await session.execute(sa.select(THING).order_by(THING.c.id))).mappings().all()
    assert [dict(row) for row in found] == rows


@pytest.mark.parametrize("count", [1, 7, 8, 5_000])
async def test_what_is_there_already_stays_or_is_replaced(db: Database, count: int) -> None:
    names = ("id", "name", "day", "at", "yes")
    rows = [{n: a_row(number)[n] for n in names} | {"raw": b"1"} for number in range(count)]
    kept = [row | {"kept": {}} for row in rows]
    async with db.begin() as session:
        await bulk_insert(session, THING, kept[: count // 2])
    later = [row | {"name": "later"} for row in kept]
    async with db.begin() as session:
        stored = await bulk_ignore(session, THING, [*later, *later], ["id"], "id")
    assert sorted(stored) == list(range(count // 2, count))
    async with db.begin() as session:
        await bulk_upsert(session, THING, [row | {"name": "last"} for row in kept[:3]], ["id"])
    async with db.read() as session:
        query = sa.select(THING.c.id, THING.c.name, THING.c.at).order_by(THING.c.id)
        found = (await session.execute(query)).all()
    expected = ["last"] * min(3, count)
    expected += [row["name"] for row in kept[3 : count // 2]]
    expected += ["later"] * (count - len(expected))
    assert [row.name for row in found] == expected
    assert [row.at for row in found] == [row["at"] for row in kept]


async def test_keys_of_many_rows_are_told_apart(db: Database) -> None:
    """Without JSON, so that PostgreSQL takes them as arrays."""
    async with db.begin() as session:
        await bulk_insert(session, PLAIN, [{"id": n, "day": None} for n in range(20)])
        rows = [{"id": n, "day": date(2026, 1, 1)} for n in range(10, 40_000)]
        stored = await bulk_ignore(session, PLAIN, [*rows, *rows[:50]], ["id"], "id")
        assert sorted(stored) == list(range(20, 40_000))
        await bulk_upsert(session, PLAIN, rows, ["id"])
    async with db.read() as session:
        dated = sa.select(sa.func.count()).where(PLAIN.c.day == date(2026, 1, 1))
        assert await session.scalar(dated) == 39_990


async def test_a_transaction_that_fails_leaves_nothing(db: Database) -> None:
    """Also when the rows are the first thing that it does."""

    async def fail() -> None:
        async with db.begin() as session:
            await bulk_insert(session, THING, [a_row(number) for number in range(50)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as session:
        assert await session.scalar(sa.select(sa.func.count()).select_from(THING)) == 0


async def test_a_row_that_is_there_already_is_a_fault_and_not_passing(db: Database) -> None:
    rows = [a_row(number) for number in range(50)]
    async with db.begin() as session:
        await bulk_insert(session, THING, rows)
    with pytest.raises(DBAPIError) as refused:
        async with db.begin() as session:
            await bulk_insert(session, THING, rows)
    assert not is_passing(refused.value)


async def test_rows_wake_who_waits_for_them(db: Database) -> None:
    ticket = db.wake.ticket()
    async with db.begin() as session:
        await bulk_insert(session, THING, [a_row(number) for number in range(50)])
    assert ticket.is_set()


async def test_a_list_of_keys_finds_its_rows(db: Database) -> None:
    async with db.begin() as session:
        await bulk_insert(session, THING, [a_row(number) for number in range(100)])
    wanted = [(number, date(2026, 1, 31)) for number in range(10, 20)]
    async with db.read() as session:
        given = listed(session, {"id": sa.Integer(), "day": sa.Date()}, wanted)
        same = sa.and_(THING.c.id == given.c.id, THING.c.day == given.c.day)
        found = await session.scalars(sa.select(THING.c.id).join_from(given, THING, same))
        assert sorted(found) == [11, 13, 15, 17, 19]


@pytest.mark.parametrize(
    "name", ["", "a", "a\x1fb", "\x1e", "a\x1eb", "a,b", "{}", "'\"\\", "NULL", None]
)
async def test_any_text_is_a_key(db: Database, name: str | None) -> None:
    """Alone and among others, also one that is nothing or has the separator in it."""
    async with db.read() as session:
        for rows in ([(name, 1)], [(name, 1), ("b", -2), ("c", 3)]):
            given = listed(session, {"name": sa.String(), "id": sa.BigInteger()}, rows)
            found = (await session.execute(sa.select(given))).all()
            assert sorted(map(tuple, found), key=repr) == sorted(rows, key=repr)


@pytest.mark.parametrize("count", [1, 20])
async def test_moments_and_what_is_absent_are_kept_as_they_are(db: Database, count: int) -> None:
    """Each kind of column, with and without a value, in one statement."""
    moment = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=2)))
    there = {"day": date(2026, 3, 29), "at": moment, "name": "\\", "raw": b"\x00\x1e\x1f\\x"}
    rows = [
        {"id": n} | (there | {"sure": n % 2 == 0} if n % 3 else dict.fromkeys([*there, "sure"]))
        for n in range(1, count + 1)
    ]
    async with db.begin() as session:
        assert await bulk_ignore(session, PLAIN, rows, ["id"], "id") == [row["id"] for row in rows]
        found = (await session.execute(sa.select(PLAIN).order_by(PLAIN.c.id))).mappings()
        assert [dict(row) for row in found] == rows


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    rows = [{"id": n, "at": datetime(2026, 3, 29)} for n in range(20)]  # noqa: DTZ001
    async with db.begin() as session:
        with pytest.raises((ValueError, sa.exc.StatementError), match="time zone"):
            await bulk_ignore(session, PLAIN, rows, ["id"])


async def test_rows_as_the_driver_gives_them(db: Database) -> None:
    """The same values as by a statement of the session, in the same transaction."""
    async with db.begin() as session:
        await bulk_insert(session, THING, [a_row(number) for number in range(20)])
        given = listed(session, {"id": sa.Integer()}, [(3,), (5,), (99,)])
        columns = (THING.c.id, THING.c.name, THING.c.day)
        query = sa.select(*columns).join_from(given, THING, THING.c.id == given.c.id)
        by_session = (await session.execute(query)).all()
        assert sorted(map(tuple, await fetch(session, query))) == sorted(map(tuple, by_session))
        assert [row[0] for row in sorted(map(tuple, by_session))] == [3, 5]


@pytest.mark.parametrize("count", [0, 2, 8, 300])
async def test_what_is_alike_in_all_rows_need_not_stand_in_each(db: Database, count: int) -> None:
    """All of them new, and then half of them."""
    alike = {"name": "één", "sure": None}
    rows = [{"id": number, "day": date(2024, 1, 1)} for number in range(2 * count)]
    async with db.begin() as session:
        new = await bulk_ignore(session, PLAIN, rows[:count], ["id"], "id", alike)
        more = await bulk_ignore(session, PLAIN, rows, ["id"], "id", {"name": "twee"})
        assert await bulk_ignore(session, PLAIN, rows, ["id"], alike=alike) == []
    assert (sorted(new), sorted(more)) == (list(range(count)), list(range(count, 2 * count)))
    async with db.read() as session:
        found = (await session.execute(sa.select(PLAIN).order_by(PLAIN.c.id))).all()
    assert [(row.id, row.name, row.sure) for row in found] == [
        (number, "één" if number < count else "twee", None) for number in range(2 * count)
    ]


@pytest.mark.parametrize(("count", "parts"), [(0, []), (6, [3, 3]), (7, [3, 3, 1])])
async def test_rows_in_parts_come_in_order(db: Database, count: int, parts: list[int]) -> None:
    """While others are written in the transaction between them."""
    async with db.begin() as session:
        await bulk_insert(session, THING, [a_row(number) for number in range(count)])
    query = sa.select(THING.c.id, THING.c.day).where(THING.c.id >= 0).order_by(THING.c.id)
    async with db.begin() as session:
        found = []
        async for part in fetch_parts(session, query, 3):
            await bulk_insert(session, PLAIN, [{"id": row[0]} for row in part])
            found.append(part)
    assert [len(part) for part in found] == parts
    assert [tuple(row) for part in found for row in part] == [
        (number, a_row(number)["day"]) for number in range(count)
    ]


async def test_rows_in_parts_may_take_longer_than_a_statement(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first part waits until the database has sorted all of them."""
    if not db.url.startswith("postgresql"):
        pytest.skip("SQLite is given no time")
    fetch_some, given = Cursor.fetch, list[float | None]()

    async def noted(cursor: Cursor, n: int, **how: Any) -> Any:
        given.append(how.get("timeout"))
        return await fetch_some(cursor, n, **how)

    monkeypatch.setattr(Cursor, "fetch", noted)
    async with db.read() as session:
        parts = [part async for part in fetch_parts(session, sa.select(sa.literal(1)), 3)]

    assert [len(part) for part in parts] == [1]
    assert min(timeout or 0 for timeout in given) > 120


async def test_what_the_database_refuses_to_give_is_an_error_of_sqlalchemy(db: Database) -> None:
    async with db.read() as session:
        with pytest.raises(DBAPIError):
            await fetch(session, sa.select(sa.literal_column("nothing")))


async def test_an_empty_list_finds_nothing(db: Database) -> None:
    async with db.read() as session:
        given = listed(session, {"id": sa.Integer()}, [])
        assert (await session.execute(sa.select(given))).all() == []


async def test_numbers_of_several_series_at_once(db: Database) -> None:
    async with db.begin() as session:
        first = await next_numbers(session, NUMBERS, {"a": 2, "b": 1})
        assert ([*first["a"]], [*first["b"]]) == ([1, 2], [1])
    async with db.begin() as session:
        second = await next_numbers(session, NUMBERS, {"b": 3})
        assert [*second["b"]] == [2, 3, 4]
        assert await next_numbers(session, NUMBERS, {}) == {}


async def test_bytes_of_a_group_come_as_one_list(db: Database) -> None:
    """Those for which the condition holds, each as it was; of none there is no list."""
    raws = [b"\x00,\xff", b"", b"a,b", None, b"\\x00"]
    rows = [
        {"id": n, "name": "some" if n < 5 else "none", "raw": raws[n % 5], "sure": n < 5}
        for n in range(10)
    ]
    wanted = sa.and_(PLAIN.c.sure, PLAIN.c.raw.is_not(None))
    async with db.begin() as session:
        await bulk_insert(session, PLAIN, rows)
        query = sa.select(PLAIN.c.name, gathered(session, PLAIN.c.raw, wanted))
        found = {row[0]: row[1] for row in await session.execute(query.group_by(PLAIN.c.name))}
    assert found.keys() == {"some", "none"}
    assert sorted(found["some"]) == sorted(raw for raw in raws if raw is not None)
    assert found["none"] is None


async def test_what_changes_all_rows_is_given_longer_than_other_statements(
    empty_url: str, database_kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.common.db.STATEMENT_TIMEOUT_S", 1)
    db = Database(empty_url)
    async with db.begin() as session:
        await (await session.connection()).run_sync(METADATA.create_all)
    slow = sa.select(sa.literal(7))
    if database_kind == "postgres":
        slow = sa.select(sa.literal(7)).where(sa.func.pg_sleep(1.5).is_not(None))
    put = sa.insert(PLAIN).from_select(["id"], slow)

    async with db.begin() as session:
        await execute_long(session, put)
        await execute_long(session, sa.update(PLAIN).values(day=date(2024, 2, 29), name="zeven"))

    async with db.read() as session:
        (row,) = await session.execute(sa.select(PLAIN.c.id, PLAIN.c.day, PLAIN.c.name))
        assert tuple(row) == (7, date(2024, 2, 29), "zeven")
    await db.dispose()


async def test_tables_that_refer_to_each_other_are_emptied_together(empty_url: str) -> None:
    metadata = new_metadata()
    one = sa.Table("one", metadata, sa.Column("id", sa.Integer, primary_key=True))
    of = sa.Table("of_one", metadata, sa.Column("one", sa.ForeignKey("one.id"), primary_key=True))
    db = Database(empty_url)
    async with db.begin() as session:
        await (await session.connection()).run_sync(metadata.create_all)
        await session.execute(sa.insert(one), [{"id": 1}, {"id": 2}])
        await session.execute(sa.insert(of), [{"one": 1}])

    async with db.begin() as session:
        await empty_tables(session, [of, one])

    async with db.read() as session:
        assert [(await session.execute(sa.select(t))).all() for t in (one, of)] == [[], []]
    await db.dispose()


async def test_a_value_that_cannot_be_stored_does_not_pass(
    db: Database, database_kind: str
) -> None:
    """However it goes in: whoever tries again later tries for ever."""
    many = [(2**40 + n, "x") for n in range(20)]
    few = sa.insert(NUMBERS).values(reeks="x", last=2**70)
    tried: list[BaseException] = []
    for put in (
        lambda session: insert_records(session, PLAIN, ["id", "name"], many),
        lambda session: session.execute(few),
    ):
        try:
            async with db.begin() as session:
                await put(session)
        except (DBAPIError, OverflowError) as error:
            tried.append(error)

    assert len(tried) == (2 if database_kind == "postgres" else 1)
    assert [is_refused_value(error) for error in tried] == [True] * len(tried)
    assert not any(is_passing(error) for error in tried)
