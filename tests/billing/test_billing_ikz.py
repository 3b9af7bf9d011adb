# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-19: what is paid beside others, what an aanbieder reports of itself, and reports to the IKZ."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts.contract import Tarief
from libs.common.runtime import settle
from services.billing.domain.signalering import whole_months
from services.billing.store.bereik import Bereik
from services.billing.store.signalering import figures
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, Claim, contract, product, toewijzing
from tests.billing.zaken import bsn

Client = Callable[..., httpx.AsyncClient]
Publish = Callable[..., Awaitable[None]]
HOME = "11111111"
APRIL = {"van": "2026-04-01", "tot": "2026-04-30"}
STAY = {"categorie": "44", "code": "44A01"}
OPGAVE = {
    "jaar": 2026,
    "opgerichtOp": "2025-06-15",
    "professionals": 200,
    "omzet": 10_000_000,
    "resultaat": 2_000_000,
}
MELDING = {"agbCode": AANBIEDER, **APRIL, "signalen": ["SG12", "SG10"], "kenmerk": "IKZ-2026-7"}


@pytest.fixture
async def stays(billing: Billing, publish: Publish, client: Client) -> Billing:
    """Two clients live with another aanbieder in April: one all days, one not the last."""
    ids = {"agb_code": HOME, "contract_id": "contract-home"}
    night = Tarief(bedrag=20_000, geldig_van=date(2026, 1, 1))
    sold = {"product_id": "product-home", "eenheid": "14", "tarieven": (night,), **STAY}
    week = (7, "14", "2")
    await publish(
        contract(),
        product(),
        contract().model_copy(update=ids),
        product().model_copy(update=ids | sold),
        *(
            toewijzing(30 + n, bsn=bsn(n), omvang=week, agb_code=HOME).model_copy(update=STAY)
            for n in range(2)
        ),
        *(toewijzing(10 + n, bsn=bsn(n)) for n in range(4)),
        *(toewijzing(20 + n, bsn=bsn(n)) for n in (2, 3)),
    )
    await settle(billing.service)
    scopes = ("berichten:indienen", "berichten:lezen", "declaraties:lezen")
    caller = client(billing.service, OrgType.AANBIEDER, HOME, scopes)
    home = Billing(billing.service, caller, billing.gemeente)
    nights = [
        a_regel(
            toewijzing_nummer=30 + n,
            referentie_nummer=f"V{n}",
            volume=volume,
            eenheid="14",
            tarief=20_000,
            bedrag=volume * 20_000,
            **STAY,
        )
        for n, volume in enumerate((30, 29))
    ]
    done = await home.claim(Claim({bsn(0): nights[:1], bsn(1): nights[1:]}, aanbieder=HOME))
    assert done["status"] == "verwerkt"
    return billing


@pytest.mark.both_databases
async def test_b19_stay_elsewhere_and_double_payment(stays: Billing) -> None:
    """Only days that were all paid as stay, and only what was paid twice and not put right."""
    lines = {
        bsn(n): [
            a_regel(referentie_nummer=f"R{nummer}", toewijzing_nummer=nummer) for nummer in given
        ]
        for n, given in enumerate(((10,), (11,), (12, 22), (13, 23)))
    }
    await stays.claim(Claim(lines))
    credit = a_regel(
        referentie_nummer="C1", vorig_referentie_nummer="R23", toewijzing_nummer=23, credit=True
    )
    await stays.claim(Claim({bsn(3): [credit]}, "ID2", "DN2"))

    scope = Bereik(frozenset({GEMEENTE}), date(2026, 4, 1), date(2026, 4, 30))
    async with stays.service.runtime.db.read() as session:
        found = {k.agb_code: k for k in await figures(session, scope)}

    own, home = found[AANBIEDER], found[HOME]
    assert (own.regels, own.bij_verblijf_elders, own.dubbel) == (6, 1, 1)
    assert (home.regels, home.bij_verblijf_elders, home.dubbel) == (2, 0, 0)


@pytest.fixture
async def young(billing: Billing, publish: Publish) -> Billing:
    """Eight hundred hours in April for one client, ten thousand euro."""
    await publish(contract(), product(), toewijzing(omvang=(800, "04", "4")))
    await settle(billing.service)
    await billing.claim(Claim({BSN: [a_regel(volume=800, bedrag=1_000_000)]}))
    return billing


def _officer(billing: Billing, client: Client, code: str = GEMEENTE, **more: Any) -> Any:
    scopes = ("signalen:lezen", "signalen:melden")
    return client(billing.service, OrgType.GEMEENTE, code, scopes, **more)


def _aanbieder(billing: Billing, client: Client) -> httpx.AsyncClient:
    scopes = ("bedrijfsgegevens:opgeven",)
    return client(billing.service, OrgType.AANBIEDER, AANBIEDER, scopes)


@pytest.mark.both_databases
async def test_b19_signals_by_the_own_report_of_an_aanbieder(
    young: Billing, client: Client
) -> None:
    """Hours per professional, margin and age: none before it reports, the newest version after."""
    officer, aanbieder = _officer(young, client), _aanbieder(young, client)

    async def seen() -> dict[str, Any]:
        (one,) = (await officer.get("/signalen", params=APRIL)).json()["resultaten"]
        return {signal["id"]: signal["cijfers"] for signal in one["signalen"]}

    assert set(await seen()) == {"SG05"}
    made = await aanbieder.post("/bedrijfsopgaven", json=OPGAVE)
    assert (made.status_code, made.json()["versie"]) == (201, 1)
    found = await seen()
    assert set(found) == {"SG05", "SG10", "SG11", "SG12"}
    assert found["SG10"] == {"urenPerJaar": 9733, "honderdstenFte": 200}
    assert found["SG11"] == {"omzet": 10_000_000, "resultaat": 2_000_000}
    assert found["SG12"] == {"maandenOud": 10, "toegekend": 1_000_000}
    better = OPGAVE | {"professionals": 5000, "resultaat": -5}
    assert (await aanbieder.post("/bedrijfsopgaven", json=better)).json()["versie"] == 2
    assert set(await seen()) == {"SG05", "SG12"}
    (kept,) = (await aanbieder.get("/bedrijfsopgaven")).json()["resultaten"]
    assert kept == better | {"versie": 2}


@pytest.mark.both_databases
async def test_b19_a_report_to_the_ikz_is_written_down_as_it_was(
    young: Billing, client: Client
) -> None:
    """By a person, about signals that are given, with their figures; nothing about a client."""
    aanbieder = _aanbieder(young, client)
    await aanbieder.post("/bedrijfsopgaven", json=OPGAVE)
    officer = _officer(young, client, persoon="Teun Zicht")

    made = await officer.post("/ikzmeldingen", json=MELDING)

    assert made.status_code == 201, made.text
    await aanbieder.post("/bedrijfsopgaven", json=OPGAVE | {"professionals": 5000})
    listed = await officer.get("/ikzmeldingen")
    assert listed.json()["resultaten"] == [made.json()]
    assert (made.json()["persoon"], made.json()["score"]) == ("Teun Zicht", 45)
    assert [one["id"] for one in made.json()["signalen"]] == ["SG10", "SG12"]
    assert made.json()["signalen"][0]["cijfers"] == {"urenPerJaar": 9733, "honderdstenFte": 200}
    assert BSN not in listed.text
    assert (await _officer(young, client, "0307").get("/ikzmeldingen")).json() == {"resultaten": []}
    later = await officer.post("/ikzmeldingen", json=MELDING)
    assert (later.status_code, later.json()["code"]) == (409, "signaal-niet-gegeven")


@pytest.mark.parametrize(
    ("persoon", "change", "status", "code"),
    [
        (None, {}, 403, "persoon-ontbreekt"),
        ("Teun", {"signalen": ["SG01"]}, 409, "signaal-niet-gegeven"),
        ("Teun", {"agbCode": HOME}, 409, "signaal-niet-gegeven"),
        ("Teun", {"signalen": []}, 400, "ongeldige-invoer"),
        ("Teun", {"kenmerk": f"Client {BSN}"}, 400, "ongeldige-invoer"),
        ("Teun", {"tot": "2027-12-31"}, 400, "ongeldige-invoer"),
    ],
)
async def test_b19_reports_that_cannot_be(
    young: Billing,
    client: Client,
    persoon: str | None,
    change: dict[str, Any],
    status: int,
    code: str,
) -> None:
    """Nothing is written down."""
    officer = _officer(young, client, **({"persoon": persoon} if persoon else {}))
    refused = await officer.post("/ikzmeldingen", json=MELDING | change)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert (await officer.get("/ikzmeldingen")).json() == {"resultaten": []}


async def test_b19_a_report_about_what_is_to_come(billing: Billing, client: Client) -> None:
    """Is refused."""
    aanbieder = _aanbieder(billing, client)
    for change in ({"jaar": 2027}, {"opgerichtOp": "2027-01-01"}):
        answer = await aanbieder.post("/bedrijfsopgaven", json=OPGAVE | change)
        assert answer.status_code == 400


@pytest.mark.parametrize(
    ("begin", "months"), [("2026-03-30", 1), ("2026-03-31", 0), ("2025-04-30", 12)]
)
def test_whole_months(begin: str, months: int) -> None:
    """A month is over on the same day of the next."""
    assert whole_months(date.fromisoformat(begin), date(2026, 4, 30)) == months
