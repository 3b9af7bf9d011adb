# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-06: closed care only as far as the court allows it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from libs.ijw.months import months_later
from libs.ijw.shared import Product
from services.referral.domain.machtiging import Machtiging, covered_until
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import BSN, product
from tests.referral.situations import NOW

BORN = date(2010, 2, 14)
GIVEN: Json = {
    "bsn": BSN,
    "soort": "regulier",
    "rechtbank": "Rechtbank Amsterdam",
    "beschikkingDatum": "2025-12-20",
    "begindatum": "2026-01-01",
    "einddatum": "2026-06-30",
    "verzoeker": "college",
    "grondslag": "instemming",
    "verklaring": True,
}
CLOSED: Json = {
    "product": {"categorie": "43", "code": "43G01"},
    "omvang": {"volume": 1, "eenheid": "14", "frequentie": "2"},
    "einddatum": "2026-06-30",
}


def a_machtiging(**fields: Any) -> Machtiging:
    """Half a year on consent."""
    known: dict[str, Any] = {
        "id": "machtiging-1",
        "gemeentecode": "0384",
        "client_id": "client-1",
        "soort": "regulier",
        "rechtbank": "Rechtbank Amsterdam",
        "beschikking_datum": date(2025, 12, 20),
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 6, 30),
        "verzoeker": "college",
        "grondslag": "instemming",
        "verklaring": True,
        "maatregel_loopt": False,
        "ingetrokken_op": None,
        "versie": 1,
        "vastgesteld_op": NOW,
    }
    return Machtiging(**(known | fields))


def test_r06_a_start_after_the_last_day() -> None:
    """1 January through 30 June: a start on 1 July is refused."""
    one = a_machtiging()
    assert one.covers_until(date(2026, 6, 30), BORN, behandeld=False) == date(2026, 6, 30)
    assert one.covers_until(date(2026, 7, 1), BORN, behandeld=False) is None
    assert one.covers_until(date(2025, 12, 31), BORN, behandeld=False) is None


def test_r06_consent_withdrawn() -> None:
    """On 1 March: it holds through 14 March."""
    one = a_machtiging().withdrawn(date(2026, 3, 1), NOW)
    assert one.laatste_dag == date(2026, 3, 14)
    assert (one.toestand(date(2026, 3, 14)), one.toestand(date(2026, 3, 15))) == (
        "geldig",
        "vervallen",
    )
    late = a_machtiging(einddatum=date(2026, 3, 5)).withdrawn(date(2026, 3, 1), NOW)
    assert (late.laatste_dag, late.toestand(date(2026, 3, 6))) == (date(2026, 3, 5), "verlopen")


def test_r06_after_the_eighteenth_birthday() -> None:
    """Eighteen on 10 February: what began before goes on through 10 August, nothing begins."""
    born = date(2008, 2, 10)
    one = a_machtiging(einddatum=date(2026, 12, 31))
    assert one.covers_until(date(2026, 2, 9), born, behandeld=False) == date(2026, 8, 10)
    assert one.covers_until(date(2026, 2, 10), born, behandeld=False) is None
    assert one.covers_until(date(2026, 8, 10), born, behandeld=True) == date(2026, 8, 10)
    assert one.covers_until(date(2026, 8, 11), born, behandeld=True) is None


def test_r06_a_conditional_one() -> None:
    """At most six months, and never beyond its own end."""
    one = a_machtiging(soort="voorwaardelijk", einddatum=date(2026, 12, 31))
    assert one.covers_until(date(2026, 2, 1), BORN, behandeld=False) == date(2026, 7, 31)
    assert one.covers_until(date(2026, 9, 1), BORN, behandeld=False) == date(2026, 12, 31)


def test_authorisations_after_each_other() -> None:
    """They join without a gap; a day between them is a gap."""
    first = a_machtiging()
    next_one = replace(first, begindatum=date(2026, 7, 1), einddatum=date(2026, 9, 30))
    gap = replace(next_one, begindatum=date(2026, 7, 2))
    begin = date(2026, 3, 1)
    assert covered_until([next_one, first], begin, BORN, behandeld=False) == date(2026, 9, 30)
    assert covered_until([first, gap], begin, BORN, behandeld=False) == date(2026, 6, 30)
    assert covered_until([], begin, BORN, behandeld=False) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2008, 2, 29), 216, date(2026, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@pytest.fixture
async def closed(referral: Referral) -> Referral:
    """A gemeente that knows its product of closed care, and a client."""
    policy = {"automatischToekennen": True, "geslotenCodes": ["43G01"]}
    assert (await referral.gemeente.put("/gemeenten/0384/beleid", json=policy)).is_success
    await referral.register()
    return referral


async def _award(referral: Referral, **fields: Any) -> Json:
    answer = await referral.gemeente.post("/toewijzingen", json=award_json() | CLOSED | fields)
    found: Json = answer.json()
    return found | {"status": answer.status_code}


@pytest.mark.both_databases
async def test_r06_awarded_as_far_as_it_reaches(closed: Referral) -> None:
    """Refused without one, beyond it, and without an end; withdrawn consent shortens it."""
    without = await _award(closed)
    made = (await closed.gemeente.post("/machtigingen", json=GIVEN)).json()
    beyond = await _award(closed, einddatum="2026-07-01")
    endless = await _award(
        closed, einddatum=None, omvang={"volume": 1, "eenheid": "14", "frequentie": "4"}
    )
    path = f"/machtigingen/{made['id']}"
    withdrawn = await closed.gemeente.post(f"{path}/_intrekken", json={"op": "2026-03-01"})
    longer = await _award(closed)
    done = await _award(closed, einddatum="2026-03-14")

    assert [x["status"] for x in (without, beyond, endless, longer, done)] == [409] * 4 + [201]
    assert {x["code"] for x in (without, beyond, endless, longer)} == {"geen-machtiging"}
    assert (made["laatsteDag"], made["toestand"]) == ("2026-06-30", "verlopen")
    assert withdrawn.json()["laatsteDag"] == "2026-03-14"
    shown = (await closed.gemeente.get(path)).json()
    assert (shown["versie"], shown["ingetrokkenOp"]) == (2, "2026-03-01")
    again = await closed.gemeente.post(f"{path}/_intrekken", json={"op": "2026-03-02"})
    assert (again.status_code, again.json()["code"]) == (409, "al-ingetrokken")
    assert [one["id"] for one in (await closed.gemeente.get("/machtigingen")).json()["resultaten"]]
    assert (await closed.as_party("65656055").get(path)).status_code in (403, 404)


async def test_r06_decided_by_a_person_and_never_researched(closed: Referral) -> None:
    """A request for closed care waits; without an authorisation it is refused."""
    asked = await closed.ask(product(product=Product(categorie="43", code="43G01")))

    failed = {toets["toets"] for toets in asked["toetsen"] if not toets["geslaagd"]}
    research = await closed.decide(asked["id"], besluit="in-onderzoek")
    award = await closed.decide(asked["id"], besluit="toegekend")
    rejected = await closed.decide(asked["id"], besluit="afgewezen", reden="7")

    assert "geen-gesloten-hulp" in failed
    assert (research.status_code, research.json()["code"]) == (409, "geen-onderzoek")
    assert (award.status_code, award.json()["code"]) == (409, "geen-machtiging")
    assert rejected.status_code == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"einddatum": "2025-12-31"}, "einddatum"),
        ({"beschikkingDatum": "2026-01-02"}, "begindatum"),
        ({"verklaring": False}, "verklaring"),
        ({"verzoeker": "gi"}, "verzoeker"),
        ({"maatregelLoopt": True}, "grondslag"),
        ({"bsn": "999900018"}, "bsn"),
        ({"soort": "anders"}, "soort"),
    ],
)
async def test_authorisations_that_cannot_be(closed: Referral, change: Json, field: str) -> None:
    """Each with its field."""
    answer = await closed.gemeente.post("/machtigingen", json=GIVEN | change)
    assert answer.status_code == 400
    assert field in {param["name"] for param in answer.json()["invalidParams"]}


async def test_one_that_rests_on_a_measure(closed: Referral) -> None:
    """In haste without a statement, asked by the GI; there is no consent to withdraw."""
    given = {"soort": "spoed", "verklaring": False, "verzoeker": "gi"}
    under = GIVEN | given | {"grondslag": "ots", "maatregelLoopt": True}
    made = await closed.gemeente.post("/machtigingen", json=under)
    assert made.status_code == 201, made.text
    path = f"/machtigingen/{made.json()['id']}/_intrekken"
    answer = await closed.gemeente.post(path, json={"op": "2026-03-01"})
    assert (answer.status_code, answer.json()["code"]) == (409, "geen-instemming")


async def test_not_made_longer_than_allowed_but_always_shorter(closed: Referral) -> None:
    """Also by a change, and by a revision."""
    given = GIVEN | {"begindatum": "2026-11-01", "einddatum": "2026-12-31"}
    await closed.gemeente.post("/machtigingen", json=given)
    made = await _award(closed, ingangsdatum="2026-11-01", einddatum="2026-12-15")
    path = f"/toewijzingen/{made['id']}"

    longer = {"einddatum": "2027-01-01", "redenWijziging": "04"}
    too_long = await closed.gemeente.post(f"{path}/wijzigingen", json=longer)
    revised = {
        "ingangsdatum": "2026-12-01",
        "einddatum": "2027-01-31",
        "omvang": {"volume": 2, "eenheid": "14", "frequentie": "2"},
        "redenWijziging": "05",
    }
    revision = await closed.gemeente.post(f"{path}/herzieningen", json=revised)
    shorter = {"einddatum": "2026-11-30", "redenWijziging": "05"}
    ended = await closed.gemeente.post(f"{path}/wijzigingen", json=shorter)

    assert [(x.status_code, x.json()["code"]) for x in (too_long, revision)] == [
        (409, "geen-machtiging")
    ] * 2
    assert ended.status_code == 201


async def test_r06_a_start_after_the_last_day_over_http(closed: Referral) -> None:
    """R-06: authorised 1 January through 30 June, a start on 1 July is refused."""
    assert (await closed.gemeente.post("/machtigingen", json=GIVEN)).status_code == 201
    july = await _award(closed, ingangsdatum="2026-07-01", einddatum="2026-07-31")
    june = await _award(closed, ingangsdatum="2026-06-30", einddatum="2026-06-30")

    assert (july["status"], july["code"]) == (409, "geen-machtiging")
    assert june["status"] == 201


async def test_r06_consent_withdrawn_over_http(closed: Referral) -> None:
    """R-06: withdrawn on 1 March, it holds through 14 March."""
    made = (await closed.gemeente.post("/machtigingen", json=GIVEN)).json()
    path = f"/machtigingen/{made['id']}/_intrekken"
    withdrawn = await closed.gemeente.post(path, json={"op": "2026-03-01"})
    beyond = await _award(closed, einddatum="2026-03-15")
    within = await _award(closed, einddatum="2026-03-14")

    assert (withdrawn.status_code, withdrawn.json()["laatsteDag"]) == (200, "2026-03-14")
    assert (beyond["status"], beyond["code"]) == (409, "geen-machtiging")
    assert within["status"] == 201


async def test_r06_after_the_eighteenth_birthday_over_http(closed: Referral) -> None:
    """R-06: eighteen on 10 February, a placement after 10 August is refused."""
    await closed.register(geboortedatum="2008-02-10")
    longer = GIVEN | {"einddatum": "2026-12-31"}
    assert (await closed.gemeente.post("/machtigingen", json=longer)).status_code == 201
    term = {"ingangsdatum": "2026-02-09"}
    beyond = await _award(closed, **term, einddatum="2026-08-11")
    begins_late = await _award(closed, ingangsdatum="2026-08-11", einddatum="2026-08-31")
    begins_at_18 = await _award(closed, ingangsdatum="2026-02-10", einddatum="2026-03-01")
    within = await _award(closed, **term, einddatum="2026-08-10")

    assert [one["status"] for one in (beyond, begins_late, begins_at_18)] == [409] * 3
    assert within["status"] == 201


async def test_r06_a_conditional_one_over_http(closed: Referral) -> None:
    """R-06: six months at most, and never beyond its own last day."""
    conditional = GIVEN | {"soort": "voorwaardelijk", "einddatum": "2026-10-31"}
    assert (await closed.gemeente.post("/machtigingen", json=conditional)).status_code == 201
    too_long = await _award(closed, ingangsdatum="2026-02-01", einddatum="2026-08-01")
    beyond = await _award(closed, ingangsdatum="2026-09-01", einddatum="2026-11-01")
    six_months = await _award(closed, ingangsdatum="2026-02-01", einddatum="2026-07-31")

    assert [one["code"] for one in (too_long, beyond)] == ["geen-machtiging"] * 2
    assert six_months["status"] == 201
