# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Grounds on which a request is answered: contract, GI, residence (R-04, R-05, R-08)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.contract import AanbiederVastgesteld, GemeenteVastgesteld
from libs.common.contracts.referral import TermijnVerstreken
from libs.common.runtime import settle
from libs.ijw import JW319, Message, read
from libs.ijw.shared import Omvang, Product, Verwijzer
from services.referral.domain.aanbod import Aanbod, alternatives
from services.referral.handlers.termijnen import tell_residence
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral
from tests.referral.messages import (
    change,
    contract,
    contractproduct,
    jw315,
    jw317,
    product,
)
from tests.referral.verwijzingen import act, now, refer

SOEST = "0342"
LEUSDEN = "0327"
UNCONTRACTED = "12340009"
BY_GI = Verwijzer(type="04", naam="Samen Veilig")
COURT_ORDER = {
    "maatregel": "ots",
    "beschikkingDatum": "2026-03-03",
    "overlegDatum": "2026-03-10",
    "overlegUitkomst": "bezwaar",
}


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 3, 24, 9, 0, tzinfo=UTC))


async def asked_by(
    referral: Referral, agb_code: str, raw: bytes, gemeente: str = "0384"
) -> tuple[Json, Any]:
    """A request of another aanbieder, to any gemeente; and who decides on it."""
    judged = await referral.judge(raw, referral.as_party(agb_code))
    assert judged["status"] == "verwerkt", judged
    decider = referral.as_party(gemeente)
    return (await decider.get("/verzoeken")).json()["resultaten"][0], decider


async def answer_to(referral: Referral, agb_code: str) -> JW319:
    """The last JW319 to an aanbieder."""
    party = referral.as_party(agb_code)
    page = (await party.get("/uitgaande-berichten?limit=500")).json()["resultaten"]
    path = [item["inhoud"] for item in page if item["soort"] == "JW319"][-1]
    found: Message = read((await party.get(path.removeprefix("/v1"))).content)
    assert isinstance(found, JW319)
    return found


@pytest.mark.both_databases
async def test_r04_an_aanbieder_without_a_contract(referral: Referral, publish: Publish) -> None:
    """R-04: the referral is kept, the request gets WJ759 3, the family three who do have one."""
    extra = [f"1234000{n}" for n in (1, 2)]
    await publish(AanbiederVastgesteld(agb_code=UNCONTRACTED, naam="X", versie=1))
    for agb_code in extra:
        await publish(
            AanbiederVastgesteld(agb_code=agb_code, naam=agb_code, versie=1),
            contract(agb_code),
            contractproduct(agb_code),
        )
    await settle(referral.service)
    await referral.register()
    made = await refer(referral, agbCode=UNCONTRACTED, verwijsdatum="2026-03-20")
    raw = jw315(product(), dagtekening=date(2026, 3, 24), afzender=UNCONTRACTED)
    asked, gemeente = await asked_by(referral, UNCONTRACTED, raw)
    path = f"/verzoeken/{asked['id']}/besluiten"
    answer = await gemeente.post(path, json={"besluit": "afgewezen", "reden": "3"})
    await settle(referral.service)

    assert answer.status_code == 201, answer.text
    named = [one["agbCode"] for one in answer.json()["alternatieven"]]
    assert named == [*extra, "42420001"]
    others = await gemeente.get(f"/verzoeken/{asked['id']}/alternatieven?limit=2")
    rest = await gemeente.get(others.links["next"]["url"].removeprefix("/v1"))
    listed = [*others.json()["resultaten"], *rest.json()["resultaten"]]
    assert [one["agbCode"] for one in listed][:3] == named
    kept = await now(referral, made["id"])
    assert (kept["status"], kept["agbCode"]) == ("afgewezen", UNCONTRACTED)
    sent = (await answer_to(referral, UNCONTRACTED)).antwoord
    assert sent is not None
    assert sent.reden_afwijzing_verzoek == "3"
    shown = (await gemeente.get(path)).json()["resultaten"]
    assert shown[0]["alternatieven"] == answer.json()["alternatieven"]
    first = await gemeente.get(f"{path}?limit=1")
    nothing = await gemeente.get(first.links["next"]["url"].removeprefix("/v1"))
    assert (first.json()["resultaten"], nothing.json()["resultaten"]) == (shown, [])
    passed = await act(referral, made, "doorgeleiden", op="2026-03-24")
    assert (passed["doorgeleidOp"], passed["status"]) == ("2026-03-24", "afgewezen")


def test_r04_the_shortest_wait_first() -> None:
    """Not who asked, not who takes nobody; each once, who tells no waiting time last."""

    def offer(agb_code: str, wait: int | None, *, stop: bool = False) -> Aanbod:
        return Aanbod(agb_code, agb_code, "45", "45B01", stop, wait, ())

    known = [offer("A", None), offer("B", 40), offer("C", 5, stop=True), offer("D", 20)]
    other = Aanbod("G", "G", "45", "45C01", False, 1, ())
    found = alternatives([*known, offer("B", 10), other, offer("E", 1)], "E", "45B01")
    assert [(one.agb_code, one.wachttijd) for _, one in found] == [
        ("B", 10),
        ("D", 20),
        ("A", None),
        ("G", 1),
    ]


async def test_r05_a_decision_of_a_gi(referral: Referral) -> None:
    """R-05: order of 3 March, asked on 24 March from 3 March: told as late, and allowed."""
    await referral.register()
    made = await refer(
        referral,
        verwijzerType="gi",
        zorgverlenerCode=None,
        verwijzerNaam="Samen Veilig",
        verwijsdatum="2026-03-10",
        bepaling=COURT_ORDER,
    )
    asked = await referral.ask(
        product(verwijzer=BY_GI, toewijzing_ingangsdatum=date(2026, 3, 3)),
        dagtekening=date(2026, 3, 24),
    )
    joined = await now(referral, made["id"])
    over_content = await referral.decide(asked["id"], besluit="afgewezen", reden="7")
    over_money = await referral.decide(asked["id"], besluit="afgewezen", reden="2")
    research = await referral.decide(asked["id"], besluit="in-onderzoek")
    (waits,) = await referral.verzoeken()
    awarded = await referral.decide(asked["id"], besluit="toegekend")

    assert (joined["bepaling"], joined["signalen"]) == (
        COURT_ORDER,
        ["verzoek-na-vijf-werkdagen"],
    )
    for refused in (over_content, over_money):
        assert refused.status_code == 400
        assert [p["code"] for p in refused.json()["invalidParams"]] == ["bepaling-gi"]
    assert research.status_code == 201
    assert waits["besluitUiterlijk"] == "2026-04-07"
    assert awarded.status_code == 201
    (given,) = await referral.toewijzingen()
    assert given["ingangsdatum"] == "2026-03-03"


async def test_r05_the_measure_itself(referral: Referral, publish: Publish) -> None:
    """Of category 48: not rejected over the help itself, and never changed with a VOW."""
    await publish(
        contractproduct("42420001", product_id="jb", categorie="48", code="48A01", eenheid="14")
    )
    await settle(referral.service)
    await referral.register()
    by_court = Verwijzer(type="08", naam="Kinderrechter")
    measure = product(
        product=Product(categorie="48", code="48A01"),
        verwijzer=by_court,
        toewijzing_ingangsdatum=date(2026, 3, 3),
        omvang=Omvang(volume=1, eenheid="14", frequentie="4"),
    )
    asked = await referral.ask(measure, dagtekening=date(2026, 3, 24))
    over_age = await referral.decide(asked["id"], besluit="afgewezen", reden="9")
    awarded = await referral.decide(asked["id"], besluit="toegekend")
    number = awarded.json()["toewijzingNummer"]
    more = change(number, date(2026, 5, 1), omvang=Omvang(volume=2, eenheid="14", frequentie="4"))
    raw = jw317(changed=[more], dagtekening=date(2026, 3, 24))
    wanted = await referral.ask_package(raw)
    changed = await referral.decide(wanted["id"], besluit="toegekend")
    rejected = await referral.decide(wanted["id"], besluit="afgewezen", reden="1")

    assert over_age.status_code == 400
    assert awarded.status_code == 201, awarded.text
    assert (changed.status_code, changed.json()["code"]) == (409, "geen-vow")
    assert rejected.status_code == 201


@pytest.mark.parametrize(
    ("change_of", "field"),
    [
        ({"overlegDatum": "2026-03-02"}, "bepaling.overlegDatum"),
        ({"maatregel": "anders"}, "bepaling.maatregel"),
    ],
)
async def test_r05_decisions_that_cannot_be(
    referral: Referral, change_of: Json, field: str
) -> None:
    """Each with its field."""
    await referral.register()
    body = {
        "bsn": "999900006",
        "verwijzerType": "gi",
        "verwijzerNaam": "Samen Veilig",
        "verwijsdatum": "2026-03-10",
        "bepaling": COURT_ORDER | change_of,
    }
    answer = await referral.gemeente.post("/verwijzingen", json=body)
    assert answer.status_code == 400
    assert field in [param["name"] for param in answer.json()["invalidParams"]]


LIVED: list[Json] = [
    {"van": "2015-01-01", "tot": "2026-01-31", "gemeentecode": LEUSDEN},
    {"van": "2026-02-01", "gemeentecode": SOEST},
]
PLEEGZORG: list[Json] = [{"van": "2026-02-01"}]


@pytest.mark.parametrize(
    ("verblijven", "gemeentecode", "grond"),
    [(PLEEGZORG, LEUSDEN, "adres-voor-verblijf"), ([], SOEST, "adres")],
)
async def test_r08_the_residence_check_of_a_request(
    referral: Referral, publish: Publish, verblijven: list[Json], gemeentecode: str, grond: str
) -> None:
    """R-08: placed from Leusden in Soest it stays of Leusden; with ambulant help it is of Soest."""
    await publish(
        GemeenteVastgesteld(gemeentecode=SOEST, naam="Soest", versie=1, geldig_van=date(2026, 1, 1))
    )
    await settle(referral.service)
    raw = jw315(product(), dagtekening=date(2026, 3, 24), ontvanger=SOEST)
    asked, soest = await asked_by(referral, "42420001", raw, SOEST)
    (made,) = (await soest.get("/verwijzingen")).json()["resultaten"]
    question = {"peildatum": "2026-03-24", "inschrijvingen": LIVED, "verblijven": verblijven}
    path = f"/verwijzingen/{made['id']}/_woonplaats"
    checked = await soest.post(path, json=question)
    reject = {"besluit": "afgewezen", "reden": "8"}
    wrong = {"woonplaatsGemeente": "0307"}
    elsewhere = await soest.post(f"/verzoeken/{asked['id']}/besluiten", json=reject | wrong)
    rejected = await soest.post(f"/verzoeken/{asked['id']}/besluiten", json=reject)
    await settle(referral.service)

    assert checked.status_code == 200, checked.text
    found = checked.json()["woonplaats"]
    assert (found["gemeentecode"], found["grond"]) == (gemeentecode, grond)
    assert elsewhere.status_code == 409
    if gemeentecode == SOEST:
        assert checked.json()["status"] == "woonplaats-getoetst"
        assert (rejected.status_code, rejected.json()["code"]) == (409, "woonplaats-hier")
    else:
        assert checked.json()["status"] == "gevalideerd"
        assert rejected.status_code == 201
        sent = (await answer_to(referral, "42420001")).antwoord
        assert sent is not None
        assert sent.woonplaatsbeginsel is not None
        assert sent.woonplaatsbeginsel.gemeente == LEUSDEN


async def test_r08_nothing_known_and_two_addresses(referral: Referral) -> None:
    """Too little to tell, or too much."""
    await referral.register()
    made = await refer(referral, verwijsdatum="2026-03-20")
    nothing = await act(referral, made, "woonplaats", peildatum="2026-03-24")
    twice = [{"van": "2020-01-01", "gemeentecode": code} for code in (LEUSDEN, SOEST)]
    both = await act(referral, made, "woonplaats", peildatum="2026-03-24", inschrijvingen=twice)
    assert [one["invalidParams"][0]["code"] for one in (nothing, both)] == [
        "te-weinig",
        "overlap",
    ]


@pytest.mark.both_databases
async def test_r08_two_weeks_to_reject_on_residence(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """OP359: received on 24 March, possible through 7 April; then told once, listed, refused."""
    await referral.register()
    asked = await referral.ask(dagtekening=date(2026, 3, 24))
    await referral.decide(asked["id"], besluit="in-onderzoek")
    seen = []
    for day in (7, 8):
        clock.move_to(datetime(2026, 4, day, 9, 0, tzinfo=UTC))
        told = await tell_residence(referral.service.runtime)
        late = await referral.verzoeken("?woonplaatsTeLaat=true")
        counted = await referral.gauge("residence_overdue")
        seen.append((told, [one["id"] for one in late], counted))
    again = await tell_residence(referral.service.runtime)
    reject = {"besluit": "afgewezen", "reden": "8", "woonplaatsGemeente": LEUSDEN}
    too_late = await referral.decide(asked["id"], **reject)
    await settle(referral.service)

    assert asked["woonplaatsUiterlijk"] == "2026-04-07"
    assert seen == [(False, [], 0), (True, [asked["id"]], 1)]
    assert again is False
    assert too_late.status_code == 400
    assert [p["code"] for p in too_late.json()["invalidParams"]] == ["OP359"]
    (event,) = await published(TermijnVerstreken)
    assert (event.termijn, event.besluit_uiterlijk) == ("woonplaats", date(2026, 4, 7))
