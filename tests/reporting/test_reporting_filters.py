# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A filter on what there is not is refused, by name and value; one on what has no data is not."""

from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import BAARN, BEGIN, END, LEUSDEN, PERIOD, SOEST, a_region
from tests.reporting.story import AGB, REGIO, SINCE, Json

MONTHS = urlencode(PERIOD)
KERNCIJFERS, INDICATOR = f"/kerncijfers?{MONTHS}", f"/indicatoren/I-01?{MONTHS}"
UNKNOWN = {
    "regio": "ATLANTIS",
    "gemeente": "9999",
    "subregio": "NERGENS",
    "provincie": "Holland",
    "zorgvorm": "ambulnat",
    "productcategorie": "ZZ",
    "product": "45/ZZZZZ",
    "aanbieder": "11111111",
}
"""Each as it might be mistyped."""
NO_DATA = {
    "regio": "LEEG",
    "gemeente": "0363",
    "provincie": "Zeeland",
    "zorgvorm": "jeugdzorgplus",
    "productcategorie": "37",
    "product": "45/45B01",
    "aanbieder": AGB,
}
"""Told, or on a list, and nobody had help of it."""
FORMS = ("application/json", "text/csv", "application/vnd.apache.parquet")
INDICATOR_FILTERS = ("regio", "gemeente", "subregio", "provincie")


@pytest.fixture
async def region(reporting: Reporting) -> Reporting:
    """Twelve children and more in three gemeenten; a region and a provider of nobody."""
    story = a_region()
    story.regio(("0363", SINCE, None), code="LEEG")
    story.aanbieder()
    story.product("45B01")
    await reporting.hear(story)
    return reporting


def beheer(reporting: Reporting) -> httpx.AsyncClient:
    return reporting.of(OrgType.BEHEER, "beheer")


def refused(answer: httpx.Response) -> Json:
    assert answer.status_code == 400, answer.text
    (one,) = answer.json()["invalidParams"]
    found: Json = one
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", UNKNOWN)
async def test_a_value_that_nobody_knows_is_named(region: Reporting, name: str, form: str) -> None:
    value = UNKNOWN[name]
    for path in (KERNCIJFERS, *([INDICATOR] if name in INDICATOR_FILTERS else [])):
        answer = await beheer(region).get(
            f"{path}&{urlencode({name: value})}", headers={"Accept": form}
        )

        told = f"{value} is op het peilmoment niet bekend"
        assert refused(answer) == {"name": name, "code": "onbekend", "reason": told}
        assert answer.json()["detail"] == f"{name} {told}."


@pytest.mark.parametrize("name", NO_DATA)
async def test_a_value_without_data_is_answered_with_noughts(region: Reporting, name: str) -> None:
    asked = {name: NO_DATA[name]}
    if name in {"product", "aanbieder"}:
        asked |= {"regio": "LEEG"}
    for path in (KERNCIJFERS, *([INDICATOR] if name in INDICATOR_FILTERS else [])):
        answer = await beheer(region).get(f"{path}&{urlencode(asked)}")

        assert answer.status_code == 200, answer.text
        total = answer.json()["totaal"]
        assert total.get("waarden", total)["uniekeClienten"] == 0


async def test_a_gemeente_that_was_told_is_known_on_a_list_or_not(reporting: Reporting) -> None:
    """One that is formed later than this was written."""
    story = a_region()
    story.gemeente("9998", "Nieuwstad")
    await reporting.hear(story)
    for path in (KERNCIJFERS, INDICATOR):
        answer = await beheer(reporting).get(f"{path}&gemeente=9998")
        assert answer.status_code == 200, answer.text


async def test_two_unknown_values_are_told_at_once(region: Reporting) -> None:
    asked = urlencode({"aanbieder": "11111111", "zorgvorm": "ambulnat", "gemeente": LEUSDEN})

    answer = await beheer(region).get(f"{KERNCIJFERS}&{asked}")

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParams"]] == ["zorgvorm", "aanbieder"]


async def test_a_value_is_known_from_when_it_was_told(
    reporting: Reporting, clock: SimulatedClock
) -> None:
    """A form, a product, a region and a part of one of a day later; and of the day before still
    not, so that the answer of then stays."""
    await reporting.hear(a_region())
    before = clock.now()
    clock.move_to(before + timedelta(days=1))
    story = a_region()
    story.told.clear()
    story.counted_as("45/45B09", "dyslexie")
    story.product("45B09")
    story.regio(("0363", SINCE, None), code="LATER")
    story.told = [(clock.now(), event) for _, event in story.told]
    await reporting.hear(story)
    body = {"soort": "subregio", "gebied": SOEST, "onderwerp": "OOST", "jaar": 2026, "waarde": 1}
    teller = reporting.make(
        reporting.service, OrgType.BEHEER, "beheer", ["weergaven:lezen", "rapportages:schrijven"]
    )
    told = await teller.post(
        "/ingaven", json={"ingaven": [body | {"bron": "besluit", "datum": "2026-12-01"}]}
    )
    assert told.status_code == 200, told.text
    new = {"zorgvorm": "dyslexie", "product": "45/45B09", "regio": "LATER", "subregio": "OOST"}

    for name, value in new.items():
        asked = f"{KERNCIJFERS}&{urlencode({name: value})}"
        then = await beheer(reporting).get(f"{asked}&peilmoment={before:%Y-%m-%dT%H:%M:%SZ}")
        now = await beheer(reporting).get(asked)

        assert refused(then)["name"] == name
        assert now.status_code == 200, now.text


async def test_figures_are_shown_or_hidden_in_a_register_or_not(reporting: Reporting) -> None:
    """Of a provider that nobody registered, with many children and with three: what there is to
    say of it is said, and of the few no more than that something is hidden."""
    story = a_region()
    for n in range(3):
        few: Json = {"agb_code": "22222222", "gemeentecode": LEUSDEN, "client": f"weinig{n}"}
        story.delivery(BEGIN, END, **few, toewijzing_nummer=800 + n)
    for n in range(30):
        many: Json = {"agb_code": "33333333", "gemeentecode": LEUSDEN, "client": f"veel{n}"}
        story.delivery(BEGIN, END, **many, toewijzing_nummer=900 + n)
    await reporting.hear(story)
    regio = reporting.of(OrgType.REGIO, REGIO)

    hidden = await regio.get(f"{KERNCIJFERS}&aanbieder=22222222")
    shown = await regio.get(f"{KERNCIJFERS}&aanbieder=33333333")

    assert (hidden.status_code, shown.status_code) == (200, 200)
    assert hidden.json()["totaal"]["uniekeClienten"] is None
    assert shown.json()["totaal"]["uniekeClienten"] == 30
    assert refused(await regio.get(f"{KERNCIJFERS}&aanbieder=11111111"))["name"] == "aanbieder"


async def test_what_is_not_the_callers_is_refused_before_it_is_looked_up(
    region: Reporting,
) -> None:
    """In a register or not: the refusal is the same. And nobody is unknown to itself."""
    regio = region.of(OrgType.REGIO, REGIO)
    for filters in ({"regio": "LEEG"}, {"regio": "ATLANTIS"}, {"gemeente": "0363"}):
        for path in (KERNCIJFERS, INDICATOR):
            assert (await regio.get(f"{path}&{urlencode(filters)}")).status_code == 403
    for org_type, code, name in (
        (OrgType.REGIO, "NIEUW", "regio"),
        (OrgType.GEMEENTE, BAARN, "gemeente"),
    ):
        client = region.of(org_type, code)
        early = "peilmoment=2020-01-01T00:00:00Z"
        answer = await client.get(f"{KERNCIJFERS}&{name}={code}&{early}")
        assert answer.status_code == 200, answer.text


async def test_p15_a_form_that_there_is_not_cannot_be_moved(region: Reporting) -> None:
    regio = region.of(OrgType.REGIO, REGIO)
    about = {"jaar": "2026", "per": "2027-01-01"}

    unknown = await regio.get("/schaalverkenning", params=about | {"zorgvorm": "jeugdzorgpuls"})
    nobody = await regio.get("/schaalverkenning", params=about | {"zorgvorm": "jeugdzorgplus"})

    assert refused(unknown)["name"] == "zorgvorm"
    assert nobody.status_code == 200, nobody.text
