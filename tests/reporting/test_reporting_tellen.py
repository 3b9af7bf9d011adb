# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is counted ahead (P-02): the same as counting the facts, after any story."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.consume import Limits
from libs.common.runtime import Service, settle
from services.reporting import tables as t
from services.reporting.domain import Indeling, Lid, Zorgvormen, familie, kleinste
from services.reporting.handlers import tellen
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.oracle import Cells, expected, stored
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Json, Story, pseudonym
from tests.reporting.test_reporting_order import a_full_story

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
JUNE = datetime(2024, 6, 1, tzinfo=UTC)
CLIENTS = ("noor", "sem", "liv", "bo", "fay")


async def the_forms(service: Service) -> Zorgvormen:
    """As the tables say them."""
    async with service.runtime.db.read() as session:
        regio = t.regio.c
        versies = {
            row.regiocode: row.versie
            for row in await session.execute(
                sa.select(regio.regiocode, regio.versie).where(regio.vervallen_op.is_(None))
            )
        }
        leden = [
            Lid(row.regiocode, row.gemeentecode, row.geldig_van, row.geldig_tot)
            for row in await session.execute(sa.select(t.regio_lid))
            if versies.get(row.regiocode) == row.versie
        ]
        indelingen = [
            Indeling(r.eigenaar, r.categorie, r.code, r.zorgvorm, r.geldig_van, r.geldig_tot)
            for r in await session.execute(sa.select(t.productindeling))
            if r.vervallen_op is None
        ]
    return Zorgvormen(leden, indelingen)


async def right(service: Service) -> Cells:
    """The cells are what the facts say; the cells."""
    found = await stored(service)
    assert found == await expected(service, (await the_forms(service)).van)
    return found


@pytest.mark.both_databases
async def test_the_cells_of_the_full_story(database_kind: str, reporting: Reporting) -> None:
    await reporting.hear(a_full_story(), random.Random(3))

    cells = await right(reporting.service)

    assert len({key[0] for key in cells}) == 16


def a_story(chance: random.Random) -> WholeStory:
    """Anything that makes or unmakes help and money, of a few clients in two gemeenten."""
    made = WholeStory()
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, chance.choice([None, date(2023, 12, 31)])))
    made.product("45B01", (8_000, SINCE))
    for number in range(1, 14):
        some_lines(made, chance, number)
        some_help(made, chance, number)
        an_award(made, chance, number)
        if chance.random() < 0.3:
            made.counted_as(chance.choice(("45/45B01", "45")), f"vorm {number % 3}")
    made.report(JAN, date(2024, 3, 31), [("tess", JAN, None), ("noor", FEB, FEB)])
    return made


def some_lines(made: WholeStory, chance: random.Random, number: int) -> None:
    """A line, that may be granted, and may be taken back."""
    month, known = a_month(chance), JUNE + timedelta(days=number)
    about: Json = {
        "client": chance.choice(CLIENTS),
        "gemeentecode": chance.choice((LEUSDEN, SOEST)),
        "code": chance.choice(("45B01", "45B02")),
    }
    reference = made.line(month, 100 * number, toegekend=chance.random() < 0.8, **about)
    if chance.random() < 0.4:
        granted = chance.random() < 0.8
        made.credit(month, 100 * number, reference, toegekend=granted, known=known, **about)


def some_help(made: WholeStory, chance: random.Random, number: int) -> None:
    """A delivery, that may end, be taken back, or go on."""
    begin = a_month(chance) + timedelta(days=number)
    about: Json = {
        "client": chance.choice(CLIENTS),
        "gemeentecode": chance.choice((LEUSDEN, SOEST)),
        "toewijzing_nummer": number,
    }
    made.delivery(begin, None, **about)
    if chance.random() < 0.6:
        end = begin + timedelta(days=chance.randint(0, 400))
        made.delivery(begin, end, status=chance.choice(("gestopt", "verwijderd")), **about)


def an_award(made: WholeStory, chance: random.Random, number: int) -> None:
    """An award, that may be outside the messages, and may be changed."""
    begin, client = a_month(chance), chance.choice(CLIENTS)
    outside = chance.random() < 0.3
    made.award(number, begin, None, client=client, buiten_berichten=outside)
    if chance.random() < 0.7:
        end = begin + timedelta(days=chance.randint(0, 300))
        reason = chance.choice(("13", None))
        made.award(number, begin, end, client=client, reden_wijziging=reason)


def a_month(chance: random.Random) -> date:
    return date(chance.choice((2023, 2024)), chance.randint(1, 12), 1)


@pytest.mark.parametrize("seed", range(8))
async def test_the_cells_of_any_story_in_any_order_with_duplicates(
    reporting: Reporting, seed: int
) -> None:
    """Told in three parts with counting in between, each part shuffled and doubled."""
    chance = random.Random(seed)
    entries = a_story(chance).entries(chance)
    third = len(entries) // 3

    for part in (entries[:third], entries[third : 2 * third], entries[2 * third :]):
        await reporting.log.append(part)
        await settle(reporting.service)
        await right(reporting.service)


@pytest.mark.both_databases
async def test_a_credit_of_the_only_line_takes_the_client_out_at_every_level(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    story.line(JAN, 4_000, client="sem")
    reference = story.line(JAN, 5_000, client="noor")
    await reporting.hear(story)
    before = await right(reporting.service)
    later = Story(_lines=10)
    later.credit(JAN, 5_000, reference, client="noor")
    await reporting.hear(later)

    after = await right(reporting.service)

    assert before.keys() == after.keys()
    noor, sem = pseudonym("noor"), pseudonym("sem")
    assert {cell.clienten for cell in before.values()} == {frozenset({noor, sem})}
    assert {cell.clienten for cell in after.values()} == {frozenset({sem})}
    assert {cell.toegekend for cell in after.values()} == {4_000}


async def test_a_credit_of_the_only_line_of_all_leaves_no_cell(
    reporting: Reporting, story: Story
) -> None:
    reference = story.line(JAN, 5_000)
    story.credit(JAN, 5_000, reference)
    await reporting.hear(story)

    assert await right(reporting.service) == {}


@pytest.mark.both_databases
async def test_all_that_was_told_of_a_client_is_counted_at_once(
    database_kind: str, reporting: Reporting, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much it is, and whoever was marked between: a rebuild counts a client once."""
    await reporting.hear(story)
    later = Story(_lines=10)
    for cents in range(1, 4):
        later.line(JAN, cents, client="noor")
        later.line(JAN, cents, client="sem")
    monkeypatch.setattr(tellen, "_MARKS", 1)
    await reporting.log.append(later.entries())
    consumer = reporting.service.runtime.consumer
    assert consumer is not None
    consumer.limits = Limits(batch=1)
    while await consumer.step():
        pass

    assert await tellen.count_clients(reporting.service.runtime)

    async with reporting.service.runtime.db.read() as session:
        left = await session.scalars(sa.select(t.te_tellen.c.client_pseudoniem).distinct())
        assert len(left.all()) == 1
    await settle(reporting.service)
    await right(reporting.service)


async def test_an_open_delivery_comes_into_each_month_as_it_begins(
    reporting: Reporting, story: Story, clock: SimulatedClock
) -> None:
    story.delivery(date(2026, 10, 20))
    story.delivery(date(2026, 9, 1), date(2026, 12, 3), client="sem")
    story.delivery(date(2026, 9, 1), date(2026, 9, 30), client="liv")
    await reporting.hear(story)
    before = await right(reporting.service)

    clock.move_to(clock.now() + timedelta(days=14))
    await settle(reporting.service)

    after = await right(reporting.service)
    december = ("m", "", "2026-12-01", "", "", "", "")
    assert december not in before
    assert after[december].clienten == {pseudonym("noor"), pseudonym("sem")}
    assert before["j", "", "2026-01-01", "", "", "", ""] == after["j", "", "2026-01-01", *[""] * 4]


async def test_a_product_that_a_region_counts_elsewhere_moves_with_its_clients(
    reporting: Reporting, story: Story
) -> None:
    """P-09: and one that nobody has a form for is counted as such."""
    story.line(JAN, 5_000)
    story.line(JAN, 5_000, categorie="99", code="99X01", client="sem")
    await reporting.hear(story)
    before = await right(reporting.service)
    later = WholeStory()
    later.counted_as("45/45B01", "logeren")
    await reporting.hear(later)

    after = await right(reporting.service)

    def forms(cells: Cells) -> set[str]:
        return {key[4] for key in cells if key[0] == "mz"}

    assert forms(before) == {"begeleiding en behandeling", "niet-toegewezen"}
    assert forms(after) == {"logeren", "niet-toegewezen"}


@pytest.mark.parametrize(
    ("needed", "family"),
    [("", "m"), ("z", "mz"), ("gz", "mgp"), ("ag", "mag"), ("az", "map"), ("agp", None)],
)
def test_the_smallest_family_that_answers(needed: str, family: str | None) -> None:
    found = kleinste(needed)

    assert (None if found is None else familie(found, jaar=False)) == family


def test_a_family_of_years_has_its_own_name() -> None:
    assert familie({"g", "a"}, jaar=True) == "jag"


def test_the_form_of_care_that_holds() -> None:
    """C-05: itself before its region, a product before its category, in its own time."""
    lid = Lid(REGIO, LEUSDEN, JAN, FEB)
    vormen = Zorgvormen(
        [lid],
        [
            Indeling(REGIO, "45", None, "van de regio", SINCE, None),
            Indeling(REGIO, "45", "45B01", "van het product", SINCE, JAN),
            Indeling(LEUSDEN, "44", None, "eigen", SINCE, None),
            Indeling(REGIO, "44", None, "van de regio", SINCE, None),
        ],
    )

    assert vormen.van(LEUSDEN, JAN, "45", "45B01") == "van het product"
    assert vormen.van(LEUSDEN, FEB, "45", "45B01") == "van de regio"
    assert vormen.van(LEUSDEN, MAR, "45", "45B01") == "begeleiding en behandeling"
    assert vormen.van(LEUSDEN, JAN, "44", "") == "eigen"
    assert vormen.van(SOEST, JAN, "44", "") == "wonen"
    assert vormen.van(SOEST, JAN, "", "") == "niet-toegewezen"
