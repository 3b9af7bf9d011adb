# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Scorecards of the transformation monitor (B.8): agreements, criteria, and a region's size."""

from datetime import date, timedelta

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from services.reporting.domain.scorekaart import NORMEN, Beoordeling, Scorekaart, is_robuust
from tests.reporting.conftest import Reporting
from tests.reporting.story import LEUSDEN, REGIO, SOEST, Json, Story

BASIS = {
    "expertteam": 2,
    "wachtlijsten": 2,
    "meerjarige-contracten": 2,
    "uitvoeringsvarianten": 2,
    "visie-lokale-teams": 0,
}
SCOPES = ["weergaven:lezen", "rapportages:schrijven"]


def judged(soort: str, onderwerp: str, waarde: int, **changes: object) -> Json:
    made: Json = {
        "soort": soort,
        "gebied": REGIO,
        "jaar": 2018,
        "onderwerp": onderwerp,
        "waarde": waarde,
        "bron": "transformatieplan",
        "toelichting": "vastgesteld door de colleges",
        "datum": "2018-06-01",
    }
    return made | changes


def regio_of(reporting: Reporting) -> httpx.AsyncClient:
    return reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)


async def cards(client: httpx.AsyncClient, query: str = "") -> dict[str, Json]:
    answer = await client.get(f"/transformatiemonitor{query}")
    assert answer.status_code == 200, answer.text
    return {one["norm"]: one for one in answer.json()["scorekaarten"]}


def test_b8_eight_agreements_and_five_criteria() -> None:
    assert {soort: len(norm.onderdelen) for soort, norm in NORMEN.items()} == {
        "nvo": 8,
        "basis-op-orde": 5,
    }


def test_b8_one_no_is_enough_and_silence_is_no_yes() -> None:
    norm = NORMEN["basis-op-orde"]
    yes = Beoordeling("ja", "plan", date(2018, 6, 1), "plan")
    no = Beoordeling("nee", "volgt in augustus 2019", date(2018, 6, 1), "plan")
    every = dict.fromkeys(norm.onderdelen, yes)

    assert Scorekaart("basis-op-orde", norm, {}).voldoet is None
    assert Scorekaart("basis-op-orde", norm, {"expertteam": yes}).voldoet is None
    assert Scorekaart("basis-op-orde", norm, {"expertteam": no}).voldoet is False
    assert Scorekaart("basis-op-orde", norm, every).voldoet is True
    assert Scorekaart("basis-op-orde", norm, every | {"expertteam": no}).voldoet is False


def test_b8_a_region_is_robust_from_60_000_young_people() -> None:
    assert [is_robuust(young) for young in (59_999, 60_000, 70_000)] == [False, True, True]


async def test_b8_basis_op_orde_is_four_times_yes_and_a_no_with_its_date(
    reporting: Reporting, story: Story
) -> None:
    await reporting.hear(story)
    regio = regio_of(reporting)
    told = [judged("basis-op-orde", about, value) for about, value in BASIS.items()]
    told[-1] |= {"toelichting": "Visie op lokale teams volgt in augustus 2019."}
    told.append(judged("nvo", "4", 1))

    kept = await regio.post("/ingaven", json={"ingaven": told})
    shown = await cards(regio)

    assert kept.json() == {"vastgelegd": 6, "ongewijzigd": 0}, kept.text
    basis = shown["basis-op-orde"]
    assert (basis["ja"], basis["deels"], basis["nee"], basis["voldoet"]) == (4, 0, 1, False)
    assert basis["onderdelen"][-1] == {
        "onderdeel": "visie-lokale-teams",
        "naam": "Er is een visie op lokale teams",
        "oordeel": "nee",
        "bewijs": "Visie op lokale teams volgt in augustus 2019.",
        "datum": "2018-06-01",
        "bron": "transformatieplan",
    }
    nvo = shown["nvo"]
    assert (nvo["deels"], nvo["voldoet"], len(nvo["onderdelen"])) == (1, False, 8)
    assert [one["oordeel"] for one in nvo["onderdelen"]].count(None) == 7


@pytest.mark.both_databases
async def test_b8_a_newer_judgement_counts_and_the_older_can_be_asked(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    regio = regio_of(reporting)
    first = judged("nvo", "1", 0)
    await regio.post("/ingaven", json={"ingaven": [first]})
    before = clock.now()
    clock.move_to(before + timedelta(days=1))
    better = judged("nvo", "1", 2, jaar=2019, datum="2019-02-01")

    kept = await regio.post("/ingaven", json={"ingaven": [first, better]})
    now = (await cards(regio))["nvo"]["onderdelen"][0]
    then = await regio.get("/transformatiemonitor", params={"peilmoment": before.isoformat()})

    assert kept.json() == {"vastgelegd": 1, "ongewijzigd": 1}
    assert (now["oordeel"], now["datum"]) == ("ja", "2019-02-01")
    (old,) = [one for one in then.json()["scorekaarten"] if one["norm"] == "nvo"]
    assert old["onderdelen"][0]["oordeel"] == "nee"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"onderwerp": "9"}, "onderwerp is een van"),
        ({"waarde": 3}, "waarde is 0"),
        ({"toelichting": None}, "bewijs"),
        ({"datum": None}, "datum ligt"),
        ({"datum": "2019-01-01"}, "datum ligt"),
        ({"toelichting": "kind met bsn 999999990"}, "bsn"),
    ],
)
async def test_b8_a_judgement_has_a_place_an_answer_evidence_and_a_day(
    reporting: Reporting, changes: Json, wrong: str
) -> None:
    refused = await regio_of(reporting).post(
        "/ingaven", json={"ingaven": [judged("nvo", "1", 2) | changes]}
    )

    assert refused.status_code == 400, refused.text
    (param,) = refused.json()["invalidParams"]
    assert wrong in f"{param['code']} {param['reason']}"


async def test_b8_young_people_of_the_members_make_a_region_robust(
    reporting: Reporting, story: Story
) -> None:
    await reporting.hear(story)
    regio = regio_of(reporting)
    young = {"soort": "jeugdigen", "jaar": 2020, "onderwerp": "", "bron": "CBS"}
    nobody = (await regio.get("/transformatiemonitor")).json()["robuustheid"]
    told: list[Json] = [
        young | {"gebied": LEUSDEN, "waarde": 40_000},
        young | {"gebied": SOEST, "waarde": 30_000},
    ]
    await regio.post("/ingaven", json={"ingaven": told})

    shown = (await regio.get("/transformatiemonitor")).json()["robuustheid"]
    leusden = reporting.of(OrgType.GEMEENTE, LEUSDEN)
    of_gemeente = (await leusden.get("/transformatiemonitor")).json()["robuustheid"]

    assert nobody == {"jeugdigen": None, "ondergrens": 60_000, "robuust": None}
    assert shown == {"jeugdigen": 70_000, "ondergrens": 60_000, "robuust": True}
    assert of_gemeente is None
