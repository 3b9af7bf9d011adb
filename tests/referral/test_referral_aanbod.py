# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-04 and R-11 through HTTP: what can be offered here, and how soon; nothing of any child."""

from datetime import date, timedelta
from typing import Any

import pytest

from libs.common.contracts import CapaciteitVastgesteld, ClientenstopVastgesteld
from libs.common.contracts.contract import ContractproductVastgesteld
from libs.common.runtime import settle
from services.referral.domain.aanbod import Clientenstop, wachttijd
from tests.referral.conftest import Publish
from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, ANDERE_AANBIEDER, GEMEENTE, contract, contractproduct

TODAY = date(2026, 11, 23)


async def offered(referral: Referral, query: str = "") -> list[Json]:
    answer = await referral.gemeente.get(f"/aanbod{query}")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["resultaten"]
    return found


def a_stop(versie: int = 1, **changes: Any) -> ClientenstopVastgesteld:
    known: Json = {
        "dossier_id": "d1",
        "versie": versie,
        "eigenaar": "EEMLAND",
        "agb_code": AANBIEDER,
        "geldig_van": TODAY,
    }
    return ClientenstopVastgesteld(**(known | changes))


@pytest.mark.both_databases
async def test_r04_who_may_deliver_here(referral: Referral, publish: Publish) -> None:
    """Two contracted aanbieders; the one with a client stop comes last for as long as it lasts."""
    places = CapaciteitVastgesteld(
        dossier_id="d2",
        versie=1,
        eigenaar="EEMLAND",
        agb_code=ANDERE_AANBIEDER,
        functie="ambulant",
        jaar=2026,
        afgesproken=40,
        beschikbaar=35,
    )
    await publish(a_stop(), places)
    await settle(referral.service)

    first, last = await offered(referral, "?categorie=45&code=45B01")
    assert (first["agbCode"], first["clientenstop"]) == (ANDERE_AANBIEDER, False)
    assert first["plaatsen"] == [{"functie": "ambulant", "afgesproken": 40, "beschikbaar": 35}]
    assert (last["agbCode"], last["naam"], last["clientenstop"]) == (AANBIEDER, AANBIEDER, True)
    assert await offered(referral, "?categorie=51") == []
    page = await referral.gemeente.get("/aanbod?categorie=45&code=45B01&limit=1")
    rest = await referral.gemeente.get(page.links["next"]["url"].removeprefix("/v1"))
    assert (page.json()["resultaten"], rest.json()["resultaten"]) == ([first], [last])
    assert "next" not in rest.links

    ended = a_stop(2, geldig_tot=TODAY - timedelta(days=1), geldig_van=date(2026, 10, 1))
    await publish(ended, a_stop())
    await settle(referral.service)
    assert not any(one["clientenstop"] for one in await offered(referral))


async def test_r04_without_a_contract_nobody_is_offered(
    referral: Referral, publish: Publish
) -> None:
    await publish(contract(AANBIEDER, versie=2, geldig_tot=date(2026, 11, 22)))
    await publish(contract(ANDERE_AANBIEDER, versie=2, gemeentecodes=("0363",)))
    await settle(referral.service)

    assert await offered(referral) == []
    assert (await referral.aanbieder.get("/aanbod")).status_code == 403


async def test_a_product_that_is_paid_by_lump_sum_has_no_unit(
    referral: Referral, publish: Publish
) -> None:
    """It is taken in, and offered."""
    lump: ContractproductVastgesteld = contractproduct(
        AANBIEDER, product_id="p9", code="45T01", variant="taakgericht", eenheid=None, tarieven=()
    )
    await publish(lump)
    await settle(referral.service)
    assert [one["agbCode"] for one in await offered(referral, "?code=45T01")] == [AANBIEDER]


@pytest.mark.parametrize(
    ("product", "gemeente", "stops"),
    [
        (("45", "45B01"), GEMEENTE, True),
        (("45", "45B02"), GEMEENTE, False),
        (("54", "54001"), GEMEENTE, True),
        (("45", "45B01"), "0363", False),
        (("46", "46A01"), GEMEENTE, False),
    ],
)
def test_c19_what_a_stop_is_about(product: tuple[str, str], gemeente: str, stops: bool) -> None:
    """A product, a whole category, some gemeenten; never crisis."""
    stop = Clientenstop(
        AANBIEDER,
        frozenset({"45/45B01", "54", "46"}),
        frozenset({GEMEENTE}),
        TODAY,
        TODAY,
    )
    assert stop.stops(product, gemeente, TODAY) == stops
    assert not stop.stops(product, gemeente, TODAY + timedelta(days=1))


def test_r11_a_waiting_time_is_nobodys_own() -> None:
    """The middle one, of five or more."""
    assert wachttijd([10, 20, 30, 40]) is None
    assert wachttijd([10, 20, 30, 40, 400]) == 30
