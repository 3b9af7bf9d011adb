# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-09 and C-19 at the door: what a client stop and a spent ceiling do to requests; and VOW."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts import PlafondstandVastgesteld
from libs.common.contracts.referral import VerzoekBeantwoord
from libs.common.runtime import settle
from libs.ijw.shared import Omvang, Product
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Json, Referral
from tests.referral.messages import (
    AANBIEDER,
    ANDERE_AANBIEDER,
    change,
    contract,
    contractproduct,
    jw317,
    new_product,
    product,
)
from tests.referral.test_referral_aanbod import a_stop
from tests.referral.verwijzingen import act, refer

APRIL: Json = {"geldig_van": date(2027, 4, 1), "geldig_tot": date(2027, 4, 30)}
BUDGET: dict[str, Any] = {
    "product": Product(categorie="41"),
    "omvang": None,
    "budget": 500_000,
    "toewijzing_ingangsdatum": date(2026, 12, 1),
}


@pytest.fixture
async def automatic(referral: Referral) -> Referral:
    """A registered client, and a policy that awards what passes all gates."""
    await referral.register()
    body = {"automatischToekennen": True, "verwijzerTypen": ["02"]}
    answer = await referral.gemeente.put("/gemeenten/0384/beleid", json=body)
    assert answer.status_code == 200
    return referral


def failed(verzoek: Json) -> list[str]:
    """The gates that were shut."""
    return [toets["toets"] for toets in verzoek["toetsen"] if not toets["geslaagd"]]


def spent(stand: Any, versie: int = 1) -> PlafondstandVastgesteld:
    """How far the ceiling of the contract for 2026 is spent."""
    return PlafondstandVastgesteld(
        contract_id=f"contract-{AANBIEDER}",
        jaar=2026,
        versie=versie,
        agb_code=AANBIEDER,
        stand=stand,
        plafond=100_000_000,
        besteed=100_000_000,
    )


@pytest.mark.both_databases
async def test_c19_a_request_during_a_client_stop(
    automatic: Referral, publish: Publish, clock: SimulatedClock
) -> None:
    """Stop of 1-30 April: on 5 April alternatives; crisis is accepted, and all of it in May."""
    crisis = contractproduct(AANBIEDER, product_id="crisis", categorie="46", code="46A01")
    await publish(a_stop(**APRIL), crisis)
    clock.move_to(datetime(2027, 4, 5, 9, tzinfo=UTC))
    term = {
        "toewijzing_ingangsdatum": date(2027, 5, 3),
        "toewijzing_einddatum": date(2027, 12, 31),
    }
    dated = {"dagtekening": date(2027, 4, 5)}
    stopped = await automatic.ask(product(**term), **dated)
    others = await automatic.gemeente.get(f"/verzoeken/{stopped['id']}/alternatieven")
    await automatic.decide(stopped["id"], besluit="afgewezen", reden="7")
    urgent = await automatic.ask(
        product(**term, referentie_aanbieder="REF2", product=Product(categorie="46", code="46A01")),
        identificatie="VOT2",
        **dated,
    )
    clock.move_to(datetime(2027, 5, 1, 9, tzinfo=UTC))
    later = await automatic.ask(
        product(**term, referentie_aanbieder="REF3"),
        identificatie="VOT3",
        dagtekening=date(2027, 5, 1),
    )

    assert (stopped["status"], failed(stopped)) == ("open", ["geen-clientenstop"])
    assert [one["agbCode"] for one in others.json()["resultaten"]] == [ANDERE_AANBIEDER]
    assert (urgent["status"], later["status"]) == ("toegekend", "toegekend")


@pytest.mark.both_databases
async def test_c09_an_aspecific_request_over_the_ceiling(
    automatic: Referral, publish: Publish
) -> None:
    """Waits for a person; specific help is honoured, and all of it once there is room again."""
    await publish(spent("bereikt"))
    waits = await automatic.ask(product(**BUDGET))
    by_hand = await automatic.decide(waits["id"], besluit="toegekend")
    specific = await automatic.ask(product(referentie_aanbieder="REF2"), identificatie="VOT2")
    await publish(spent("ruim", 2))
    await settle(automatic.service)
    term = {"toewijzing_ingangsdatum": date(2027, 1, 1), "toewijzing_einddatum": date(2027, 3, 31)}
    again = await automatic.ask(
        product(**(BUDGET | term), referentie_aanbieder="REF3"), identificatie="VOT3"
    )

    assert (waits["status"], failed(waits)) == ("open", ["ruimte-in-plafond"])
    assert by_hand.status_code == 201, by_hand.text
    assert (specific["status"], again["status"]) == ("toegekend", "toegekend")


async def test_r08_an_address_in_another_gemeente(automatic: Referral) -> None:
    """Is looked into by a person."""
    known = (await automatic.gemeente.post("/clienten/_zoek", json={"bsn": "999900006"})).json()
    adres = known["resultaten"][0]["adres"] | {"gemeentecode": "0363"}
    await automatic.register(adres=adres)
    asked = await automatic.ask()

    assert (asked["status"], failed(asked)) == ("open", ["woonplaats"])


@pytest.mark.parametrize(
    ("lived", "status", "told"),
    [
        ("0384", "toegekend", "gemeente 0384 (adres)"),
        ("0363", "open", "gemeente 0363 (adres)"),
        (None, "toegekend", "geen woonplaatstoets"),
    ],
)
async def test_r08_the_residence_check_of_the_referral_is_one_of_the_checks(
    automatic: Referral, lived: str | None, status: str, told: str
) -> None:
    """Here it is passed, elsewhere a person decides; either way it is told what it found."""
    made = await refer(automatic)
    if lived is not None:
        question = {
            "peildatum": "2026-05-01",
            "inschrijvingen": [{"van": "2010-02-14", "gemeentecode": lived}],
        }
        await act(automatic, made, "woonplaats", **question)
    asked = await automatic.ask()

    (toets,) = [one for one in asked["toetsen"] if one["toets"] == "woonplaatstoets"]
    assert asked["status"] == status
    assert toets["geslaagd"] == (status == "toegekend")
    assert told in toets["toelichting"]
    if lived is None:
        return
    (besluit,) = (await automatic.gemeente.get(f"/verzoeken/{asked['id']}/besluiten")).json()[
        "resultaten"
    ] or [None]
    assert (besluit is None) == (status == "open")
    if besluit is not None:
        assert toets in besluit["toetsen"]


async def test_r12_eighteen_on_the_first_day(automatic: Referral) -> None:
    """Waits for a person, who may: it was decided on before 18."""
    begin = date(2028, 2, 14)
    asked = await automatic.ask(
        product(toewijzing_ingangsdatum=begin, toewijzing_einddatum=date(2028, 6, 30))
    )
    by_hand = await automatic.decide(asked["id"], besluit="toegekend")

    assert (asked["status"], failed(asked)) == ("open", ["leeftijd"])
    assert by_hand.status_code == 201, by_hand.text


@pytest.mark.both_databases
async def test_a_request_for_change_is_honoured_by_policy(
    automatic: Referral, published: Published
) -> None:
    """As a whole, in one JW301 that names it; the decision tells the checks that it passed."""
    await automatic.award()
    asked = await automatic.ask_package(
        jw317(
            changed=[
                change(1, date(2026, 12, 1), omvang=Omvang(volume=3, eenheid="04", frequentie="2"))
            ],
            new=[new_product("45B02", date(2026, 12, 1))],
        )
    )
    path = f"/verzoeken/{asked['id']}/besluiten"
    (besluit,) = (await automatic.gemeente.get(path)).json()["resultaten"]

    assert asked["status"] == "toegekend"
    assert (besluit["automatisch"], besluit["beleidVersie"]) == (True, 1)
    assert all(toets["geslaagd"] for toets in besluit["toetsen"])
    assert [toets["toets"] for toets in besluit["toetsen"]][-1] == "uitvoerbaar"
    sent = (await automatic.jw301()).client.toegewezen_producten
    assert {one.referentie_aanbieder for one in sent} == {"VOW1"}
    (told,) = await published(VerzoekBeantwoord)
    assert told.automatisch


@pytest.mark.both_databases
async def test_a_request_for_change_that_fails_a_gate_waits_whole(
    automatic: Referral, publish: Publish
) -> None:
    """Here the new part is of a contract that is over, then a size that came too late."""
    await automatic.award()
    await publish(contract(AANBIEDER, versie=2, geldig_tot=date(2026, 12, 31)))
    await settle(automatic.service)
    ended = await automatic.ask_package(
        jw317(kept=[1], new=[new_product("45B02", date(2027, 1, 1))])
    )
    await automatic.decide(ended["id"], besluit="afgewezen", reden="4")
    before = await automatic.toewijzingen()
    late = await automatic.ask_package(
        jw317(
            changed=[
                change(1, date(2026, 1, 1), omvang=Omvang(volume=3, eenheid="04", frequentie="2"))
            ],
            referentie="VOW2",
            identificatie="VOW2",
        )
    )

    assert (ended["status"], failed(ended)) == ("open", ["contract-geldig", "product-in-contract"])
    assert (late["status"], failed(late)) == ("open", ["uitvoerbaar"])
    assert await automatic.toewijzingen() == before
