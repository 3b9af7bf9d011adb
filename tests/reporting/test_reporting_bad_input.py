# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events that nobody should send: parked with a reason, and nothing else waits for them."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from libs.common.contracts import Envelope
from libs.common.eventlog.port import Entry
from libs.common.runtime import settle
from services.reporting import tables
from tests.reporting.conftest import Reporting
from tests.reporting.story import DAY_ONE, LEUSDEN, SINCE, SOEST, Json, Story

pytestmark = pytest.mark.both_databases
JAN, END = date(2024, 1, 1), date(2024, 3, 31)
MONTH = "van=2024-01&tot=2024-01&groepering=gemeente"


def changed(entry: Entry, change: Callable[[Json], object]) -> Entry:
    """The same event, after somebody changed it."""
    content = json.loads(entry.payload)
    change(content)
    return Entry(entry.topic, entry.key, json.dumps(content).encode())


async def parked(reporting: Reporting) -> list[tuple[str, str]]:
    runtime = reporting.service.runtime
    assert runtime.mechanics.consumer is not None
    assert runtime.consumer is not None
    assert runtime.consumer.healthy
    async with runtime.db.read() as session:
        found = await session.execute(sa.select(runtime.mechanics.consumer.dead_letter))
        return [(row.error, row.message) for row in found]


async def told_with_a_good_one(reporting: Reporting, story: Story, *bad: Entry) -> None:
    """Between a good event before and one after them; both have their effect."""
    story.told.clear()
    story.line(JAN, 8_000, client="een")
    story.line(JAN, 4_000, client="twee", gemeentecode=SOEST)
    before, after = story.entries()
    await reporting.log.append([before, *bad, after])
    await settle(reporting.service)
    rows = (await reporting.look(MONTH))["rijen"]
    assert {row["gemeente"]: row["toegekendBedrag"] for row in rows} == {
        LEUSDEN: 8_000,
        SOEST: 4_000,
    }


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda e: e.update(type="nl.jeugdwet.declaratie.beoordeeld.v9"), "UnknownVersionError"),
        (lambda e: e["data"].update(clientPseudoniem="999900006"), "ValidationError"),
        (lambda e: e["data"].pop("regels"), "ValidationError"),
        (lambda e: e["data"]["regels"][0].update(bedrag=10**19), "AbsurdAmountError"),
        (lambda e: e["data"]["regels"][0].update(bedrag=-(10**11) - 1), "AbsurdAmountError"),
        (lambda e: e["data"]["regels"][0].update(volume=10**8), "AbsurdAmountError"),
        (lambda e: e["data"]["regels"][0].update(bedrag="veel"), "ValidationError"),
        (lambda e: e["data"]["regels"][0].update(periodeBegin="0001-01-01"), "AbsurdDayError"),
        (lambda e: e["data"]["regels"][0].update(periodeBegin="2999-01-01"), "AbsurdDayError"),
        (lambda e: e["data"]["regels"][0].update(periodeEind="2999-01-31"), "AbsurdDayError"),
        (lambda e: e.update(data=[]), "ValidationError"),
        (lambda e: e.update(time="1999-12-31T23:00:00Z"), "AbsurdDayError"),
        (lambda e: e.update(time="9999-12-31T23:00:00Z"), "AbsurdDayError"),
    ],
    ids=[
        "version",
        "pseudonym",
        "field",
        "amount",
        "credit",
        "volume",
        "text",
        "day",
        "far",
        "far-end",
        "shape",
        "told-before",
        "told-later",
    ],
)
async def test_a_claim_that_cannot_be_is_parked_with_its_reason(
    reporting: Reporting, story: Story, change: Callable[[Json], object], error: str
) -> None:
    await reporting.hear(story)
    story.told.clear()
    story.line(JAN, 1_000, client="drie")
    (entry,) = story.entries()
    await told_with_a_good_one(reporting, story, changed(entry, change))

    ((found, message),) = await parked(reporting)
    assert found == error
    assert "999900006" not in message
    counted = b'jeugdregio_dead_letters_parked_total{topic="jeugdregio.declaratie"} 1.0'
    assert counted in reporting.service.runtime.metrics.exposition()


async def test_an_award_from_the_first_day_there_is_does_not_stop_the_counting(
    reporting: Reporting, story: Story
) -> None:
    """PostgreSQL takes that day for minus infinity, of which nobody knows the year."""
    await reporting.hear(story)
    story.told.clear()
    story.award(1, date(1, 1, 1), END)
    story.award(2, JAN, date(9999, 12, 31), client="altijd")
    await told_with_a_good_one(reporting, story, *story.entries())

    ((error, message),) = await parked(reporting)
    assert (error, message) == ("AbsurdDayError", "ingangsdatum is before 1900")
    runtime = reporting.service.runtime
    async with runtime.db.read() as session:
        months = await session.scalar(
            sa.select(sa.func.count()).where(tables.toewijzing_maand.c.toewijzing_nummer == 2)
        )
    assert 12 < (months or 0) < 12 * 30, "without an end in sight it is counted ahead some years"


async def test_dozens_of_absurd_events_in_a_row_stop_nobody(
    reporting: Reporting, story: Story
) -> None:
    """Each is parked with its reason; what comes after them counts."""
    await reporting.hear(story)
    story.told.clear()
    for n in range(25):
        story.line(JAN, 10**12, client=f"c{n}")
    await told_with_a_good_one(reporting, story, *story.entries())

    assert {error for error, _ in await parked(reporting)} == {"AbsurdAmountError"}
    assert len(await parked(reporting)) == 25


async def test_what_the_database_cannot_store_stops_nobody(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    """Texts with a NUL, and too long: SQLite stores them, and PostgreSQL refuses each."""
    await reporting.hear(story)
    story.told.clear()
    for n in range(30):
        story.award(n + 1, JAN, END, client=f"c{n}")
    long = [changed(entry, lambda e: e["data"].update(**WRONG)) for entry in story.entries()]
    await told_with_a_good_one(reporting, story, *long)

    found = await parked(reporting)
    assert len(found) == (30 if database_kind == "postgres" else 0)
    assert {error for error, _ in found} <= {"DBAPIError"}


WRONG = {"redenWijziging": "0\x001"}


@pytest.mark.parametrize(
    ("field", "day"), [("geldigVan", "0001-01-01"), ("geldigVan", "9999-12-31")]
)
async def test_days_within_a_region_and_a_tariff_are_looked_at_too(
    reporting: Reporting, story: Story, field: str, day: str
) -> None:
    await reporting.hear(story)
    story.told.clear()
    story.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, None))
    story.product()
    regio, _, product = story.entries()
    bad = [
        changed(regio, lambda e: e["data"]["leden"][0].update({field: day})),
        changed(product, lambda e: e["data"]["tarieven"][0].update({field: day})),
    ]
    await told_with_a_good_one(reporting, story, *bad)

    assert [error for error, _ in await parked(reporting)] == ["AbsurdDayError"] * 2


async def test_a_month_of_birth_that_cannot_be_is_parked(
    reporting: Reporting, story: Story
) -> None:
    await reporting.hear(story)
    story.told.clear()
    story.award(1, JAN, END)
    (entry,) = story.entries()
    bad = changed(entry, lambda e: e["data"].update(geboortemaand="0001-01"))
    await told_with_a_good_one(reporting, story, bad)

    ((error, message),) = await parked(reporting)
    assert (error, message) == ("AbsurdDayError", "geboortemaand is before 1900 or after 2099")


async def test_a_volume_and_a_tariff_that_are_absurd_together_have_no_value(
    reporting: Reporting, story: Story
) -> None:
    """EUR 999 999 999 an hour times 99 999 999 hours a week is above all that can be counted."""
    story.product("45B02", (99_999_999_900, SINCE))
    story.award(1, JAN, END, (99_999_999, "04", "2"), code="45B02", client="veel")
    story.award(2, JAN, END)
    await reporting.hear(story)

    row = (await reporting.look("van=2024-01&tot=2024-03"))["totaal"]
    assert row["toegewezenBedrag"] == 208_000
    assert await parked(reporting) == []


async def test_what_refers_to_something_unknown_counts_and_finds_it_later(
    reporting: Reporting, story: Story
) -> None:
    """A gemeente that nobody registered yet, and an aanbieder and product that never were."""
    await reporting.hear(story)
    story.told.clear()
    story.line(JAN, 5_000, client="elders", gemeentecode="0363", agb_code="98765432")
    await reporting.hear(story)
    rows = (await reporting.look(MONTH))["rijen"]
    assert [(row["gemeente"], row["gemeentenaam"]) for row in rows] == [("0363", None)]

    story.told.clear()
    story.gemeente("0363", "Amsterdam")
    await reporting.hear(story)
    rows = (await reporting.look(MONTH))["rijen"]
    assert [(row["gemeente"], row["gemeentenaam"]) for row in rows] == [("0363", "Amsterdam")]
    assert await parked(reporting) == []


async def test_help_of_a_gemeente_after_it_merged_stays_with_its_code(
    reporting: Reporting, story: Story
) -> None:
    """A claim that comes late for a gemeente that is no more counts where it was, in no region."""
    gone = "0365"
    story.gemeente(gone, "Graft-De Rijp")
    story.regio((LEUSDEN, JAN, None), (gone, date(2015, 1, 1), JAN - timedelta(days=1)))
    await reporting.hear(story)
    story.told.clear()
    story.line(JAN, 7_000, client="laat", gemeentecode=gone)
    await reporting.hear(story)

    rows = (await reporting.look(MONTH))["rijen"]
    assert [(row["gemeente"], row["toegekendBedrag"]) for row in rows] == [(gone, 7_000)]
    of_region = (await reporting.look("van=2024-01&tot=2024-01&groepering=regio"))["rijen"]
    assert [(row["regio"], row["toegekendBedrag"]) for row in of_region] == [(None, 7_000)]
    assert await parked(reporting) == []


async def test_after_a_repair_what_was_parked_has_its_effect_once(
    reporting: Reporting, story: Story
) -> None:
    await reporting.hear(story)
    story.told.clear()
    story.line(JAN, 1_000, client="drie")
    (entry,) = story.entries()
    bad = changed(entry, lambda e: e["data"].update(agbCode="kort"))
    await told_with_a_good_one(reporting, story, bad)
    runtime = reporting.service.runtime
    assert runtime.mechanics.consumer is not None
    assert runtime.consumer is not None
    dead = runtime.mechanics.consumer.dead_letter
    async with runtime.db.begin() as session:
        await session.execute(sa.update(dead).values(payload=entry.payload.decode()))
    assert await runtime.consumer.replay() == 1
    await reporting.log.append([entry])
    await settle(reporting.service)

    assert (await reporting.look(MONTH))["totaal"]["toegekendBedrag"] == 13_000
    assert Envelope.from_bytes(entry.payload).time >= DAY_ONE
