# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Transactions, types and upserts, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from libs.common.db import Database, Wake, is_passing, see_one_moment
from libs.common.ids import new_id
from libs.common.upsert import insert_ignore, upsert

both = pytest.mark.both_databases


async def rows(database: Database, table: sa.Table) -> list[tuple[object, ...]]:
    async with database.read() as session:
        found = await session.execute(sa.select(table.c.id, table.c.versie, table.c.text))
        return sorted(tuple(row) for row in found)


class TestTransactions:
    @both
    async def test_commits_at_the_end(self, database: Database, tables) -> None:
        async with database.begin() as session:
            await session.execute(sa.insert(tables.note).values(id="a", versie=1))

        assert await rows(database, tables.note) == [("a", 1, None)]

    @both
    async def test_an_exception_leaves_nothing_and_wakes_nobody(
        self, database: Database, tables
    ) -> None:
        ticket = database.wake.ticket()

        async def fail_halfway() -> None:
            async with database.begin() as session:
                await session.execute(sa.insert(tables.note).values(id="a", versie=1))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail_halfway()

        assert await rows(database, tables.note) == []
        assert not ticket.is_set()

    @both
    async def test_a_commit_wakes_when_it_wrote(self, database: Database, tables) -> None:
        ticket = database.wake.ticket()
        async with database.begin() as session:
            await session.execute(sa.select(tables.note))
        assert not ticket.is_set()

        async with database.begin() as session:
            await session.execute(sa.insert(tables.note).values(id="a", versie=1))
            assert not ticket.is_set()
        assert ticket.is_set()

    @both
    async def test_a_statement_alone_is_kept_whole_or_not_at_all(
        self, database: Database, tables
    ) -> None:
        ticket = database.wake.ticket()
        add = sa.insert(tables.note)
        async with database.begin_alone() as session:
            await session.execute(add.values(id="a", versie=1))
        assert ticket.is_set()

        async def add_one_too_many() -> None:
            async with database.begin_alone() as session:
                await session.execute(add.values([("b", 1, None), ("a", 2, None)]))

        with pytest.raises(IntegrityError):
            await add_one_too_many()
        async with database.begin() as session:  # what was alone leaves nothing of itself behind
            await session.execute(add.values(id="c", versie=1))
            await session.rollback()

        assert await rows(database, tables.note) == [("a", 1, None)]

    async def test_one_that_sees_one_moment_takes_away_what_it_saw(
        self, request: pytest.FixtureRequest, tables
    ) -> None:
        """What others wrote meanwhile stays, and the next transaction sees all there is again."""
        server, name = request.getfixturevalue("postgres"), f"moment_{new_id().replace('-', '')}"
        server.create_database(name)
        database = Database(server.url(name))
        async with database.begin() as session:
            await (await session.connection()).run_sync(tables.note.metadata.create_all)
            await session.execute(sa.insert(tables.note).values(id="a", versie=1))
        async with database.begin() as session:
            await see_one_moment(session)
            await session.execute(sa.select(tables.note))
            async with database.begin() as other:
                await other.execute(sa.insert(tables.note).values(id="b", versie=1))
            await session.execute(sa.delete(tables.note))

        assert await rows(database, tables.note) == [("b", 1, None)]
        async with database.begin() as session:
            await session.execute(sa.select(tables.note))
            async with database.begin() as other:
                await other.execute(sa.insert(tables.note).values(id="c", versie=1))
            await session.execute(sa.delete(tables.note))
        assert await rows(database, tables.note) == []
        await database.dispose()

    @both
    async def test_each_has_a_bundle_of_its_own(self, database: Database) -> None:
        async with database.begin() as session:
            first = session.info["bundle"]
        async with database.begin() as session:
            assert first != session.info["bundle"]

    @both
    async def test_reading_cannot_write(self, database: Database, tables) -> None:
        with pytest.raises(DBAPIError, match=r"read.?only"):
            async with database.read() as session:
                await session.execute(sa.insert(tables.note).values(id="a", versie=1))

    @both
    async def test_a_reader_sees_only_what_is_committed(self, database: Database, tables) -> None:
        async with database.begin() as session:
            await session.execute(sa.insert(tables.note).values(id="a", versie=1))
            assert await rows(database, tables.note) == []

    @both
    async def test_a_savepoint_rolls_back_by_itself(self, database: Database, tables) -> None:
        async with database.begin() as session:
            await session.execute(sa.insert(tables.note).values(id="a", versie=1))
            with pytest.raises(IntegrityError):
                async with session.begin_nested():
                    await session.execute(sa.insert(tables.note).values(id="a", versie=2))

        assert await rows(database, tables.note) == [("a", 1, None)]

    @both
    async def test_writers_that_read_first_lose_no_update(self, database: Database, tables) -> None:
        note = tables.note
        async with database.begin() as session:
            await session.execute(sa.insert(note).values(id="a", versie=0))

        async def raise_by_one() -> None:
            async with database.begin() as session:
                query = sa.select(note.c.versie).where(note.c.id == "a").with_for_update()
                seen = (await session.execute(query)).scalar_one()
                await session.execute(sa.update(note).values(versie=seen + 1))

        await asyncio.gather(*(raise_by_one() for _ in range(25)))

        assert await rows(database, note) == [("a", 25, None)]

    @both
    async def test_an_error_text_holds_no_values(self, database: Database, tables) -> None:
        secret = "999900006"
        with pytest.raises(DBAPIError) as caught:
            async with database.begin() as session:
                await session.execute(sa.text("INSERT INTO nowhere VALUES (:v)"), {"v": secret})

        assert secret not in str(caught.value)

    async def test_two_objects_on_one_sqlite_file_take_turns(
        self, database: Database, tables
    ) -> None:
        other = Database(database.url)

        async def write(db: Database, key: str) -> None:
            async with db.begin() as session:
                await session.execute(sa.insert(tables.note).values(id=key, versie=1))

        await asyncio.gather(*(write((database, other)[n % 2], str(n)) for n in range(20)))

        assert len(await rows(database, tables.note)) == 20
        await other.dispose()

    def test_sqlite_needs_a_file(self) -> None:
        with pytest.raises(ValueError, match="file"):
            Database("sqlite://")

    @pytest.mark.usefixtures("waits_for_the_disk")
    async def test_sqlite_is_set_up_for_readers_beside_a_writer(self, tmp_path: Path) -> None:
        db = Database(f"sqlite:///{tmp_path / 'a.db'}")
        async with db.begin() as session:
            asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            set_to = [await session.scalar(sa.text(f"PRAGMA {name}")) for name in asked]

        assert set_to == ["wal", 2, 1, 30_000]  # 2: a commit survives a power cut
        await db.dispose()


class TestTypes:
    @both
    async def test_a_moment_comes_back_in_utc(self, database: Database, tables) -> None:
        noon = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
        async with database.begin() as session:
            await session.execute(sa.insert(tables.note).values(id="a", versie=1, at=noon))
        async with database.read() as session:
            found = await session.scalar(sa.select(tables.note.c.at))

        assert noon == found
        assert UTC is found.tzinfo

    @both
    async def test_a_naive_moment_is_refused(self, database: Database, tables) -> None:
        naive = datetime(2026, 7, 1)  # noqa: DTZ001 - what must be refused
        with pytest.raises(StatementError, match="time zone"):
            async with database.begin() as session:
                await session.execute(sa.insert(tables.note).values(id="a", versie=1, at=naive))


class TestUpsert:
    @both
    async def test_inserts_then_updates(self, database: Database, tables) -> None:
        async with database.begin() as session:
            for text in ("old", "new"):
                row = {"id": "a", "versie": 1, "text": text}
                await session.execute(upsert(tables.note, row, key=["id"]))

        assert await rows(database, tables.note) == [("a", 1, "new")]

    @both
    async def test_with_newer_the_highest_version_stays_in_any_order(
        self, database: Database, tables
    ) -> None:
        async with database.begin() as session:
            for versie in (2, 3, 1, 3):
                row = {"id": "a", "versie": versie, "text": f"v{versie}"}
                await session.execute(upsert(tables.note, row, key=["id"], newer="versie"))

        assert await rows(database, tables.note) == [("a", 3, "v3")]

    @both
    async def test_takes_many_rows(self, database: Database, tables) -> None:
        async with database.begin() as session:
            for versie in (1, 2):
                batch = [{"id": key, "versie": versie, "text": None} for key in ("a", "b")]
                await session.execute(upsert(tables.note, batch, key=("id",)))

        assert await rows(database, tables.note) == [("a", 2, None), ("b", 2, None)]

    @both
    async def test_insert_ignore_tells_which_rows_are_new(self, database: Database, tables) -> None:
        note = tables.note
        async with database.begin() as session:
            await session.execute(sa.insert(note).values(id="a", versie=1))
            batch = [{"id": key, "versie": 9} for key in ("a", "b")]
            statement = insert_ignore(note, batch, key=["id"]).returning(note.c.id)
            new = list(await session.scalars(statement))

        assert new == ["b"]
        assert await rows(database, note) == [("a", 1, None), ("b", 9, None)]

    def test_no_rows_is_a_mistake(self, tables) -> None:
        with pytest.raises(ValueError, match="no rows"):
            upsert(tables.note, [], key=["id"])

    def test_statements_that_differ_are_not_mistaken_for_each_other(self, tables) -> None:
        row = {"id": "a", "versie": 1}
        plain = upsert(tables.note, row, key=["id"])
        guarded = upsert(tables.note, row, key=["id"], newer="versie")

        assert plain._generate_cache_key() != guarded._generate_cache_key()
        assert (
            plain._generate_cache_key()
            == upsert(tables.note, {"id": "b", "versie": 2}, key=["id"])._generate_cache_key()
        )


class TestWake:
    async def test_set_wakes_everyone_who_waits(self) -> None:
        wake = Wake()
        waiting = [asyncio.create_task(wake.wait(5)) for _ in range(3)]
        await asyncio.sleep(0)
        wake.set()

        assert await asyncio.gather(*waiting) == [True, True, True]

    async def test_a_ticket_does_not_miss_what_came_before_the_wait(self) -> None:
        wake = Wake()
        ticket = wake.ticket()
        wake.set()

        assert await wake.wait(5, ticket)
        assert not await wake.wait(0.01)


class TestIsPassing:
    @both
    async def test_a_mistake_in_the_question_is_not(self, database: Database, tables) -> None:
        twice = [{"id": "a", "versie": 1}] * 2
        with pytest.raises(IntegrityError) as caught:
            async with database.begin() as session:
                await session.execute(sa.insert(tables.note), twice)

        assert not is_passing(caught.value)

    @both
    async def test_a_database_that_is_away_is(self, empty_url: str) -> None:
        url = sa.make_url(empty_url)
        gone = url.set(port=1) if url.port else url.set(database="/nowhere/at/all.db")
        db = Database(gone.render_as_string(hide_password=False))
        with pytest.raises((OSError, OperationalError)) as caught:
            async with db.begin() as session:
                await session.execute(sa.select(1))

        assert is_passing(caught.value)
        await db.dispose()

    def test_anything_else_is_not(self) -> None:
        assert not is_passing(KeyError("a"))
