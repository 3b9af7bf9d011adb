# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-11: what the contract says of settling counts where a proposal says nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts import AfrekenvoorwaardenVastgesteld, Productgewicht, Sleutelgewicht
from libs.common.runtime import settle
from services.billing.store import zaken
from tests.billing.claims import AANBIEDER
from tests.billing.harness import Billing
from tests.billing.zaken import REGIO, bsn, lump_sum_contract, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
LEUSDEN, SOEST = "0327", "0342"
TERMS = AfrekenvoorwaardenVastgesteld(
    contract_id="contract-bsa",
    jaar=2025,
    versie=2,
    agb_code=AANBIEDER,
    grondslag="eenheden",
    budget=1_000_000,
    sleutel=tuple(Sleutelgewicht(gemeentecode=c, gewicht=1) for c in (LEUSDEN, SOEST)),
    band=50,
    gewichten=(
        Productgewicht(categorie="45", code="45T01", gewicht=1000),
        Productgewicht(categorie="45", code="45T02", gewicht=2500),
    ),
)
WANTED = {"contractId": "contract-bsa", "jaar": 2025}


@pytest.fixture
async def eemland(billing: Billing, publish: Publish, client: Client) -> Billing:
    """Leusden used ten days of the light product, Soest ten of the heavy one; terms by now."""
    contract, light = lump_sum_contract()
    heavy = light.model_copy(update={"product_id": "product-zwaar", "code": "45T02"})
    older = TERMS.model_copy(update={"versie": 1, "grondslag": "clienten", "band": 0})
    await publish(region(), contract, light, heavy, TERMS, older, TERMS)
    await settle(billing.service)
    aanbieder = client(billing.service, OrgType.AANBIEDER, AANBIEDER, ("taakgericht:opgeven",))
    for n, (gemeente, code) in enumerate(((LEUSDEN, "45T01"), (SOEST, "45T02"))):
        line = {
            "bsn": bsn(n),
            "categorie": "45",
            "code": code,
            "begindatum": "2025-09-01",
            "dagen": 10,
        }
        body = {
            "contractId": "contract-bsa",
            "gemeentecode": gemeente,
            "periodeBegin": "2025-09-01",
            "periodeEind": "2025-09-30",
            "regels": [line],
        }
        answer = await aanbieder.post("/taakopgaven", json=body)
        assert answer.status_code == 201, answer.text
    return billing


@pytest.fixture
def regio(eemland: Billing, client: Client) -> httpx.AsyncClient:
    """The region that buys."""
    scopes = ("taakgericht:afspreken", "afrekeningen:lezen", "afrekeningen:schrijven")
    return client(eemland.service, OrgType.REGIO, REGIO, scopes)


def _lines(made: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {r["gemeentecode"]: (r["bijdrage"], r["realisatie"], r["saldo"]) for r in made["regels"]}


@pytest.mark.both_databases
async def test_c11_terms_of_the_contract_in_weighted_units(
    regio: httpx.AsyncClient, eemland: Billing
) -> None:
    """Budget by key, days by weight, and the step keeps by which version of the terms."""
    answer = await regio.post("/afrekeningen", json=WANTED)

    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["grondslag"], made["budget"]) == ("eenheden", 1_000_000)
    assert _lines(made) == {
        LEUSDEN: (500_000, 10_000, 500_000 - 285_714),
        SOEST: (500_000, 25_000, 500_000 - 714_286),
    }
    assert sum(regel["saldo"] for regel in made["regels"]) == 0
    async with eemland.service.runtime.db.read() as session:
        (stap,) = await zaken.steps_of(session, made["id"])
    assert (stap.inhoud["contractvoorwaarden"], stap.inhoud["band"]) == (2, 50)


async def test_c11_a_proposal_may_say_otherwise(regio: httpx.AsyncClient) -> None:
    """Its basis, contributions and band go before those of the contract."""
    said = {"grondslag": "dagen", "bijdragen": {LEUSDEN: 104, SOEST: 96}}
    inside = (await regio.post("/afrekeningen", json=WANTED | said)).json()
    assert _lines(inside) == {LEUSDEN: (104, 10, 0), SOEST: (96, 10, 0)}
    step = {"handeling": "intrekken"}
    await regio.post(f"/afrekeningen/{inside['id']}/handelingen", json=step)

    without = (await regio.post("/afrekeningen", json=WANTED | said | {"band": 0})).json()

    assert _lines(without) == {LEUSDEN: (104, 10, 4), SOEST: (96, 10, -4)}


async def test_c11_a_lump_sum_goes_before_the_budget(regio: httpx.AsyncClient) -> None:
    """What was paid by instalments is what was contributed."""
    lump = {
        "contractId": "contract-bsa",
        "jaar": 2025,
        "bedrag": 700,
        "sleutel": {LEUSDEN: 1, SOEST: 1},
        "sleutelBron": "helft",
    }
    assert (await regio.post("/taakafspraken", json=lump)).status_code == 201
    made = (await regio.post("/afrekeningen", json=WANTED)).json()
    assert _lines(made) == {LEUSDEN: (350, 10_000, 150), SOEST: (350, 25_000, -150)}


async def test_c11_a_product_without_weight(
    regio: httpx.AsyncClient, eemland: Billing, publish: Publish
) -> None:
    """Stops it, by name; and without terms a basis must be given."""
    change = {"versie": 3, "gewichten": TERMS.gewichten[:1]}
    await publish(TERMS.model_copy(update=change))
    await settle(eemland.service)
    refused = await regio.post("/afrekeningen", json=WANTED)
    assert (refused.status_code, refused.json()["code"]) == (409, "gewicht-ontbreekt")
    assert "45T02" in refused.json()["detail"]
    nothing = await regio.post("/afrekeningen", json=WANTED | {"jaar": 2024})
    assert (nothing.status_code, nothing.json()["code"]) == (400, "ongeldige-invoer")


@pytest.mark.both_databases
async def test_c11_the_terms_as_known_here(
    regio: httpx.AsyncClient, eemland: Billing, publish: Publish, client: Client
) -> None:
    """The newest of each year, page by page, for who has a part in the contract and nobody else."""
    other = {"jaar": 2026, "versie": 1, "grondslag": "dagen", "gewichten": (), "budget": None}
    strange = {"contract_id": "contract-elders", "agb_code": "90000101"}
    await publish(TERMS.model_copy(update=other), TERMS.model_copy(update=strange))
    await settle(eemland.service)

    first = await regio.get("/afrekenvoorwaarden?limit=1")
    second = await regio.get(first.links["next"]["url"].removeprefix("/v1"))

    assert first.json()["resultaten"] == [
        {
            "contractId": "contract-bsa",
            "agbCode": AANBIEDER,
            "jaar": 2025,
            "versie": 2,
            "grondslag": "eenheden",
            "budget": 1_000_000,
            "sleutel": {LEUSDEN: 1, SOEST: 1},
            "band": 50,
            "onderschrijding": 0,
            "overschrijding": 0,
            "gewichten": [
                {"categorie": "45", "code": "45T01", "gewicht": 1000},
                {"categorie": "45", "code": "45T02", "gewicht": 2500},
            ],
        }
    ]
    assert [(one["jaar"], one["budget"]) for one in second.json()["resultaten"]] == [(2026, None)]
    parties = {
        (OrgType.AANBIEDER, AANBIEDER): 2,
        (OrgType.AANBIEDER, "90000101"): 0,
        (OrgType.GEMEENTE, SOEST): 2,
        (OrgType.GEMEENTE, "0363"): 0,
    }
    for (kind, code), many in parties.items():
        party = client(eemland.service, kind, code, ("afrekeningen:lezen",))
        assert len((await party.get("/afrekenvoorwaarden")).json()["resultaten"]) == many
