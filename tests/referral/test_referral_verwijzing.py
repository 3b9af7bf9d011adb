# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who refers, and how a referral follows what is done about it (R-01 to R-03)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.referral import (
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerwijzingVastgesteld,
)
from libs.common.runtime import settle
from libs.ijw import codelist
from services.referral.domain.verwijsroute import VerkeerdeStap
from services.referral.domain.verwijzer import CODES, Verwijzertype
from services.referral.domain.verwijzing import Stap, Verwijzing
from services.referral.domain.wachttijd import TREEKNORM, Wachtnorm, norm_for
from services.referral.handlers.termijnen import tell_overdue
from tests.referral.conftest import Published
from tests.referral.harness import Json, Referral, client_json
from tests.referral.messages import BSN, jw305, jw307, product, start, stop
from tests.referral.situations import NOW
from tests.referral.verwijzingen import act, now, refer, steps, verwijzing_json

MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(MONDAY)


def a_verwijzing(**fields: Any) -> Verwijzing:
    known: dict[str, Any] = {
        "id": "verwijzing-1",
        "gemeentecode": "0384",
        "client_id": "client-1",
        "verwijzer_type": "huisarts",
        "verwijzer_code": "02",
        "ontvangen_op": NOW,
        "stappen": (Stap("ontvangen", NOW),),
    }
    return Verwijzing(**(known | fields))


def test_r01_each_referrer_has_a_code_of_the_list() -> None:
    """R-01: every type, and nothing but codes of COD327."""
    assert set(CODES) == set(get_args(Verwijzertype))
    assert set(CODES.values()) == set(codelist("COD327").codes)


@pytest.mark.parametrize(
    ("verwijzer_type", "code", "detail"),
    [
        ("gemeentelijke-toegang", "01", None),
        ("cjg", "01", "cjg"),
        ("lokaal-team", "01", "lokaal-team"),
        ("gezinscoach", "01", "gezinscoach"),
        ("swv-poortwachter", "01", "swv"),
        ("preventieve-jeugdbescherming", "01", "drang"),
        ("familierechter", "01", "familierechter"),
        ("huisarts", "02", None),
        ("poh-jeugd", "02", "poh"),
        ("sojggz", "02", "sojggz"),
        ("jeugdarts", "03", None),
        ("medisch-specialist", "05", None),
        ("wijkteam", "06", "wijkteam"),
        ("zelfverwijzer", "06", None),
        ("rechter", "08", None),
        ("ovj", "08", "ovj"),
        ("jji", "08", "jji"),
    ],
)
async def test_r01_the_code_follows_from_who_referred(
    referral: Referral, verwijzer_type: str, code: str, detail: str | None
) -> None:
    """R-01: a POH referral shows 02 with `poh`; advice of a family court gives no 08."""
    await referral.register()
    agb = "01012345" if code in {"02", "03", "05"} else None
    made = await refer(referral, verwijzerType=verwijzer_type, zorgverlenerCode=agb)
    shown = (await now(referral, made["id"]))["verwijzer"]
    assert (shown["code"], shown["detail"], shown["zorgverlenerCode"]) == (code, detail, agb)
    assert steps(made) == ["ontvangen", "gevalideerd"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verwijzerType": "rvdk"}, "verwijzerType"),
        ({"verwijzerType": "veilig-thuis"}, "verwijzerType"),
        ({"verwijzerType": "buurman"}, "verwijzerType"),
        ({"zorgverlenerCode": None}, "verwijzerNaam"),
        ({"verwijzerType": "cjg"}, "zorgverlenerCode"),
        ({"verwijsdatum": "2026-06-02"}, "verwijsdatum"),
        ({"hulp": "advies"}, "hulp"),
        ({"verwijzerType": "gi"}, "bepaling"),
        ({"bsn": "999900018"}, "bsn"),
    ],
)
async def test_r01_referrals_that_cannot_be(referral: Referral, change: Json, field: str) -> None:
    """R-01: each with its field; who brings a child to the table is told so."""
    await referral.register()
    answer = await referral.gemeente.post("/verwijzingen", json=verwijzing_json(**change))
    assert answer.status_code == 400
    params = {param["name"]: param["reason"] for param in answer.json()["invalidParams"]}
    assert field in params
    if change.get("verwijzerType") in {"rvdk", "veilig-thuis"}:
        assert "beschermingstafel" in params[field]


@pytest.mark.both_databases
async def test_r02_the_whole_way(
    referral: Referral, published: Published, clock: SimulatedClock
) -> None:
    """R-02: asked, awarded, started, paused, resumed and ended; each state told, without a BSN."""
    await referral.register()
    made = await refer(referral, agbCode="42420001")
    asked = await referral.ask(dagtekening=date(2026, 6, 1))
    joined = await now(referral, made["id"])
    decided = await referral.decide(asked["id"], besluit="toegekend")
    awarded = await now(referral, made["id"])
    number = decided.json()["toewijzingNummer"]
    reported = []
    for raw in (
        jw305(start(number, date(2026, 5, 4)), dagtekening=date(2026, 6, 1)),
        jw307(
            stop(number, date(2026, 5, 4), date(2026, 5, 20), "20"), dagtekening=date(2026, 6, 1)
        ),
        jw305(start(number, date(2026, 5, 25)), identificatie="S2", dagtekening=date(2026, 6, 1)),
        jw307(
            stop(number, date(2026, 5, 25), date(2026, 5, 30)),
            identificatie="E2",
            dagtekening=date(2026, 6, 1),
        ),
    ):
        assert (await referral.judge(raw))["status"] == "verwerkt"
        reported.append((await now(referral, made["id"]))["status"])

    assert (joined["status"], joined["verzoekId"]) == ("gevalideerd", asked["id"])
    assert (joined["aanvraagdatum"], joined["beoogdeStart"]) == (
        "2026-06-01",
        asked["gewensteIngangsdatum"],
    )
    assert steps(awarded) == [
        "ontvangen",
        "gevalideerd",
        "woonplaats-getoetst",
        "poort-getoetst",
        "toegekend",
        "toegewezen",
    ]
    assert reported == ["gestart", "tijdelijk-gestopt", "gestart", "beeindigd"]
    told = await published(VerwijzingVastgesteld)
    assert [one.versie for one in told] == list(range(1, len(told) + 1))
    assert [one.status for one in told] == [
        "gevalideerd",
        "gevalideerd",
        "toegewezen",
        "gestart",
        "tijdelijk-gestopt",
        "gestart",
        "beeindigd",
    ]
    last = told[-1]
    assert (last.verwijsdatum, last.aanvraagdatum, last.toewijsdatum) == (
        date(2026, 5, 20),
        date(2026, 6, 1),
        date(2026, 6, 1),
    )
    assert (last.begindatum, last.einddatum) == (date(2026, 5, 4), date(2026, 5, 30))
    assert not any(BSN in one.model_dump_json() for one in told)


async def test_r02_a_request_without_a_referral_makes_one(referral: Referral) -> None:
    """What nobody registered is known by its code only; rejected, then asked again by others."""
    asked = await referral.ask(product(referentie_aanbieder="R1"), dagtekening=date(2026, 6, 1))
    (made,) = (await referral.gemeente.get("/verwijzingen")).json()["resultaten"]
    await referral.decide(asked["id"], besluit="in-onderzoek")
    looked_into = await now(referral, made["id"])
    await referral.decide(asked["id"], besluit="afgewezen", reden="3")
    rejected = await now(referral, made["id"])

    assert (made["verwijzer"]["type"], made["verwijzer"]["code"]) == (
        None,
        asked["verwijzer"]["type"],
    )
    assert looked_into["status"] == "in-onderzoek"
    assert (rejected["status"], rejected["redenAfwijzing"]) == ("afgewezen", "3")
    again = await referral.ask(
        product(referentie_aanbieder="R2"), dagtekening=date(2026, 6, 1), identificatie="B2"
    )
    after = await now(referral, made["id"])
    assert (after["status"], after["verzoekId"], after["redenAfwijzing"]) == (
        "gevalideerd",
        again["id"],
        None,
    )


async def test_r02_found_by_bsn_never_in_a_uri(referral: Referral) -> None:
    """By BSN in the body, by client, by state; not by another gemeente."""
    client = await referral.register()
    made = await refer(referral)
    by_bsn = await referral.gemeente.post("/verwijzingen/_zoek", json={"bsn": BSN})
    unknown = await referral.gemeente.post("/verwijzingen/_zoek", json={"bsn": "999900018"})
    by_client = await referral.gemeente.get(f"/verwijzingen?clientId={client['id']}")
    by_state = await referral.gemeente.get("/verwijzingen?status=gestart")
    elsewhere = await referral.as_party("0363").get(f"/verwijzingen/{made['id']}")

    assert [one["id"] for one in by_bsn.json()["resultaten"]] == [made["id"]]
    assert [one["id"] for one in by_client.json()["resultaten"]] == [made["id"]]
    assert unknown.json()["resultaten"] == by_state.json()["resultaten"] == []
    assert elsewhere.status_code == 404
    aanbieder = await referral.aanbieder.get("/verwijzingen")
    assert aanbieder.status_code == 403


async def test_r02_withdrawn(referral: Referral) -> None:
    """Not while a request waits for an answer, and only once; with the version that was read."""
    await referral.register()
    made = await refer(referral)
    path = f"/verwijzingen/{made['id']}/_intrekken"
    stale = await referral.gemeente.post(path, headers={"If-Match": '"9"'})
    done = await act(referral, made, "intrekken")
    again = await act(referral, made, "intrekken")
    asked_on = await refer(referral)
    await referral.ask(dagtekening=date(2026, 6, 1))
    waits = await act(referral, asked_on, "intrekken")

    assert stale.status_code == 412
    assert (done["http"], done["status"]) == (200, "ingetrokken")
    assert (again["http"], again["code"]) == (409, "verkeerde-stap")
    assert (waits["http"], waits["code"]) == (409, "verzoek-open")


async def test_r02_awarded_without_a_request_and_taken_back(referral: Referral) -> None:
    """On a referral of the gemeente itself; deleted, the referral goes too."""
    await referral.register()
    made = await refer(referral, verwijzerType="lokaal-team", zorgverlenerCode=None)
    given = await referral.award(verwijzingId=made["id"])
    assert (await now(referral, made["id"]))["status"] == "toegewezen"
    path = f"/toewijzingen/{given['id']}/wijzigingen"
    gone = await referral.gemeente.post(path, json={"redenWijziging": "13"})
    assert gone.status_code == 201, gone.text
    assert (await now(referral, made["id"]))["status"] == "ingetrokken"
    body = {"verwijzingId": "onbekend"}
    stray = await referral.gemeente.post("/toewijzingen", json=given_again(body))
    assert [p["name"] for p in stray.json()["invalidParams"]] == ["verwijzingId"]


def given_again(fields: Json) -> Json:
    """The same award."""
    return {
        "bsn": BSN,
        "agbCode": "42420001",
        "product": {"categorie": "45", "code": "45B01"},
        "ingangsdatum": "2026-07-01",
        "einddatum": "2026-12-31",
        "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
    } | fields


async def test_r02_transferred(referral: Referral) -> None:
    """A move: it ends here and goes on in the other gemeente, with who referred and when."""
    client = await referral.register()
    made = await refer(referral)
    await referral.award(verwijzingId=made["id"])
    body = {"clientId": client["id"], "naar": "0363", "per": "2026-09-15"}
    offer = (await referral.gemeente.post("/overdrachten", json=body)).json()
    there = referral.as_party("0363")
    adres = client_json()["adres"]
    done = await there.post(f"/overdrachten/{offer['id']}/_bevestig", json={"adres": adres})
    assert done.status_code == 200, done.text
    (follows,) = (await there.get("/verwijzingen")).json()["resultaten"]

    assert (await now(referral, made["id"]))["status"] == "overgedragen"
    assert (follows["status"], follows["voortzettingVan"]) == ("toegewezen", made["id"])
    assert follows["verwijsdatum"] == "2026-05-20"


def test_r11_a_norm_is_of_its_gemeente() -> None:
    """Norms of several gemeenten are read at once; that of another never counts."""
    one = a_verwijzing(verwijsdatum=date(2026, 5, 20))
    own = Wachtnorm(one.gemeentecode, None, date(2026, 1, 1), 14, 30, 7, "eigen")
    other = replace(own, gemeentecode="0999", geldig_van=date(2026, 5, 1), intake_dagen=1)
    assert norm_for([other, own], one) == own
    assert norm_for([other], one) == TREEKNORM


def test_r02_steps_that_cannot_follow() -> None:
    """Out of order there is no step, and nothing follows the end."""
    one = a_verwijzing()
    with pytest.raises(VerkeerdeStap):
        one.step("toegewezen", NOW)
    gone = one.step("gevalideerd", NOW).step("ingetrokken", NOW)
    with pytest.raises(VerkeerdeStap):
        gone.step("gestart", NOW)
    assert gone.delivered([], NOW) == gone
    started = replace(one, stappen=(*one.stappen, Stap("gestart", NOW)))
    assert started.on_route("toegewezen", NOW).status == "gestart"


@pytest.mark.both_databases
async def test_r02_deadlines_in_working_days(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """R-02: received on Monday 1 June 2026: answered by 4 June, decided by 8 June, else told."""
    await referral.register()
    asked = await referral.ask(dagtekening=date(2026, 6, 1))
    assert (asked["retourUiterlijk"], asked["besluitUiterlijk"]) == ("2026-06-04", "2026-06-08")

    seen = []
    for day in (8, 9):
        clock.move_to(datetime(2026, 6, day, 9, 0, tzinfo=UTC))
        told = await tell_overdue(referral.service.runtime)
        late = await referral.verzoeken("?teLaat=true")
        seen.append((told, [one["id"] for one in late], await referral.gauge("decisions_overdue")))
    await settle(referral.service)

    assert seen == [(False, [], 0), (True, [asked["id"]], 1)]
    (event,) = await published(TermijnVerstreken)
    assert (event.verzoek_id, event.besluit_uiterlijk) == (asked["id"], date(2026, 6, 8))


async def test_r03_free_help_is_no_obligation(referral: Referral, published: Published) -> None:
    """R-03: a parenting course of the CJG is no award; its treatment counts with hulpvorm 01."""
    await referral.register()
    free = {"toegang": "vrij-toegankelijk", "verwijzerType": "cjg", "zorgverlenerCode": None}
    course = await refer(referral, **free, hulp="preventie", product=None)
    treatment = await refer(referral, **free)
    begun = await act(referral, treatment, "start", op="2026-06-01")
    ended = await act(referral, treatment, "beeindig", op="2026-06-30")
    wrong_day = await act(referral, await refer(referral, **free), "beeindig", op="2026-06-30")
    answer = await referral.gemeente.post(
        "/toewijzingen", json=given_again({"verwijzingId": course["id"]})
    )

    assert course["cbs"] is None
    assert treatment["cbs"] == {"hulpvorm": "01", "verwijzer": "06"}
    assert [one["verwijzer"]["code"] for one in (course, treatment)] == ["06", "06"]
    assert (begun["status"], ended["status"]) == ("gestart", "beeindigd")
    assert (wrong_day["http"], wrong_day["code"]) == (409, "verkeerde-stap")
    assert answer.status_code == 400
    assert await published(ToewijzingVastgesteld) == []
    told = [one for one in await published(VerwijzingVastgesteld) if one.status == "beeindigd"]
    assert [(one.cbs_hulpvorm, one.cbs_verwijzer) for one in told] == [("01", "06")]


async def test_r03_awarded_help_begins_with_a_message(referral: Referral) -> None:
    """Not by the gemeente."""
    await referral.register()
    answer = await act(referral, await refer(referral), "start", op="2026-06-01")
    assert (answer["http"], answer["code"]) == (409, "niet-vrij-toegankelijk")
