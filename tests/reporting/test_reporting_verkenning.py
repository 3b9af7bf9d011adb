# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""P-15: what moves when a region arranges a form of care at another scale."""

from datetime import date

from libs.common.auth import OrgType
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB, LEUSDEN, REGIO, SINCE, SOEST, Json, Story

JAN = date(2024, 1, 1)
SCOPES = ["weergaven:lezen", "rapportages:schrijven"]
CLOSED: Json = {"categorie": "37", "code": "37A01"}
ASKED = "/schaalverkenning?zorgvorm=jeugdzorgplus&jaar=2024&per=2027-01-01"


async def test_p15_clients_money_and_providers_that_would_move(
    reporting: Reporting, story: Story
) -> None:
    story.regio(("0999", SINCE, None), code="ELDERS")
    story.product("37A01", gemeenten=(LEUSDEN, "0999"), term=(SINCE, date(2027, 6, 30)))
    for n in range(6):
        story.delivery(JAN, date(2024, 6, 1), client=f"weg-{n}", **CLOSED)
        story.delivery(JAN, client=f"kind-{n}", **CLOSED)
        story.line(date(2024, 2, 1), 10_000, client=f"kind-{n}", **CLOSED)
    story.delivery(JAN, client="ambulant")
    story.line(date(2024, 2, 1), 20_000, client="ambulant")
    await reporting.hear(story)
    regio = reporting.make(reporting.service, OrgType.REGIO, REGIO, SCOPES)
    budget = {"soort": "begroting", "gebied": LEUSDEN, "jaar": 2024, "bron": "begroting"}
    told = budget | {"onderwerp": "jeugdzorgplus", "waarde": 90_000}
    await regio.post("/ingaven", json={"ingaven": [told]})

    answer = await regio.get(ASKED)

    assert answer.status_code == 200, answer.text
    shown = answer.json()
    size = {
        "clienten": 12,
        "lopend": 6,
        "toegekend": 60_000,
        "aandeel": 75.0,
        "verborgen": False,
    }
    assert (shown["totaal"], shown["begroting"]) == (size, 90_000)
    assert shown["gemeenten"] == [size | {"gemeente": LEUSDEN}]
    bound = {
        "contracten": [
            {"tot": "2027-06-30", "uitloopTot": None},
            {"tot": None, "uitloopTot": None},
        ],
        "andereRegios": 1,
    }
    assert shown["aanbieders"] == [size | {"aanbieder": AGB} | bound]


async def test_p15_few_children_and_their_money_are_not_shown(
    reporting: Reporting, story: Story
) -> None:
    for n in range(9):
        story.delivery(JAN, client=f"kind-{n}", **CLOSED)
    for n in range(2):
        story.delivery(JAN, client=f"soest-{n}", gemeentecode=SOEST, **CLOSED)
        story.line(date(2024, 2, 1), 10_000, client=f"soest-{n}", gemeentecode=SOEST, **CLOSED)
    await reporting.hear(story)

    shown = (await reporting.of(OrgType.REGIO, REGIO).get(ASKED)).json()
    gemeente = await reporting.of(OrgType.GEMEENTE, LEUSDEN).get(ASKED)

    assert shown["totaal"]["clienten"] == 11
    assert [(one["clienten"], one["toegekend"]) for one in shown["gemeenten"]] == [
        (None, None),
        (None, None),
    ]
    assert gemeente.status_code == 403


async def test_p15_a_form_that_nobody_has_moves_nothing(reporting: Reporting, story: Story) -> None:
    await reporting.hear(story)

    shown = (await reporting.of(OrgType.REGIO, REGIO).get(ASKED)).json()

    assert (shown["totaal"]["clienten"], shown["gemeenten"], shown["aanbieders"]) == (None, [], [])
