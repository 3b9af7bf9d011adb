# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Views by any dimensions: what was counted ahead gives what the facts give."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from libs.common.auth import OrgType
from libs.ijw.months import months
from services.reporting.domain import kleinste, opgeteld
from services.reporting.handlers import read_money
from services.reporting.schemas import Kerncijfers
from services.reporting.store import DIMENSIES, Window, money
from services.reporting.store.celplan import Plan
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Json, Story
from tests.reporting.test_reporting_order import a_full_story
from tests.reporting.test_reporting_tellen import a_story

JAN, FEB = date(2024, 1, 1), date(2024, 2, 1)
NOW = "2026-11-23T09:00:00Z"
GROUPS = [*itertools.combinations(DIMENSIES, 1), *itertools.combinations(DIMENSIES, 2), ()]
MORE = ("regio,gemeente,maand", "gemeente,product,aanbieder", "regio,product,aanbieder,jaar")
FILTERS = (
    "",
    f"&regio={REGIO}",
    f"&gemeente={SOEST}",
    "&zorgvorm=vorm 1",
    "&productcategorie=45",
    "&product=45/45B02",
    f"&aanbieder={AGB}",
    f"&regio={REGIO}&gemeente={SOEST}&product=45/45B01&aanbieder={AGB}",
)
PERIODS = ("van=2023-01&tot=2024-12", "van=2022-11&tot=2025-03", "van=2024-02&tot=2024-02")


async def both(reporting: Reporting, query: str) -> tuple[Json, Json]:
    """As it now is, and the same as known now, which is counted from the facts."""
    now = await reporting.look(query)
    then = await reporting.look(f"{query}&peilmoment={NOW}")
    assert now["peilmoment"] == then["peilmoment"]
    return now, then


@pytest.mark.parametrize("seed", range(3))
async def test_counted_ahead_is_as_counted_from_facts(reporting: Reporting, seed: int) -> None:
    chance = random.Random(seed)
    story = a_story(chance)
    story.regio((SOEST, FEB, None), (LEUSDEN, SINCE, date(2023, 6, 30)), code="ANDERS")
    story.product("45B02")  # where nothing is found, what nobody told is refused
    story.counted_as("45/45B02", "vorm 1")
    story.aanbieder()
    await reporting.hear(story, chance)
    asked = [",".join(names) for names in GROUPS] + list(MORE)

    for groepering in chance.sample(asked, 24):
        filters, period = chance.choice(FILTERS), chance.choice(PERIODS)
        now, then = await both(reporting, f"{period}&groepering={groepering}{filters}")
        assert now == then, (groepering, filters, period)


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", range(2))
async def test_a_gemeente_that_moves_counts_where_it_was(
    database_kind: str, reporting: Reporting, seed: int
) -> None:
    """Within a year, at its turn, and not at all: of whoever stays the months are not told apart,
    and of the others no client or week counts twice."""
    chance = random.Random(seed)
    story = a_story(chance)
    story.regio((SOEST, date(2024, 1, 1), None), (LEUSDEN, SINCE, date(2023, 6, 30)), code="ANDERS")
    await reporting.hear(story, chance)
    periods = ("van=2023-01&tot=2024-12", "van=2023-04&tot=2024-03", "van=2024-01&tot=2024-12")
    names = ("", "regio", "regio,jaar", "product", "aanbieder", "kwartaal", "regio,zorgvorm")

    for period, by, code in itertools.product(periods, names, ("", "&regio=ANDERS")):
        now, then = await both(reporting, f"{period}&groepering={by}{code}")
        assert now == then, (period, by, code)


@pytest.mark.both_databases
@pytest.mark.parametrize("seed", range(2))
async def test_months_added_up_are_what_the_period_holds(reporting: Reporting, seed: int) -> None:
    """Weeks that two months touch count once, whatever region the first month was of."""
    chance = random.Random(seed)
    story = a_story(chance)
    story.regio((SOEST, FEB, None), (LEUSDEN, SINCE, date(2023, 6, 30)), code="ANDERS")
    await reporting.hear(story, chance)
    van, tot, now = date(2023, 1, 1), date(2024, 6, 1), reporting.service.runtime.clock.now()
    shared = 0
    async with reporting.service.runtime.db.read() as session:
        for regio, gemeente in ((None, None), (REGIO, None), ("ANDERS", None), (None, SOEST)):
            whole = Window(van, tot, now, (), regio, gemeente)
            added_up = opgeteld(await read_money(session, whole))
            shared += sum(one["gedeeld_bedrag"] for one in await read_money(session, whole))
            for month, amounts in zip(months(van, tot), added_up, strict=True):
                held = await money(session, replace(whole, tot=month))
                assert {name: amounts[name] for name in held} == held
    assert shared > 0


@pytest.mark.both_databases
@pytest.mark.parametrize("groepering", ["", *DIMENSIES, *MORE])
async def test_each_dimension_on_either_database(
    database_kind: str, reporting: Reporting, groepering: str
) -> None:
    await reporting.hear(a_full_story())

    now, then = await both(reporting, f"van=2023-07&tot=2025-06&groepering={groepering}")

    assert now == then
    assert now["totaal"]["uniekeClienten"]
    assert bool(now["rijen"]) == bool(groepering)


@pytest.mark.parametrize(
    ("names", "period", "geheel", "alleen"),
    [
        ("aanbieder", ("2024-01", "2024-12"), True, True),
        ("aanbieder", ("2022-01", "2024-12"), True, False),
        ("aanbieder", ("2024-01", "2024-10"), True, False),
        ("gemeente,maand", ("2024-01", "2024-12"), True, True),
        ("gemeente,jaar", ("2023-01", "2024-12"), True, True),
        ("gemeente,jaar", ("2023-01", "2024-11"), False, False),
        ("gemeente,kwartaal", ("2023-01", "2024-12"), False, False),
        ("zorgvorm", ("2024-01", "2024-12"), True, True),
        ("gemeente,zorgvorm", ("2024-01", "2024-12"), True, False),
        ("productcategorie", ("2024-01", "2024-12"), True, False),
        ("regio", ("2024-01", "2024-12"), False, False),
    ],
)
def test_bits_are_read_only_of_what_is_joined(
    names: str, period: tuple[str, str], *, geheel: bool, alleen: bool
) -> None:
    """`geheel`: a sum of one cell goes without its bits; `alleen`: all of them do."""
    van, tot = (date.fromisoformat(f"{month}-01") for month in period)
    by = tuple(names.split(","))
    letters = {"aanbieder": "a", "gemeente": "g", "regio": "g", "zorgvorm": "z"}
    needed = {letters.get(name, "p") for name in by if name not in {"maand", "kwartaal", "jaar"}}
    dimensies = kleinste(needed)
    assert dimensies is not None

    plan = Plan(Window(van, tot, datetime(2026, 1, 1, tzinfo=UTC), by), dimensies, ())

    assert (plan.geheel, plan.alleen) == (geheel, alleen)


async def test_an_answer_is_byte_for_byte_that_of_its_model(
    reporting: Reporting, story: Story
) -> None:
    """Rows are written without a model each: in its order, with its names and kinds of numbers."""
    story.award(1, JAN, date(2024, 3, 31))
    story.line(JAN, 14 * 8_000)
    story.line(FEB, 8_000, client="sem", gemeentecode=SOEST, code="45B02")
    await reporting.hear(story)
    named = ("", "gemeente,maand", "regio,kwartaal,product", "jaar,zorgvorm,productcategorie")
    asked = [
        (org_type, code, f"/kerncijfers?van=2024-01&tot=2024-12&groepering={by}")
        for org_type, code in ((OrgType.BEHEER, "beheer"), (OrgType.REGIO, REGIO))
        for by in named
    ]

    for org_type, code, path in asked:
        body = (await reporting.of(org_type, code).get(path)).content
        shown = Kerncijfers.model_validate_json(body)
        assert body == shown.model_dump_json(by_alias=True).encode()
        assert bool(shown.rijen) == bool(shown.groepering)


async def test_what_each_dimension_is_called(reporting: Reporting, story: Story) -> None:
    made = WholeStory(told=story.told, _lines=20)
    made.counted_as("45/45B01", "logeren")
    made.line(JAN, 5_000)
    made.award(5, JAN, JAN, None, categorie=None, code=None, budget=100)
    await reporting.hear(made)

    named = "jaar,kwartaal,maand,zorgvorm,productcategorie,product,aanbieder"
    view = await reporting.look(f"van=2024-01&tot=2024-12&groepering={named}")

    logeren, generic = view["rijen"]
    assert [logeren[name] for name in named.split(",")] == [
        "2024",
        "2024-K1",
        "2024-01",
        "logeren",
        "45",
        "45/45B01",
        AGB,
    ]
    assert (generic["product"], generic["zorgvorm"]) == (None, "niet-toegewezen")


async def test_a_client_of_two_forms_counts_in_both_and_once_in_the_total(
    reporting: Reporting, story: Story
) -> None:
    """I-04: the overlap is the sum of the rows less the total."""
    story.line(JAN, 5_000)
    story.line(FEB, 5_000, categorie="44", code="44A04")
    story.line(FEB, 5_000, categorie="44", code="44A04", client="sem")
    await reporting.hear(story)

    view = await reporting.look("van=2024-01&tot=2024-12&groepering=zorgvorm")

    assert {r["zorgvorm"]: r["uniekeClienten"] for r in view["rijen"]} == {
        "begeleiding en behandeling": 1,
        "wonen": 2,
    }
    assert view["totaal"]["uniekeClienten"] == 2


@pytest.mark.parametrize(
    ("query", "org_type", "code", "status"),
    [
        ("gementee=0327", OrgType.BEHEER, "beheer", 400),
        (f"gemeente={SOEST}", OrgType.GEMEENTE, LEUSDEN, 403),
        (f"gemeente={LEUSDEN}", OrgType.GEMEENTE, LEUSDEN, 200),
        ("regio=ANDERS", OrgType.REGIO, REGIO, 403),
        ("gemeente=0999", OrgType.REGIO, REGIO, 403),
        (f"gemeente={SOEST}", OrgType.REGIO, REGIO, 200),
        ("product=45B01", OrgType.BEHEER, "beheer", 400),
    ],
)
async def test_what_is_not_the_callers_or_unknown_is_refused(
    reporting: Reporting, story: Story, query: str, org_type: OrgType, code: str, status: int
) -> None:
    """Not silently replaced by what the caller may see."""
    await reporting.hear(story)

    answer = await reporting.of(org_type, code).get(f"/kerncijfers?van=2024-01&tot=2024-12&{query}")

    assert answer.status_code == status, answer.text
    if status != 200:
        assert query.split("=")[0 if status == 400 else 1] in answer.text
