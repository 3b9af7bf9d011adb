# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What people said of help (P-13): satisfaction, going on without help, drop-out, stories."""

from datetime import date

import httpx
import pytest

from libs.common.auth import OrgType
from services.reporting.domain.accounthouders import ALLE
from services.reporting.domain.ervaringen import Antwoorden, uitkomsten
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, REGIO, Json, Story

OTHER = "90000102"
SCOPES = ["weergaven:lezen", "rapportages:schrijven"]
JAN, JUN = date(2024, 1, 1), date(2024, 6, 1)


def said(soort: str, onderwerp: str, waarde: int, **changes: object) -> Json:
    made: Json = {"soort": soort, "gebied": REGIO, "jaar": 2024, "bron": "opgave aanbieder"}
    return made | {"onderwerp": onderwerp, "waarde": waarde} | changes


def caller(reporting: Reporting, org_type: OrgType, code: str) -> httpx.AsyncClient:
    client: httpx.AsyncClient = reporting.make(reporting.service, org_type, code, SCOPES)
    return client


def test_p13_the_mean_of_all_is_of_all_answers_and_few_are_not_shown() -> None:
    answers = [
        Antwoorden("tevredenheid", AGB, 8, 6),
        Antwoorden("tevredenheid", AGB, 5, 2),
        Antwoorden("tevredenheid", OTHER, 10, 3),
        Antwoorden("zonder-hulp-verder", AGB, 4, 12),
        Antwoorden("zonder-hulp-verder", AGB, 3, 7),
        Antwoorden("zonder-hulp-verder", AGB, 1, 2),
    ]

    open_ones, of_region = uitkomsten(answers, 1), uitkomsten(answers, 5)

    assert {who: one.tevredenheid for who, one in open_ones.items()} == {
        ALLE: 8.0,
        AGB: 7.3,
        OTHER: 10.0,
    }
    assert open_ones[AGB].verder["4"].waarde == 12
    assert of_region[OTHER].tevredenheid is None
    assert of_region[AGB].antwoorden.waarde is None, "it would tell of the other"
    assert of_region[ALLE].tevredenheid == 8.0
    assert of_region[AGB].verder["1"].waarde is None
    assert of_region[AGB].verder["4"].waarde == 12


async def test_p13_outcomes_by_provider_beside_drop_out_from_the_messages(
    reporting: Reporting, story: Story
) -> None:
    for n, reden in enumerate(("31", "31", "31", "31", "32", "33", "34", "39")):
        story.delivery(JAN, JUN, client=f"kind-{n}", reden_beeindiging=reden)
    await reporting.hear(story)
    regio = caller(reporting, OrgType.REGIO, REGIO)
    told = [
        said("tevredenheid", f"{AGB}.8", 6),
        said("tevredenheid", f"{AGB}.9", 6),
        said("zonder-hulp-verder", f"{AGB}.4", 9),
        said("verhaal", f"{AGB}.casus-1", 0, toelichting="Het lokale team bleef betrokken."),
        said("tevredenheid", f"{AGB}.1", 9, jaar=2023),
    ]

    kept = await regio.post("/ingaven", json={"ingaven": told})
    answer = await regio.get("/ervaringen?jaar=2024")

    assert kept.status_code == 200, kept.text
    assert answer.status_code == 200, answer.text
    (one,) = answer.json()["aanbieders"]
    assert (one["aanbieder"], one["tevredenheid"], one["voortijdig"]) == (AGB, 8.5, 37.5)
    assert one["antwoorden"] == {"waarde": 12, "weergave": "12"}
    assert one["zonderHulpVerder"]["4"]["waarde"] == 9
    assert one["verhalen"] == ["Het lokale team bleef betrokken."]
    assert answer.json()["totaal"]["tevredenheid"] == 8.5


async def test_p13_a_story_beside_few_children_is_not_shown_to_a_region(
    reporting: Reporting, story: Story
) -> None:
    story.delivery(JAN, JUN, reden_beeindiging="31")
    await reporting.hear(story)
    leusden = caller(reporting, OrgType.GEMEENTE, LEUSDEN)
    told = said("verhaal", f"{AGB}.casus-1", 0, gebied=LEUSDEN, toelichting="Goed geholpen.")
    await leusden.post("/ingaven", json={"ingaven": [told]})
    regio = caller(reporting, OrgType.REGIO, REGIO)

    own = (await leusden.get("/ervaringen?jaar=2024")).json()["aanbieders"]
    shown = (await regio.get("/ervaringen?jaar=2024")).json()["aanbieders"]
    listed = (await regio.get("/ingaven?soort=verhaal")).json()["resultaten"]
    by_teller = (await leusden.get("/ingaven?soort=verhaal")).json()["resultaten"]

    assert own[0]["verhalen"] == ["Goed geholpen."]
    assert shown[0]["verhalen"] == []
    assert (listed, len(by_teller)) == ([], 1)


@pytest.mark.parametrize(
    "wrong",
    [
        said("tevredenheid", f"{AGB}.11", 1),
        said("zonder-hulp-verder", f"{AGB}.5", 1),
        said("tevredenheid", "8", 1),
        said("verhaal", f"{AGB}.casus-1", 0),
        said("verhaal", f"{AGB}.casus-1", 1, toelichting="Een verhaal."),
        said("verhaal", f"{AGB}.casus-1", 0, toelichting="Over 999999990."),
        said("tevredenheid", f"{AGB}.8", 1, toelichting="Een verhaal."),
    ],
)
async def test_p13_what_is_no_answer_and_no_story_is_refused(
    reporting: Reporting, wrong: Json
) -> None:
    regio = caller(reporting, OrgType.REGIO, REGIO)

    refused = await regio.post("/ingaven", json={"ingaven": [wrong]})

    assert refused.status_code == 400, refused.text
    aanbieder = caller(reporting, OrgType.AANBIEDER, AGB)
    assert (await aanbieder.get("/ervaringen?jaar=2024")).status_code == 403
