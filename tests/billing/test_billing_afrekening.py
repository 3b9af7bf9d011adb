# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C-11: what gemeenten paid against what they used, afterwards."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from services.billing.domain.afrekening import Voorwaarden, aandelen, correctie, regels
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product
from tests.billing.story import a_claim, month
from tests.billing.zaken import EEMLAND, REGIO, bsn, lump_sum_contract, region

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
AMOUNTS = st.dictionaries(st.sampled_from(sorted(EEMLAND)), st.integers(0, 10**9), min_size=1)


@given(AMOUNTS, AMOUNTS, st.integers(0, 200), st.integers(-(10**9), 10**9))
def test_c11_settlements_add_up(
    bijdragen: dict[str, int], realisatie: dict[str, int], band: int, extra: int
) -> None:
    """C-11: to zero between gemeenten, and with what the aanbieder gets to exactly that."""
    if not sum(bijdragen.values()):
        bijdragen = {**bijdragen, "0307": 1}
    found = regels(bijdragen, realisatie, extra, band)
    assert sum(regel.bijdrage - regel.aandeel for regel in found) == 0
    assert sum(regel.saldo for regel in found) == -extra


@pytest.mark.parametrize(
    ("used", "band", "settled"),
    [
        ((1049, 951), 50, (0, 0)),  # 4.9 %
        ((1050, 950), 50, (0, 0)),  # 5 % is inside
        ((1051, 949), 50, (-5100, 5100)),
        ((1049, 951), 0, (-4900, 4900)),
        ((0, 0), 0, (0, 0)),
    ],
)
def test_c11_solidarity_band(used: tuple[int, int], band: int, settled: tuple[int, int]) -> None:
    """C-11: with a band of 5 % a deviation of 4.9 % is settled at 0."""
    bijdragen = {"0307": 100_000, "0308": 100_000}
    found = aandelen(bijdragen, dict(zip(bijdragen, used, strict=True)), band)
    assert tuple(bijdragen[code] - found[code] for code in bijdragen) == settled


def test_who_is_inside_the_band_does_not_pay_for_the_others() -> None:
    """Those outside share what they paid together."""
    bijdragen = {"a": 1000, "b": 1000, "c": 1000}
    found = aandelen(bijdragen, {"a": 1010, "b": 1490, "c": 500}, 50)
    assert found == {"a": 1000, "b": 1497, "c": 503}


@pytest.mark.parametrize(
    ("realised", "expected"), [(900_000, -50_000), (1_000_000, 0), (1_100_000, 25_000)]
)
def test_credit_or_additional_amount(realised: int, expected: int) -> None:
    """Half of what stayed below comes back, a quarter of what went over is paid on top."""
    terms = Voorwaarden(onderschrijding=500, overschrijding=250)
    assert correctie(1_000_000, realised, terms) == expected


@pytest.fixture
async def eemland(billing: Billing, publish: Publish) -> Billing:
    """A billing service that knows the region and its lump sum contract."""
    await publish(region(), *lump_sum_contract())
    await settle(billing.service)
    return billing


@pytest.fixture
def regio(eemland: Billing, client: Client) -> httpx.AsyncClient:
    """The region that buys."""
    scopes = ("taakgericht:afspreken", "afrekeningen:lezen", "afrekeningen:schrijven")
    return client(eemland.service, OrgType.REGIO, REGIO, scopes)


async def _delivered(aanbieder: httpx.AsyncClient, code: str, clients: list[int]) -> None:
    for maand, last in (("09", "30"), ("10", "31")):
        lines = [
            {
                "bsn": bsn(number),
                "categorie": "45",
                "code": "45T01",
                "begindatum": "2025-09-01",
                "dagen": 5,
            }
            for number in clients
        ]
        body = {
            "contractId": "contract-bsa",
            "gemeentecode": code,
            "periodeBegin": f"2025-{maand}-01",
            "periodeEind": f"2025-{maand}-{last}",
            "regels": lines,
        }
        answer = await aanbieder.post("/taakopgaven", json=body)
        assert answer.status_code == 201, answer.text


async def test_c11_a_band_of_five_percent(
    regio: httpx.AsyncClient, eemland: Billing, client: Client
) -> None:
    """Of two equal halves one used 4.9 percent more: 0 to settle; without the band EUR 49."""
    await regio.post(
        "/taakafspraken",
        json={
            "contractId": "contract-bsa",
            "jaar": 2025,
            "bedrag": 200_000,
            "sleutel": {"0327": 1, "0342": 1},
            "sleutelBron": "helft",
        },
    )
    aanbieder = client(eemland.service, OrgType.AANBIEDER, AANBIEDER, ("taakgericht:opgeven",))
    for code, total in (("0327", 1049), ("0342", 951)):
        await _days(aanbieder, code, total)
    wanted = {"contractId": "contract-bsa", "jaar": 2025, "grondslag": "dagen"}

    saldi = {}
    for band in (50, 0):
        made = (await regio.post("/afrekeningen", json=wanted | {"band": band})).json()
        saldi[band] = [regel["saldo"] for regel in made["regels"]]
        await _step(regio, made["id"], "intrekken")

    assert saldi == {50: [0, 0], 0: [-4900, 4900]}


async def _days(aanbieder: httpx.AsyncClient, code: str, total: int) -> None:
    """So many days in October, of as many clients as that takes."""
    whole, rest = divmod(total, 31)
    lines = [
        {
            "bsn": bsn(number),
            "categorie": "45",
            "code": "45T01",
            "begindatum": "2025-10-01",
            "dagen": days,
        }
        for number, days in enumerate([31] * whole + [rest])
    ]
    body = {
        "contractId": "contract-bsa",
        "gemeentecode": code,
        "periodeBegin": "2025-10-01",
        "periodeEind": "2025-10-31",
        "regels": lines,
    }
    answer = await aanbieder.post("/taakopgaven", json=body)
    assert answer.status_code == 201, answer.text


async def _step(caller: httpx.AsyncClient, zaak: str, handeling: str) -> Any:
    return await caller.post(f"/afrekeningen/{zaak}/handelingen", json={"handeling": handeling})


@pytest.mark.both_databases
async def test_c11_from_delivery_reports_to_bookings(
    regio: httpx.AsyncClient, eemland: Billing, client: Client
) -> None:
    """Unique clients of the year, consent of every college, then bookings that add up to zero."""
    sleutel = {"0327": 1, "0342": 1}
    await regio.post(
        "/taakafspraken",
        json={
            "contractId": "contract-bsa",
            "jaar": 2025,
            "bedrag": 1_000_000,
            "sleutel": sleutel,
            "sleutelBron": "helft",
        },
    )
    aanbieder = client(eemland.service, OrgType.AANBIEDER, AANBIEDER, ("taakgericht:opgeven",))
    await _delivered(aanbieder, "0327", [0, 1, 2])
    await _delivered(aanbieder, "0342", [3])
    wanted = {"contractId": "contract-bsa", "jaar": 2025, "grondslag": "clienten"}

    made = (await regio.post("/afrekeningen", json=wanted)).json()

    shown = {r["gemeentecode"]: (r["realisatie"], r["saldo"]) for r in made["regels"]}
    assert shown == {"0327": (3, -250_000), "0342": (1, 250_000)}
    zaak = made["id"]
    early = await _step(regio, zaak, "boeken")
    assert (early.status_code, early.json()["code"]) == (409, "verkeerde-stap")
    scopes = ("afrekeningen:lezen", "afrekeningen:schrijven")
    leusden = client(eemland.service, OrgType.GEMEENTE, "0327", scopes)
    soest = client(eemland.service, OrgType.GEMEENTE, "0342", scopes)
    assert (await _step(leusden, zaak, "instemmen")).json()["toestand"] == "voorstel"
    assert (await _step(leusden, zaak, "instemmen")).json()["versie"] == 2
    assert (await _step(soest, zaak, "instemmen")).json()["toestand"] == "akkoord"
    not_theirs = await _step(soest, zaak, "boeken")
    assert (not_theirs.status_code, not_theirs.json()["code"]) == (403, "niet-de-opdrachtgever")
    assert (await _step(regio, zaak, "boeken")).json()["toestand"] == "geboekt"
    dossier = (await leusden.get(f"/afrekeningen/{zaak}")).json()
    booked = {b["gemeentecode"]: b["bedrag"] for b in dossier["boekingen"]}
    assert booked == {"0327": -250_000, "0342": 250_000}
    (listed,) = (await soest.get("/afrekeningen")).json()["resultaten"]
    assert (listed["id"], listed["regels"]) == (zaak, dossier["regels"])
    baarn = client(eemland.service, OrgType.GEMEENTE, "0308", scopes)
    assert (await baarn.get("/afrekeningen")).json() == {"resultaten": []}
    assert (await baarn.get(f"/afrekeningen/{zaak}")).status_code == 404
    again = await regio.post("/afrekeningen", json=wanted)
    assert (again.status_code, again.json()["code"]) == (409, "afrekening-bestaat")


@pytest.mark.both_databases
async def test_settled_on_approved_lines(
    known: Billing, client: Client, clock: SimulatedClock
) -> None:
    """What was approved in the year against what was agreed: the part below comes back."""
    await known.claim(Claim({BSN: [a_regel()]}))
    scopes = ("afrekeningen:lezen", "afrekeningen:schrijven")
    gemeente = client(known.service, OrgType.GEMEENTE, GEMEENTE, scopes)
    body = {
        "contractId": "contract-1",
        "jaar": 2026,
        "grondslag": "bedrag",
        "bijdragen": {GEMEENTE: 8000},
        "onderschrijding": 1000,
    }
    running = await gemeente.post("/afrekeningen", json=body)
    assert (running.status_code, running.json()["code"]) == (409, "jaar-loopt-nog")
    clock.move_to(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    gemeente = client(known.service, OrgType.GEMEENTE, GEMEENTE, scopes)

    made = (await gemeente.post("/afrekeningen", json=body)).json()

    assert (made["budget"], made["correctie"]) == (8000, -3000)
    (line,) = made["regels"]
    assert (line["realisatie"], line["aandeel"], line["saldo"]) == (5000, 8000, 3000)


@pytest.mark.both_databases
async def test_two_contracts_of_one_year_each_count_their_own_part(
    known: Billing, publish: Publish, client: Client, clock: SimulatedClock
) -> None:
    """The same product at the same aanbieder: until May under the one, since June the other."""
    ends = contract(versie=2).model_copy(update={"geldig_tot": date(2026, 5, 31)})
    second = {"contract_id": "contract-2", "geldig_van": date(2026, 6, 1)}
    price = product().tarieven[0].model_copy(update={"geldig_van": date(2026, 6, 1)})
    sold = {"contract_id": "contract-2", "product_id": "product-2", "tarieven": (price,)}
    await publish(ends, contract().model_copy(update=second), product().model_copy(update=sold))
    await settle(known.service)
    hours = {date(2026, 4, 1): 4, date(2026, 5, 1): 3, date(2026, 6, 1): 2}
    for number, (begin, volume) in enumerate(hours.items(), start=1):
        line = {"referentie_nummer": f"RN{number}", "volume": volume, "bedrag": volume * 1250}
        await known.claim(a_claim(month(begin, **line), number=number))
    clock.move_to(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    scopes = ("afrekeningen:lezen", "afrekeningen:schrijven")
    gemeente = client(known.service, OrgType.GEMEENTE, GEMEENTE, scopes)
    body = {"jaar": 2026, "grondslag": "bedrag", "bijdragen": {GEMEENTE: 8000}}

    made = [
        (await gemeente.post("/afrekeningen", json=body | {"contractId": one})).json()
        for one in ("contract-1", "contract-2")
    ]

    assert [one["regels"][0]["realisatie"] for one in made] == [7 * 1250, 2 * 1250]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"contractId": "onbekend"}, 404, "niet-gevonden"),
        ({}, 409, "geen-bijdragen"),
        ({"bijdragen": {"0267": 5}}, 409, "niet-onder-contract"),
        ({"jaar": 2026}, 409, "jaar-loopt-nog"),
        ({"band": 1001}, 400, "ongeldige-invoer"),
        ({"grondslag": "gevoel"}, 400, "ongeldige-invoer"),
    ],
)
async def test_settlements_that_cannot_be(
    regio: httpx.AsyncClient, change: dict[str, Any], status: int, code: str
) -> None:
    """Each with its reason."""
    body = {"contractId": "contract-bsa", "jaar": 2024, "grondslag": "dagen"} | change
    answer = await regio.post("/afrekeningen", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_gemeente_does_not_settle_for_others(eemland: Billing, client: Client) -> None:
    """403 as soon as another one has a contribution."""
    leusden = client(eemland.service, OrgType.GEMEENTE, "0327", ("afrekeningen:schrijven",))
    body = {
        "contractId": "contract-bsa",
        "jaar": 2024,
        "grondslag": "dagen",
        "bijdragen": {"0327": 5, "0342": 5},
    }
    refused = await leusden.post("/afrekeningen", json=body)
    assert (refused.status_code, refused.json()["code"]) == (403, "andere-gemeente")
