# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The first count (P-02): all at once, as the facts say, and once more where it broke off."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import Limits
from libs.common.db import Database
from libs.common.ids import new_id
from libs.common.runtime import settle
from services.reporting import store
from services.reporting import tables as t
from services.reporting.domain import FAMILIES
from services.reporting.handlers import count_clients, eerste_telling, value_awards
from services.reporting.store import eerste_telling as eerste
from tests.reporting.conftest import Reporting, by_migration
from tests.reporting.story import Story, pseudonym
from tests.reporting.test_reporting_order import a_full_story, answers
from tests.reporting.test_reporting_tellen import a_story, right

JAN = date(2024, 1, 1)


async def read(reporting: Reporting, story: Story) -> None:
    """All events are facts, and awards have a value; nobody was counted."""
    await reporting.log.append(story.entries(random.Random(1)))
    runtime = reporting.service.runtime
    assert runtime.consumer is not None
    while await runtime.consumer.step():
        pass
    while await value_awards(runtime):
        pass


async def begun(reporting: Reporting) -> bool:
    async with reporting.service.runtime.db.read() as session:
        return await session.scalar(sa.select(t.telstand.c.maand)) is not None


async def break_off(reporting: Reporting, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count ends when some of the cells are there."""
    put, calls = eerste.put_cells, 0

    async def breaks(session: AsyncSession, cells: Sequence[Any]) -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise ConnectionError
        await put(session, cells)

    with monkeypatch.context() as patched:
        patched.setattr(eerste, "put_cells", breaks)
        with pytest.raises(ExceptionGroup):
            await count_clients(reporting.service.runtime)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """More parts than there are lanes."""
    monkeypatch.setattr(eerste_telling, "_CLIENTS", 2)
    monkeypatch.setattr(eerste, "_AT_ONCE", 3)
    monkeypatch.setattr(eerste, "_WIDE_AT_ONCE", 2)


@pytest.mark.both_databases
@pytest.mark.usefixtures("small")
async def test_all_at_once_is_what_the_facts_say(database_kind: str, reporting: Reporting) -> None:
    await read(reporting, a_full_story())

    assert await count_clients(reporting.service.runtime)

    cells = await right(reporting.service)
    assert len({key[0] for key in cells}) == 16
    assert not await count_clients(reporting.service.runtime)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("broken_off", [False, True])
async def test_until_it_is_done_views_are_counted_from_the_facts(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch, broken_off: bool
) -> None:
    await read(reporting, a_full_story())
    if broken_off:
        await break_off(reporting, monkeypatch)
    before = await answers(reporting)

    assert await count_clients(reporting.service.runtime)

    assert any(view["rijen"] for view in before)
    assert await answers(reporting) == before


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(6))
async def test_what_comes_after_it_is_added(reporting: Reporting, seed: int) -> None:
    chance = random.Random(seed)
    await read(reporting, a_story(chance))
    await count_clients(reporting.service.runtime)
    await right(reporting.service)

    await reporting.hear(a_story(chance))

    await right(reporting.service)


@pytest.mark.both_databases
@pytest.mark.usefixtures("small")
async def test_a_count_that_broke_off_is_made_anew(
    database_kind: str, reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the cells are there, months of all; and a client that was counted has other facts."""
    await read(reporting, a_full_story())
    await break_off(reporting, monkeypatch)
    later = Story(_lines=500)
    later.line(JAN, 9_900, client="noor")
    await read(reporting, later)

    assert await count_clients(reporting.service.runtime)

    await right(reporting.service)


async def test_who_was_taken_for_gone_adds_nothing_more(reporting: Reporting, story: Story) -> None:
    """Another worker began: cells of both would be counted twice."""
    story.line(JAN, 9_900)
    await read(reporting, story)
    db = reporting.service.runtime.db
    for telling in ("een", "twee"):
        async with db.begin() as session:
            assert await eerste.begin_counting(session, JAN, telling) == 1

    async with db.begin() as session:
        assert await eerste.counting(session, "twee") == JAN
        with pytest.raises(eerste.OtherCountError):
            await eerste.counting(session, "een")

    assert await count_clients(reporting.service.runtime)
    await settle(reporting.service)
    await right(reporting.service)


async def test_cells_that_hold_everybody_come_a_few_at_a_time(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of months of the whole country the numbers of all clients are there at once as text."""
    await read(reporting, a_full_story())
    await count_clients(reporting.service.runtime)
    monkeypatch.setattr(eerste, "_WIDE_AT_ONCE", 1)

    most = {}
    async with reporting.service.runtime.db.read() as session:
        for familie in FAMILIES:
            parts = [len(part) async for part in eerste.made_cells(session, familie)]
            most[familie.naam] = max(parts)

    wide = {naam for naam, size in most.items() if size == 1}
    assert wide == {soort + naam for soort in "jm" for naam in ("", "z", "p")}


@pytest.mark.both_databases
@pytest.mark.usefixtures("small")
async def test_whom_a_correction_is_about_that_comes_meanwhile_is_counted_after_it(
    database_kind: str, reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by two at a time, of whom each makes the months of the same person."""
    story = a_story(random.Random(1))
    story.line(JAN, 9_900, client="tess")
    story.line(JAN, 9_900, client="nora")
    story.correction("tess", "nora")
    await read(reporting, story)

    async def not_yet(_session: AsyncSession) -> eerste.Numbered:
        return []

    monkeypatch.setattr(eerste, "of_several", not_yet)
    await count_clients(reporting.service.runtime)

    async with reporting.service.runtime.db.read() as session:
        left = set(await session.scalars(sa.select(t.te_tellen.c.client_pseudoniem)))
    assert left >= {pseudonym("tess"), pseudonym("nora")}
    await settle(reporting.service)
    await right(reporting.service)


async def test_it_waits_for_what_is_yet_to_be_read(
    reporting: Reporting, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eerste_telling, "_MUCH", 2)
    for cents in range(4):
        story.line(JAN, 9_900 + cents)
    await reporting.log.append(story.entries())
    runtime = reporting.service.runtime
    assert runtime.consumer is not None
    runtime.consumer.limits = Limits(batch=1)
    waited = 0
    while await runtime.consumer.step():
        await value_awards(runtime)
        await count_clients(runtime)
        waited += not await begun(reporting)

    assert waited >= len(story.entries()) - 2
    assert await begun(reporting)
    await settle(reporting.service)
    await right(reporting.service)


@pytest.mark.both_databases
async def test_what_nobody_reads_holds_it_up_for_a_while_only(
    database_kind: str, reporting: Reporting, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The consumer of another process stands still. What it reads in the end counts as ever."""
    monkeypatch.setattr(eerste_telling, "_MUCH", 2)
    story.line(JAN, 9_900)
    await read(reporting, story)
    later = Story(_lines=500)
    for cents in range(4):
        later.line(JAN, 5_000 + cents, client="noor")
    await reporting.log.append(later.entries())
    runtime = reporting.service.runtime
    assert runtime.consumer is not None

    assert not await count_clients(runtime)
    assert not await begun(reporting)
    runtime.consumer.limits = replace(runtime.consumer.limits, patience_s=0)
    assert await count_clients(runtime)

    await right(reporting.service)
    await settle(reporting.service)
    await right(reporting.service)
    total = (await reporting.look("van=2024-01&tot=2024-01"))["totaal"]
    assert total["toegekendBedrag"] == 9_900 + 4 * 5_000 + 6


@pytest.mark.both_databases
async def test_of_many_marks_one_is_left_that_goes_by_number(
    database_kind: str, reporting: Reporting
) -> None:
    """With all years of the others; what is told of a client after it stays, and is counted."""
    db = reporting.service.runtime.db
    marks = [("a", 2021, 2021), ("a", 2019, 2022), ("b", 2020, 2020), ("b", 2023, None)]
    async with db.begin() as session:
        await store.mark_to_count(session, marks)
    async with db.begin() as session:
        assert await eerste.begin_counting(session, JAN, "een") == 2
    async with db.begin() as session:
        await store.mark_to_count(session, [("a", 2024, 2024)])

    async def left() -> list[Any]:
        c = t.te_tellen.c
        query = sa.select(c.nummer, c.client_pseudoniem, c.van_jaar, c.tot_jaar)
        async with db.read() as session:
            rows = await session.execute(query.order_by(c.client_pseudoniem, c.seq))
            return [tuple(row) for row in rows]

    assert await left() == [(1, "a", 2019, 2022), (None, "a", 2024, 2024), (2, "b", 2020, None)]
    async with db.begin() as session:
        assert await eerste.take_first_marks(session, [(1, "a")]) == {"a": (2019, 2022)}
    assert await left() == [(None, "a", 2024, 2024), (2, "b", 2020, None)]

    async with db.begin() as session:  # it was cut off
        assert await eerste.begin_counting(session, JAN, "twee") == 2
    assert await left() == [(1, "a", 2024, 2024), (2, "b", 2020, None)]


async def test_no_statement_of_its_begin_is_bound_to_the_time_of_others(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the whole country there are millions of marks, and of cells that a count left."""
    server = request.getfixturevalue("postgres")
    name = f"reporting_{new_id().replace('-', '')}"
    server.create_database(name, like=request.getfixturevalue("migrated_database")("reporting"))
    monkeypatch.setattr("libs.common.db.STATEMENT_TIMEOUT_S", 2)
    db = Database(server.url(name))
    try:
        async with db.begin() as session:
            await store.mark_to_count(session, [("a", 2021, 2021)])
            for statement in SLOW:
                await session.execute(sa.text(statement))

        async with db.begin() as session:
            assert await eerste.begin_counting(session, JAN, "een") == 1
        with pytest.raises(TimeoutError):
            async with db.begin() as session:
                await store.mark_to_count(session, [("b", 2021, 2021)])
    finally:
        await db.dispose()


SLOW = (
    "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN PERFORM pg_sleep(2.5); RETURN NULL; END $$",
    "CREATE TRIGGER slow BEFORE INSERT ON te_tellen FOR EACH STATEMENT EXECUTE FUNCTION slow()",
    "CREATE TRIGGER slow BEFORE DELETE ON cel FOR EACH STATEMENT EXECUTE FUNCTION slow()",
)
"""A statement as slow as one of millions of rows."""


@pytest.mark.both_databases
@pytest.mark.usefixtures("small")
async def test_the_program_before_it_counts_anew_what_was_cut_off(
    database_kind: str, reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knows of no first count, and would take the cells that are there for all."""
    await read(reporting, a_full_story())
    await break_off(reporting, monkeypatch)
    db = reporting.service.runtime.db
    async with db.begin() as session:
        await (await session.connection()).run_sync(by_migration, "0026_a_first_count", "downgrade")
        counted = [await session.scalar(sa.select(one)) for one in (t.cel.c.aantal, MONTH)]
        columns = await session.execute(sa.text("SELECT * FROM telstand"))
        assert (counted, list(columns.keys()), list(columns)) == ([None, None], ["maand"], [])
        await (await session.connection()).run_sync(by_migration, "0026_a_first_count", "upgrade")

    await settle(reporting.service)
    await right(reporting.service)


MONTH = t.client_maand.c.maand


async def test_it_waits_for_awards_without_a_value(
    reporting: Reporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eerste_telling, "_MUCH", 1)
    await reporting.log.append(a_full_story().entries())
    runtime = reporting.service.runtime
    assert runtime.consumer is not None
    while await runtime.consumer.step():
        pass

    assert not await count_clients(runtime)

    await value_awards(runtime)
    assert await count_clients(runtime)
    await right(reporting.service)


async def test_nobody_to_count_begins_nothing(reporting: Reporting) -> None:
    assert not await count_clients(reporting.service.runtime)
    assert not await begun(reporting)
