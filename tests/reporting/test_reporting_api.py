# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What reporting refuses, its forms, and the traffic of messages."""

from datetime import UTC, datetime

import pytest

from libs.common.auth import OrgType
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Story

QUARTER = "van=2024-01&tot=2024-03"
NOW = "2026-11-23T09:00:00Z"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {("van", "missing"), ("tot", "missing")}),
        ("van=2024-13&tot=x", {("van", "vorm"), ("tot", "vorm")}),
        ("van=0000-01&tot=9999-12", {("van", "vorm"), ("tot", "vorm")}),
        ("van=٢٠٢٤-01&tot=2024-01", {("van", "vorm")}),
        (
            "van=2024-03&tot=2024-01&groepering=kleur,maand,maand",
            {("groepering", "onbekend"), ("groepering", "dubbel"), ("tot", "volgorde")},
        ),
        (
            f"{QUARTER}&groepering=kleur&foo=1",
            {("groepering", "onbekend"), ("foo", "onbekend")},
        ),
        ("van=2014-01&tot=2024-01", {("tot", "te-lang")}),
        (f"{QUARTER}&gemeente=327", {("gemeente", "vorm")}),
        (f"{QUARTER}&peilmoment=2024-05-31", {("peilmoment", "moment")}),
        (f"{QUARTER}&peilmoment=0001-01-01T00:00:00%2B10:00", {("peilmoment", "moment")}),
        (f"{QUARTER}&peilmoment=9999-12-31T23:59:59-10:00", {("peilmoment", "moment")}),
    ],
)
async def test_what_cannot_be_asked_is_said_at_once(
    reporting: Reporting, query: str, expected: set[tuple[str, str]]
) -> None:
    refused = await reporting.of(OrgType.BEHEER, "beheer").get(f"/kerncijfers?{query}")

    assert refused.status_code == 400, refused.text
    assert named(refused.json()) == expected


def named(problem: dict[str, list[dict[str, str]]]) -> set[tuple[str, str]]:
    kinds = {
        "string-pattern-mismatch": "vorm",
        "timezone-aware": "moment",
        "greater-than-equal": "moment",
        "less-than-equal": "moment",
        "datetime-parsing": "moment",
    }
    return {(p["name"], kinds.get(p["code"], p["code"])) for p in problem["invalidParams"]}


async def test_ten_years_can_be_asked_by_the_month(reporting: Reporting, story: Story) -> None:
    story.delivery(SINCE)
    await reporting.hear(story)

    view = await reporting.look("van=2015-01&tot=2024-12&groepering=maand")

    assert len(view["rijen"]) == 120
    assert view["totaal"]["uniekeClienten"] == 1


async def test_without_a_dimension_there_is_only_the_total(
    reporting: Reporting, story: Story
) -> None:
    story.line(SINCE.replace(year=2024), 8_000)
    await reporting.hear(story)

    view = await reporting.look(f"{QUARTER}&groepering=")
    empty = await reporting.look("van=2030-01&tot=2030-01")

    assert (view["rijen"], view["groepering"]) == ([], [])
    assert view["totaal"]["toegekendBedrag"] == 8_000
    assert (view["van"], view["tot"], view["definitieversie"]) == ("2024-01", "2024-03", "2")
    text = await reporting.of(OrgType.BEHEER, "beheer").get(
        f"/kerncijfers?{QUARTER}&groepering=", headers={"Accept": "text/csv"}
    )
    head, row = text.text.splitlines()
    assert dict(zip(head.split(";"), row.split(";"), strict=True))["toegekendBedrag"] == "8000"
    assert empty["rijen"] == []
    assert empty["totaal"] == {
        "uniekeClienten": 0,
        "waarvanBuitenBerichten": 0,
        "toegewezenBedrag": 0,
        "ingediendBedrag": 0,
        "toegekendBedrag": 0,
        "verzilveringspercentage": None,
    }


async def test_no_text_in_a_csv_is_a_formula(reporting: Reporting, story: Story) -> None:
    story.regio((LEUSDEN, SINCE, None), code="=1+1")
    story.line(SINCE.replace(year=2024), -8_000, vorig_referentie_nummer="ouder")
    await reporting.hear(story)

    answer = await reporting.of(OrgType.BEHEER, "beheer").get(
        f"/kerncijfers?{QUARTER}&groepering=regio,maand", headers={"Accept": "text/csv"}
    )

    assert [row.rpartition(";2024-01;2024-03;")[0] for row in answer.text.splitlines()[1:]] == [
        "'=1+1;2024-01;0;0;-8000;-8000;;0",
        f"{REGIO};2024-01;0;0;-8000;-8000;;0",
    ]


async def test_messages_by_kind_and_status(reporting: Reporting, story: Story) -> None:
    # In Amsterdam the first of July begins at ten in the evening before, in UTC.
    story.message("JW315", datetime(2024, 6, 30, 21, 59, tzinfo=UTC))
    story.message("JW315", datetime(2024, 6, 30, 22, 0, tzinfo=UTC))
    story.message("JW315", datetime(2024, 7, 31, 21, 59, tzinfo=UTC), "afgewezen")
    story.message("JW315", datetime(2024, 7, 31, 22, 0, tzinfo=UTC), "afgewezen")
    story.message("JW323", datetime(2024, 7, 5, tzinfo=UTC), ontvanger=SOEST)
    story.message("JW305", datetime(2024, 7, 5, tzinfo=UTC), afzender=LEUSDEN, ontvanger="90000101")
    await reporting.hear(story)
    path = "/berichtenverkeer?van=2024-07-01&tot=2024-07-31"

    all_of_it = (await reporting.of(OrgType.BEHEER, "beheer").get(path)).json()
    own = (await reporting.of(OrgType.GEMEENTE, LEUSDEN).get(path)).json()

    leusden = [
        {"soort": "JW305", "status": "verwerkt", "aantal": 1},
        {"soort": "JW315", "status": "afgewezen", "aantal": 1},
        {"soort": "JW315", "status": "verwerkt", "aantal": 1},
    ]
    days = {"van": "2024-07-01", "tot": "2024-07-31"}
    assert own == {**days, "peilmoment": NOW, "definitieversie": "1", "resultaten": leusden}
    soest = {"soort": "JW323", "status": "verwerkt", "aantal": 1}
    assert all_of_it["resultaten"] == [*leusden, soest]
    for org_type, code in ((OrgType.REGIO, REGIO), (OrgType.AANBIEDER, "90000101")):
        assert (await reporting.of(org_type, code).get(path)).status_code == 403


@pytest.mark.parametrize(
    "days", ["van=2024-07-02&tot=2024-07-01", "van=0001-01-01&tot=9999-12-31", "van=juli&tot="]
)
async def test_days_that_cannot_be_asked(reporting: Reporting, days: str) -> None:
    refused = await reporting.of(OrgType.BEHEER, "beheer").get(f"/berichtenverkeer?{days}")

    assert (refused.status_code, bool(refused.json()["invalidParams"])) == (400, True)


async def test_without_a_key_nobody_can_subscribe(reporting: Reporting) -> None:
    gemeente = reporting.make(
        reporting.service, OrgType.GEMEENTE, LEUSDEN, ["abonnementen:beheren"]
    )
    answer = await gemeente.get("/abonnementen")
    assert (answer.status_code, answer.json()["code"]) == (409, "meldingen-niet-ingericht")
