# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: who was destroyed is counted on, in every figure as it was, and is found nowhere."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.contracts import ClientgegevensVernietigd, Envelope, LeveringGemeld
from libs.common.eventlog.port import Entry
from libs.common.prune import Pruner
from libs.common.runtime import Service, settle
from services.reporting import projections
from services.reporting import tables as t
from tests.infra.waiting import until_it_waits
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, SOEST, Json, Story, instead, pseudonym
from tests.reporting.test_reporting_bad_input import changed
from tests.reporting.test_reporting_order import JULY, a_full_story, answers, facts, heard

JAN, MAR = date(2024, 1, 1), date(2024, 3, 31)
AUG = datetime(2024, 8, 1, tzinfo=UTC)
NOOR = ("nora", "noa", "noor")
"""Of the full story: the child as it is known now, and as it was before corrections."""
DAYS = ("2024-05-31", "2024-06-01", "2024-06-02", "2024-06-30")


async def places(reporting: Reporting, *names: str) -> set[str]:
    """The columns of all tables, of the mechanics too, in which one of these children is found."""
    needles, found = [pseudonym(name) for name in names], set()
    async with reporting.service.runtime.db.read() as session:
        for table in t.metadata.sorted_tables:
            for row in (await session.execute(sa.select(table))).mappings():
                texts = {name: str(value) for name, value in row.items()}
                found |= {
                    f"{table.name}.{name}"
                    for name, text in texts.items()
                    if any(needle in text for needle in needles)
                }
    return found


async def as_known(reporting: Reporting) -> list[Json]:
    """Answers of now and of before, by gemeente and by sex."""
    shown = await answers(reporting)
    gemeente = reporting.of(OrgType.GEMEENTE, LEUSDEN)
    for moment in ("", *(f"&peilmoment={one}T12:00:00Z" for one in DAYS)):
        period = "van=2024-01&tot=2024-06"
        view = await reporting.look(f"{period}&groepering=gemeente,maand,product{moment}")
        by_sex = await gemeente.get(f"/indicatoren/I-01?{period}&groepering=geslacht{moment}")
        assert by_sex.status_code == 200, by_sex.text
        shown += [view["rijen"], view["totaal"], by_sex.json()["rijen"]]
    return shown


def the_story() -> tuple[Story, Story]:
    """The full story until the child is destroyed, and that with what is told later."""
    before, after = a_full_story(), Story()
    at = next(n for n, (known, _) in enumerate(before.told) if known == JULY)
    after.told, before.told = before.told[at:], before.told[:at]
    return before, after


@pytest.mark.both_databases
async def test_every_figure_stays_and_the_child_is_found_nowhere(
    reporting: Reporting, database_kind: str
) -> None:
    """Now and as known at each moment of before, with corrections in between."""
    before, after = the_story()
    await reporting.hear(before)
    expected, stood = await as_known(reporting), await places(reporting, *NOOR)

    after.told = after.told[:1]
    await reporting.hear(after)

    assert stood >= {
        "client.pseudoniem",
        "clientcorrectie.client_pseudoniem",
        "clientcorrectie.opvolger",
        "levering.client_pseudoniem",
        "opvolging.opvolger",
        "opvolging.pseudoniem",
        "pgb.client_pseudoniem",
        "regel.client_pseudoniem",
        "toewijzing.client_pseudoniem",
        "verblijf.client_pseudoniem",
        "verwijzing.client_pseudoniem",
        "verzoek.client_pseudoniem",
        "wachtsignaal.client_pseudoniem",
    }
    assert await places(reporting, *NOOR) == set()
    assert await as_known(reporting) == expected


def scrubbed(entry: Entry) -> Entry:
    """As referral publishes it anew; billing keeps what it told."""
    envelope = Envelope.from_bytes(entry.payload)
    if envelope.type.startswith("nl.jeugdwet.declaratie") or envelope.time > JULY:
        return entry
    text = entry.payload.decode()
    if envelope.data.get("gemeentecode") == LEUSDEN:
        for name in NOOR:
            text = text.replace(pseudonym(name), instead(name))
    return Entry(entry.topic, entry.key, text.encode())


@pytest.mark.parametrize("seed", range(5))
async def test_a_log_that_was_published_anew_gives_the_same(
    reporting: Reporting, start: Callable[..., Awaitable[Service]], seed: int
) -> None:
    """Alone, after a rebuild that leaves what stands for whom; and behind the log of before."""
    shuffle = random.Random(seed)
    story = a_full_story()
    await reporting.hear(story, shuffle)
    expected, shown = await facts(reporting.service), await answers(reporting)
    entries = story.entries()
    anew = [scrubbed(entry) for entry in entries]

    rebuilt = await start("reporting")
    async with reporting.service.runtime.db.read() as session:
        kept = (await session.execute(sa.select(t.vernietigd_pseudoniem))).mappings().all()
    async with rebuilt.runtime.db.begin() as session:
        rows = [dict(row) for row in kept]
        await session.execute(sa.insert(t.vernietigd_pseudoniem), rows)
    shuffle.shuffle(anew)
    after_rebuild = await heard(reporting, rebuilt, anew, shuffle)
    both = [*entries, *anew]
    shuffle.shuffle(both)
    mixed = await heard(reporting, await start("reporting"), both, shuffle)

    assert kept
    for other in (after_rebuild, mixed):
        assert await facts(other.service) == expected
        assert await answers(other) == shown


async def counted(reporting: Reporting, query: str) -> int:
    found: int = (await reporting.look(f"van=2024-01&tot=2024-12&{query}"))["totaal"][
        "uniekeClienten"
    ]
    return found


@pytest.mark.both_databases
@pytest.mark.parametrize("first", [True, False])
async def test_who_is_registered_anew_is_another_child(
    reporting: Reporting, story: Story, database_kind: str, first: bool
) -> None:
    """What is told later is of the new file, and of billing what is about help of later."""
    await reporting.hear(story)
    destroyed = Story()
    destroyed.destroyed("noor", known=JULY)
    if first:
        await reporting.hear(destroyed)
    files = Story()
    files.delivery(JAN, MAR)
    files.line(JAN, 8_000, known=AUG)
    files.line(date(2024, 9, 1), 8_000, known=datetime(2024, 10, 1, tzinfo=UTC))
    files.told += _later(files)
    await reporting.hear(files)
    if not first:
        await reporting.hear(destroyed)
        await reporting.hear(destroyed)

    rows = (await reporting.look("van=2024-01&tot=2024-12&groepering=maand"))["rijen"]
    by_month = {row["maand"]: row["uniekeClienten"] for row in rows if row["uniekeClienten"]}
    assert by_month == {f"2024-{month:02}": 1 for month in (1, 2, 3, 9, 10)}
    assert await counted(reporting, "") == 2
    assert await places(reporting, "noor") == {
        "client.pseudoniem",
        "levering.client_pseudoniem",
        "regel.client_pseudoniem",
    }


def _later(story: Story) -> list[tuple[datetime, LeveringGemeld]]:
    other = Story()
    other.delivery(date(2024, 9, 1), date(2024, 10, 31), toewijzing_nummer=2)
    ((_, delivery),) = other.told
    assert isinstance(delivery, LeveringGemeld)
    return [(AUG, delivery)]


@pytest.mark.both_databases
async def test_a_child_that_another_gemeente_knows_stays_there(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    """Nobody knows any more that it is one: a region counts two from then on."""
    story.delivery(JAN, MAR)
    story.delivery(JAN, MAR, gemeentecode=SOEST)
    await reporting.hear(story)
    assert await counted(reporting, "regio=EEMLAND") == 1

    late = Story()
    late.destroyed("noor", known=JULY)
    await reporting.hear(late)

    for gemeente in (LEUSDEN, SOEST):
        assert await counted(reporting, f"gemeente={gemeente}") == 1
    assert await counted(reporting, "regio=EEMLAND") == 2
    async with reporting.service.runtime.db.read() as session:
        c = t.levering.c
        found = await session.execute(sa.select(c.gemeentecode, c.client_pseudoniem))
        assert {code: who for code, who in found} == {
            LEUSDEN: instead("noor"),
            SOEST: pseudonym("noor"),
        }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_who_is_destroyed_twice_is_two_children(
    reporting: Reporting, story: Story, order: tuple[int, int]
) -> None:
    story.delivery(JAN, MAR)
    story.told += _later(story)
    await reporting.hear(story)
    twice = Story()
    twice.destroyed("noor", known=JULY)
    twice.destroyed(
        "noor", known=datetime(2025, 1, 1, tzinfo=UTC), vervangend_pseudoniem=instead("again")
    )
    for place in order:
        await reporting.hear(Story(told=[twice.told[place]]))

    async with reporting.service.runtime.db.read() as session:
        c = t.levering.c
        query = sa.select(c.client_pseudoniem).order_by(c.begindatum)
        assert list(await session.scalars(query)) == [instead("noor"), instead("again")]
    assert await counted(reporting, "") == 2


@pytest.mark.both_databases
async def test_a_number_that_is_made_of_the_pseudonym_goes_too(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    """That of an invoice line on a client without BSN, before and after (B-13)."""
    number = -1 - int(pseudonym("noor")[:7], 16)
    story.line(JAN, 8_000, toewijzing_nummer=number)
    await reporting.hear(story)
    late = Story(_lines=1)
    late.destroyed("noor", known=JULY)
    late.line(JAN, 100, toewijzing_nummer=number, known=AUG)
    await reporting.hear(late)

    async with reporting.service.runtime.db.read() as session:
        assert set(await session.scalars(sa.select(t.regel.c.toewijzing_nummer))) == {-1}
    assert await counted(reporting, "") == 1


@pytest.mark.both_databases
async def test_what_waits_parked_is_of_nobody_who_can_be_found(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    await reporting.hear(story)
    claim = Story()
    claim.line(JAN, 8_000)
    (entry,) = claim.entries()
    absurd = changed(entry, lambda e: e["data"]["regels"][0].update(bedrag=10**19))
    await reporting.log.append([absurd])
    await settle(reporting.service)
    stood = await places(reporting, "noor")

    late = Story()
    late.destroyed("noor", known=JULY)
    await reporting.hear(late)

    assert stood == {"dead_letter.key", "dead_letter.payload"}
    assert await places(reporting, "noor") == set()
    consumer = t.MECHANICS.consumer
    assert consumer is not None
    async with reporting.service.runtime.db.read() as session:
        (payload,) = await session.scalars(sa.select(consumer.dead_letter.c.payload))
    assert json.loads(payload)["data"]["clientPseudoniem"] == instead("noor")


@pytest.mark.both_databases
async def test_a_fact_that_comes_in_meanwhile_is_replaced_too(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    """Two workers, each with a transaction of its own and neither committed yet."""
    await reporting.hear(story)
    story.told.clear()
    story.delivery(JAN, MAR)
    story.destroyed("noor", known=JULY)
    (_, delivery), (_, destroyed) = story.told
    assert isinstance(delivery, LeveringGemeld)
    assert isinstance(destroyed, ClientgegevensVernietigd)
    first, second = (Envelope.from_bytes(entry.payload) for entry in story.entries())
    db = reporting.service.runtime.db

    async def destroy() -> None:
        async with db.begin() as session:
            await projections.project_vernietigingen(session, [(destroyed, second)])

    async with db.begin() as session:
        await projections.project_leveringen(session, [(delivery, first)])
        late = asyncio.create_task(destroy())
        await until_it_waits(db, late)
        waited = not late.done()
    await late
    await settle(reporting.service)

    assert waited
    assert await places(reporting, "noor") == set()
    assert await counted(reporting, "") == 1


async def test_what_stands_for_whom_goes_when_what_comes_late_has_come(
    reporting: Reporting, story: Story, clock: SimulatedClock
) -> None:
    story.destroyed("noor", known=JULY)
    await reporting.hear(story)
    runtime = reporting.service.runtime
    pruner = Pruner(runtime.db, runtime.mechanics, clock)
    (rule,) = [one for one in pruner.rules if one.table == t.vernietigd_pseudoniem.name]

    now = clock.now() + rule.after

    assert await pruner.due(rule, now) == 0
    assert await pruner.batch(rule, now + timedelta(days=1)) == 1
