# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Corrected clients: whom a pseudonym means, from when, and what that does to every figure."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.opvolging import Opvolging, Vervanging, opvolgingen
from libs.common.runtime import settle
from services.reporting import tables as t
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, SOEST, Json, Story, pseudonym

JAN, MAR = date(2024, 1, 1), date(2024, 3, 31)
CORRECTED = datetime(2024, 6, 1, tzinfo=UTC)
PERIOD = "van=2024-01&tot=2024-03"


def at(day: int) -> datetime:
    return CORRECTED + timedelta(days=day)


def of(*pairs: str) -> list[Vervanging]:
    """A correction on each day after the other: `ab` is who was a and is b."""
    return [Vervanging(at(day), str(day), *pair) for day, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (of("ab"), [("a", "b", 0, None)]),
        (of("ab", "bc"), [("a", "b", 0, 1), ("a", "c", 1, None), ("b", "c", 1, None)]),
        (of("ab", "ba"), [("a", "b", 0, 1), ("b", "a", 1, None)]),
        (of("ab", "cb", "bd"), [
            ("a", "b", 0, 2), ("a", "d", 2, None), ("b", "d", 2, None),
            ("c", "b", 1, 2), ("c", "d", 2, None),
        ]),
        (of("aa", "ab", "bb"), [("a", "b", 1, None)]),
    ],
    ids=["one", "again", "back", "two of one", "other data"],
)  # fmt: skip
def test_whom_a_pseudonym_means_in_any_order(
    told: list[Vervanging], meant: list[tuple[str, str, int, int | None]]
) -> None:
    expected = [
        Opvolging(who, whom, at(since), None if until is None else at(until))
        for who, whom, since, until in meant
    ]
    for order in permutations(told):
        assert sorted(opvolgingen(order)) == expected


async def counted(reporting: Reporting, query: str = "") -> int:
    found: int = (await reporting.look(f"{PERIOD}{query}"))["totaal"]["uniekeClienten"]
    return found


@pytest.mark.both_databases
async def test_two_records_of_one_child_count_once_from_then_on(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    """At every level; as known before, there are two; another gemeente keeps its own."""
    story.award(1, JAN, MAR)
    story.delivery(JAN, MAR)
    story.award(2, JAN, MAR, client="nora")
    story.delivery(JAN, client="nora", toewijzing_nummer=2)
    story.line(JAN, 8_000, client="noor")
    story.delivery(JAN, MAR, client="noor", gemeentecode=SOEST)
    await reporting.hear(story)
    assert await counted(reporting, f"&gemeente={LEUSDEN}") == 2

    late = Story()
    late.correction("noor", "nora", known=CORRECTED)
    await reporting.hear(late)

    assert await counted(reporting, f"&gemeente={LEUSDEN}") == 1
    assert await counted(reporting, f"&gemeente={SOEST}") == 1
    assert await counted(reporting, "&productcategorie=45") == 2, "Soest still means Noor"
    rows = (await reporting.look(f"{PERIOD}&groepering=gemeente,maand,product"))["rijen"]
    assert {row["uniekeClienten"] for row in rows if row["gemeente"] == LEUSDEN} == {1}
    moment = "&peilmoment=2024-05-01T00:00:00Z"
    assert await counted(reporting, f"&gemeente={LEUSDEN}{moment}") == 2
    moment = "&peilmoment=2024-06-02T00:00:00Z"
    assert await counted(reporting, f"&gemeente={LEUSDEN}{moment}") == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("early", [True, False])
async def test_what_is_told_under_the_wrong_bsn_later_is_of_the_right_child(
    reporting: Reporting, story: Story, database_kind: str, early: bool
) -> None:
    """The correction may come before all that it is about, and the end under the new pseudonym
    ends what began under the old one."""
    correction = Story()
    correction.correction("noor", "nora", known=CORRECTED)
    if early:
        await reporting.hear(correction)
    story.award(1, JAN, MAR)
    story.delivery(JAN)
    story.line(JAN, 8_000, client="noor", known=at(9))
    story.delivery(JAN, date(2024, 1, 31), client="nora", versie=2)
    await reporting.hear(story)
    if not early:
        await reporting.hear(correction)
        await reporting.hear(correction)

    assert await counted(reporting) == 1
    rows = (await reporting.look(f"{PERIOD}&groepering=maand"))["rijen"]
    assert {row["maand"]: row["uniekeClienten"] for row in rows}["2024-01"] == 1
    assert not any(row["uniekeClienten"] for row in rows if row["maand"] > "2024-01")


@pytest.mark.both_databases
async def test_an_end_that_came_in_while_the_correction_was_counted_ends_what_began(
    reporting: Reporting, story: Story, database_kind: str
) -> None:
    """It saw no correction, and the count of the old pseudonym saw no end: that of the new one
    says so."""
    story.delivery(JAN)
    story.correction("noor", "nora", known=CORRECTED)
    story.delivery(JAN, date(2024, 1, 31), client="nora", versie=2)
    await reporting.hear(story)
    c, mark = t.levering.c, t.te_tellen
    async with reporting.service.runtime.db.begin() as session:
        await session.execute(sa.update(t.levering).values(vervallen_op=None))
        row = {"client_pseudoniem": pseudonym("nora"), "van_jaar": 2024, "tot_jaar": None}
        await session.execute(sa.insert(mark).values(row))
    await settle(reporting.service)

    async with reporting.service.runtime.db.read() as session:
        query = sa.select(c.vervallen_op.is_(None)).order_by(c.versie)
        assert list(await session.scalars(query)) == [False, True]
    rows = (await reporting.look(f"{PERIOD}&groepering=maand"))["rijen"]
    assert not any(row["uniekeClienten"] for row in rows if row["maand"] > "2024-01")


async def by_sex(reporting: Reporting, moment: str = "") -> dict[str | None, int]:
    """Clients by sex, as their gemeente sees them."""
    gemeente = reporting.of(OrgType.GEMEENTE, LEUSDEN)
    answer = await gemeente.get(f"/indicatoren/I-01?{PERIOD}&groepering=geslacht{moment}")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["rijen"]
    return {row["cel"]["geslacht"]: row["waarden"]["uniekeClienten"] for row in found}


async def test_a_corrected_sex_counts_from_then_on_and_not_before(
    reporting: Reporting, story: Story
) -> None:
    """Through a rename as well: what is known of a person goes by the person."""
    story.award(1, JAN, MAR)
    story.delivery(JAN, MAR)
    story.correction("noor", "noor", known=CORRECTED, geslacht="1")
    story.correction("noor", "nora", known=at(2), geslacht="1")
    await reporting.hear(story)

    assert await by_sex(reporting, "&peilmoment=2024-05-01T00:00:00Z") == {"2": 1}
    assert await by_sex(reporting, "&peilmoment=2024-06-02T00:00:00Z") == {"1": 1}
    assert await by_sex(reporting) == {"1": 1}
