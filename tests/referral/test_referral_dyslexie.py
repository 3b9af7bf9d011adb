# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-07: help with dyslexia only for who was admitted, and is of the right age."""

from datetime import date
from typing import Any

import pytest

from libs.common.contracts.regie import PoortwachtersbesluitVastgesteld
from libs.common.runtime import settle
from libs.ijw.shared import Product
from services.referral.domain.poortwachter import (
    Dyslexieregel,
    Poortwachtersbesluit,
    objection,
    rule_on,
)
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import AANBIEDER, BSN, contractproduct, jw305, product, start
from tests.referral.situations import NOW, a_toekenning

RULE: Json = {"diagnoseCodes": ["54D01"], "behandelingCodes": ["54D02"]}
DECISION: Json = {
    "bsn": BSN,
    "fase": "behandeling",
    "samenwerkingsverband": "SWV De Eem",
    "aangevraagdOp": "2026-03-01",
    "besluitDatum": "2026-03-20",
    "toelaatbaar": True,
    "dossierCompleet": True,
    "protocolVersie": "PDDB 3.0",
}
TREATMENT: Json = {"product": {"categorie": "54", "code": "54D02"}, "ingangsdatum": "2026-04-01"}
TEN = "2016-02-14"


def a_rule(**fields: Any) -> Dyslexieregel:
    known: dict[str, Any] = {
        "gemeentecode": "0384",
        "geldig_van": date(2020, 1, 1),
        "diagnose_codes": frozenset({"54D01"}),
        "behandeling_codes": frozenset({"54D02"}),
    }
    return Dyslexieregel(**(known | fields))


def a_besluit(**fields: Any) -> Poortwachtersbesluit:
    known: dict[str, Any] = {
        "id": "besluit-1",
        "gemeentecode": "0384",
        "client_id": "client-1",
        "fase": "behandeling",
        "samenwerkingsverband": "SWV De Eem",
        "aangevraagd_op": date(2026, 3, 1),
        "besluit_datum": date(2026, 3, 20),
        "toelaatbaar": True,
        "dossier_compleet": True,
        "basisschool": True,
        "protocol_versie": "PDDB 3.0",
        "vastgesteld_op": NOW,
    }
    return Poortwachtersbesluit(**(known | fields))


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(2013, 4, 1), "leeftijdsgrens"),  # 13y0m
        (date(2013, 4, 2), None),  # the day before the thirteenth birthday
        (date(2019, 4, 1), None),  # seven on the day
        (date(2019, 4, 2), "leeftijdsgrens"),
    ],
)
def test_r07_age_on_the_day_that_help_begins(born: date, code: str | None) -> None:
    """R-07: seven up to and including twelve, treatment begun before the thirteenth birthday."""
    asked = a_toekenning(categorie="54", code="54D02", ingangsdatum=date(2026, 4, 1))
    found = objection(asked, born, [a_rule()], [a_besluit()])
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    "change",
    [
        {"fase": "diagnose"},
        {"toelaatbaar": False},
        {"dossier_compleet": False},
        {"basisschool": False},
        {"besluit_datum": date(2026, 4, 2)},
    ],
)
def test_r07_decisions_that_do_not_admit(change: dict[str, Any]) -> None:
    """Of the other phase, not admissible, no dossier, no primary school, or too late."""
    asked = a_toekenning(categorie="54", code="54D02", ingangsdatum=date(2026, 4, 1))
    found = objection(asked, date(2016, 2, 14), [a_rule()], [a_besluit(**change)])
    assert found is not None
    assert found.code == "geen-poortwachtersbesluit"


def test_r07_rules_hold_from_a_day_on() -> None:
    """The newest one on the day that help begins; before the first there is no gate."""
    rules = [a_rule(), a_rule(geldig_van=date(2026, 4, 1), start_voor=12)]
    assert rule_on(rules, date(2026, 3, 31)) == rules[0]
    assert rule_on(rules, date(2026, 4, 1)) == rules[1]
    assert rule_on(rules, date(2019, 12, 31)) is None


@pytest.fixture
async def gated(referral: Referral, publish: Publish) -> Referral:
    """A gemeente with a rule, a policy and a contract for both phases."""
    for code in ("54D01", "54D02"):
        await publish(
            contractproduct(AANBIEDER, product_id=code, categorie="54", code=code, eenheid="04")
        )
    await settle(referral.service)
    put = referral.gemeente.put
    assert (await put("/dyslexieregels/2020-01-01", json=RULE)).status_code == 200
    policy = {"automatischToekennen": True}
    assert (await put("/gemeenten/0384/beleid", json=policy)).is_success
    return referral


async def award(referral: Referral, **fields: Any) -> Json:
    answer = await referral.gemeente.post("/toewijzingen", json=award_json() | TREATMENT | fields)
    found: Json = answer.json()
    return found | {"http": answer.status_code}


async def test_r07_thirteen_is_refused_with_code_9(gated: Referral) -> None:
    """R-07: 13y0m on the first day: no award, by hand or by policy; rejected with reason 9."""
    await gated.register(geboortedatum="2013-04-01")
    assert (await gated.gemeente.post("/poortwachtersbesluiten", json=DECISION)).is_success
    refused = await award(gated)
    asked = await gated.ask(
        product(
            product=Product(categorie="54", code="54D02"),
            toewijzing_ingangsdatum=date(2026, 4, 1),
        )
    )
    failed = [toets["toets"] for toets in asked["toetsen"] if not toets["geslaagd"]]
    by_hand = await gated.decide(asked["id"], besluit="toegekend")
    rejected = await gated.decide(asked["id"], besluit="afgewezen", reden="9")
    sent = (await gated.jw319()).antwoord

    assert (refused["http"], refused["code"]) == (409, "leeftijdsgrens")
    assert "reden 9" in refused["detail"]
    assert (asked["status"], failed) == ("open", ["dyslexie-toegelaten"])
    assert (by_hand.status_code, by_hand.json()["code"]) == (409, "leeftijdsgrens")
    assert rejected.status_code == 201
    assert sent is not None
    assert sent.reden_afwijzing_verzoek == "9"


@pytest.mark.both_databases
async def test_r07_admitted_awarded_and_counted(gated: Referral, published: Published) -> None:
    """R-07: refused without a decision, awarded with one; requested, admissible and started."""
    await gated.register(geboortedatum=TEN)
    without = await award(gated)
    no = DECISION | {"toelaatbaar": False, "besluitDatum": "2026-03-10"}
    for body in (no, DECISION):
        assert (await gated.gemeente.post("/poortwachtersbesluiten", json=body)).status_code == 201
    given = await award(gated)
    raw = jw305(
        start(
            given["toewijzingNummer"],
            date(2026, 4, 8),
            product=Product(categorie="54", code="54D02"),
        )
    )
    assert (await gated.judge(raw))["status"] == "verwerkt"
    counted = (await gated.gemeente.get("/poortwachterstellingen/2026")).json()
    before = (await gated.gemeente.get("/poortwachterstellingen/2025")).json()
    listed = (await gated.gemeente.get("/poortwachtersbesluiten")).json()["resultaten"]

    assert (without["http"], without["code"]) == (409, "geen-poortwachtersbesluit")
    assert given["http"] == 201
    assert counted["fasen"] == [
        {"fase": "diagnose", "aangevraagd": 0, "toelaatbaar": 0, "gestart": 0},
        {"fase": "behandeling", "aangevraagd": 2, "toelaatbaar": 1, "gestart": 1},
    ]
    assert [one["gestart"] for one in before["fasen"]] == [0, 0]
    assert [one["toelaatbaar"] for one in listed] == [True, False]
    told = await published(PoortwachtersbesluitVastgesteld)
    assert [(one.fase, one.toelaatbaar) for one in told] == [
        ("behandeling", False),
        ("behandeling", True),
    ]
    rules = (await gated.gemeente.get("/dyslexieregels")).json()["resultaten"]
    assert [(one["geldigVan"], one["startVoor"]) for one in rules] == [("2020-01-01", 13)]


async def test_rules_are_changed_by_version(gated: Referral) -> None:
    """A change makes a version, the same again does not, and one on an older version is refused."""
    path = "/dyslexieregels/2020-01-01"
    read = await gated.gemeente.get(path)
    same = await gated.gemeente.put(path, json=RULE)
    changed = await gated.gemeente.put(path, json=RULE | {"startVoor": 14})
    late = await gated.gemeente.put(path, json=RULE, headers={"If-Match": read.headers["ETag"]})
    unknown = await gated.gemeente.get("/dyslexieregels/2020-01-02")

    assert [one.json()["versie"] for one in (read, same, changed)] == [1, 1, 2]
    assert changed.headers["ETag"] == '"2"'
    assert (late.status_code, unknown.status_code) == (412, 404)
    assert (await gated.gemeente.get(path)).json()["startVoor"] == 14


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"besluitDatum": "2026-02-28"}, "besluitDatum"),
        ({"dossierCompleet": False}, "dossierCompleet"),
        ({"fase": "nazorg"}, "fase"),
        ({"bsn": "999900018"}, "bsn"),
    ],
)
async def test_r07_decisions_that_cannot_be(gated: Referral, change: Json, field: str) -> None:
    """Each with its field."""
    await gated.register(geboortedatum=TEN)
    answer = await gated.gemeente.post("/poortwachtersbesluiten", json=DECISION | change)
    assert answer.status_code == 400
    assert field in [param["name"] for param in answer.json()["invalidParams"]]
