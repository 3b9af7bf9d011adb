# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The transformation monitor (B.8): JeugdzorgPlus from 285 to 210 places."""

from datetime import date

import pytest

from libs.common.auth import OrgType
from services.reporting.domain.transformatie import Doel
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SINCE, Json

PLACES = {2015: 285, 2016: 266, 2017: 250, 2018: 229, 2019: 210}


def test_b8_250_in_2017_is_behind_the_path_and_210_in_2019_is_there() -> None:
    goal = Doel(REGIO, "I-20", "plaatsen", {2015: 285.0, 2019: 210.0})

    assert goal.pad(2017) == 247.5
    assert goal.signaal(2017, 250) == "achter"
    assert goal.signaal(2017, 247.5) == "op-koers"
    assert goal.signaal(2019, 210) == "bereikt"
    assert goal.signaal(2018, None) == "onbekend"
    assert (goal.pad(2010), goal.pad(2030)) == (285.0, 210.0)


def test_a_goal_may_go_up_and_by_steps() -> None:
    goal = Doel(REGIO, "I-24", "metPlan", {2020: 40.0, 2021: 80.0, 2023: 100.0})

    assert goal.pad(2022) == 90.0
    assert [goal.signaal(2022, share) for share in (89.9, 90.0, 100.0)] == [
        "achter",
        "op-koers",
        "bereikt",
    ]


async def test_b8_the_places_of_ten_regions_out_of_events(reporting: Reporting) -> None:
    story = WholeStory()
    story.regio((LEUSDEN, SINCE, None))
    for year, places in PLACES.items():
        story.places(year, places)
    await reporting.hear(story)
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, scopes)
    goal = {"soort": "doel", "gebied": REGIO, "onderwerp": "I-20.plaatsen", "bron": "plan"}
    told: list[Json] = [goal | {"jaar": 2015, "waarde": 285}, goal | {"jaar": 2019, "waarde": 210}]
    kept = await regio.post("/ingaven", json={"ingaven": told})
    assert kept.status_code == 200, kept.text

    answer = await regio.get("/transformatiemonitor")

    assert answer.status_code == 200, answer.text
    (shown,) = answer.json()["doelen"]
    assert (shown["basis"], shown["doel"], shown["maat"]["veld"]) == (285, 210, "plaatsen")
    assert [(one["jaar"], one["werkelijk"], one["signaal"]) for one in shown["jaren"]] == [
        (2015, 285, "op-koers"),
        (2016, 266, "op-koers"),
        (2017, 250, "achter"),
        (2018, 229, "achter"),
        (2019, 210, "bereikt"),
    ]
    aanbieder = reporting.make(reporting.service, OrgType.AANBIEDER, "90000101", scopes)
    assert (await aanbieder.get("/transformatiemonitor")).status_code == 403


async def test_b8_goals_of_help_without_indication_and_of_lump_sums(reporting: Reporting) -> None:
    story = WholeStory()
    story.regio((LEUSDEN, SINCE, None))
    story.product()
    for n in range(15):
        story.delivery(date(2020, 1, 1), date(2020, 12, 31), client=f"kind-{n}")
        story.line(date(2020, 3, 1), 1_000, client=f"kind-{n}")
    for n in range(10, 15):
        name = f"kind-{n}" if n < 12 else f"wijk-{n}"
        free: Json = {"cbs_hulpvorm": "01", "cbs_verwijzer": "06"}
        free |= {"toegang": "vrij-toegankelijk", "begindatum": date(2020, 2, 1)}
        story.referral(f"vrij-{n}", "gestart", client=name, **free)
    await reporting.hear(story)
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, scopes)
    goal: Json = {"soort": "doel", "gebied": REGIO, "bron": "plan"}
    told = [
        goal | {"onderwerp": about, "jaar": year, "waarde": value}
        for about, values in (("T-01.aandeel", (100, 250)), ("T-02.aandeel", (200, 300)))
        for year, value in zip((2019, 2020), values, strict=True)
    ]
    lump: Json = {"soort": "taakbijdrage", "gebied": LEUSDEN, "jaar": 2020, "bron": "contract"}
    told.append(lump | {"onderwerp": "", "waarde": 5_000})
    kept = await regio.post("/ingaven", json={"ingaven": told})
    assert kept.status_code == 200, kept.text

    shown = (await regio.get("/transformatiemonitor")).json()["doelen"]

    found = {one["indicator"]: one["jaren"][-1] for one in shown}
    assert (found["T-01"]["werkelijk"], found["T-01"]["signaal"]) == (27.8, "bereikt")
    assert (found["T-02"]["werkelijk"], found["T-02"]["signaal"]) == (25.0, "achter")


THERE_ARE = "zoals I-05.gebruik; indicatoren: I-01, I-02, I-03"
OF_I20 = "van I-20: I-20.plaatsen,"


@pytest.mark.parametrize(
    ("soort", "about", "possible"),
    [
        ("doel", "onzin", f"{THERE_ARE}"),
        ("doel", "", "I-30, T-01, T-02"),
        ("doel", "I-99.onbekend", THERE_ARE),
        ("doel", "I-20.onzin", OF_I20),
        ("doel", "I-20", OF_I20),
        ("benchmark", "", THERE_ARE),
        ("benchmark", "I-99.onbekend", THERE_ARE),
        ("benchmark", "I-20.onzin", OF_I20),
        ("benchmark", "T-01.aandeel", THERE_ARE),
    ],
)
async def test_b8_p14_a_goal_or_benchmark_of_no_figure_is_refused(
    reporting: Reporting, soort: str, about: str, possible: str
) -> None:
    """Nobody would see it: a benchmark of T-01 neither, which no answer has."""
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, ["rapportages:schrijven"])
    goal: Json = {"soort": soort, "gebied": REGIO, "jaar": 2026, "waarde": 1, "bron": "plan"}
    told = [goal | {"onderwerp": "I-05.gebruik"}, goal | {"onderwerp": about}]

    answer = await regio.post("/ingaven", json={"ingaven": told})

    assert answer.status_code == 400, answer.text
    (wrong,) = answer.json()["invalidParams"]
    assert wrong["name"] == "ingaven[1]"
    assert "onderwerp is een indicator en een maat daarvan" in wrong["reason"]
    assert possible in wrong["reason"]
