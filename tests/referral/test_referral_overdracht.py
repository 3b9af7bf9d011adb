# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-20: a move; help ends in the old gemeente only once the new one takes it over."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.runtime import settle
from libs.ijw import JW301, Message
from services.referral.domain.contract import Contractproduct
from services.referral.domain.overdracht import continued, continuing, handed_over
from tests.referral.conftest import Publish
from tests.referral.harness import Json, Referral, client_json
from tests.referral.messages import ANDERE_GEMEENTE, contract
from tests.referral.situations import NOW, a_toekenning, a_toewijzing
from tests.referral.test_referral_lawful import a_line, approved

MOVE = date(2026, 9, 15)
SCOPES = ("toewijzingen:lezen", "toewijzingen:schrijven")
ADRES = client_json()["adres"] | {"plaatsnaam": "Amsterdam"}


def test_r20_the_old_ends_the_day_before() -> None:
    """Moved on 15 September: the old one until 14 September, for reason 07."""
    ended = handed_over(a_toewijzing(), MOVE, NOW)
    assert (ended.toekenning.einddatum, ended.reden_wijziging) == (date(2026, 9, 14), "07")
    later = handed_over(a_toewijzing(ingangsdatum=MOVE), MOVE, NOW)
    assert (later.toekenning.einddatum, later.reden_wijziging) == (MOVE, "13")


@pytest.mark.parametrize(
    ("end", "code", "expected"),
    [
        (None, "45B01", None),
        (None, "45B02", date(2027, 9, 14)),
        (date(2026, 12, 31), "45B02", date(2026, 12, 31)),
        (date(2028, 1, 1), None, date(2028, 1, 1)),
    ],
)
def test_r20_without_a_contract_for_a_year(
    end: date | None, code: str | None, expected: date | None
) -> None:
    """Until 14 September next year; under a contract of the new gemeente as it was."""
    known = [Contractproduct("45", "45B01", "04", date(2026, 1, 1), None)]
    omvang = None if code is None else [2, "04", "4"]
    toekenning = a_toekenning(einddatum=end, code=code, omvang=omvang)
    goes_on = continued(toekenning, MOVE, known)
    assert (goes_on.ingangsdatum, goes_on.einddatum) == (MOVE, expected)


def test_r20_another_unit_is_no_contract() -> None:
    """The new gemeente buys the product by the piece: hours go on for a year, at the old tariff."""
    pieces = [Contractproduct("45", "45B01", "82", date(2026, 1, 1), None)]
    goes_on = continued(a_toekenning(einddatum=None), MOVE, pieces)
    assert goes_on.einddatum == date(2027, 9, 14)


@pytest.fixture
def other(referral: Referral, client: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    """The gemeente that the family moves to."""
    return client(referral.service, OrgType.GEMEENTE, ANDERE_GEMEENTE, SCOPES)


async def _offered(referral: Referral, **fields: Any) -> Json:
    """Number 1 runs in 2026, and is offered from December."""
    registered = await referral.register()
    await referral.award()
    body = {"clientId": registered["id"], "naar": ANDERE_GEMEENTE, "per": "2026-12-01"}
    answer = await referral.gemeente.post("/overdrachten", json=body | fields)
    found: Json = answer.json()
    return found | {"status": answer.status_code}


def _as_told(messages: list[Message]) -> list[tuple[str, date, date | None, str | None]]:
    return [
        (one.header.afzender, product.ingangsdatum, product.einddatum, product.reden_wijziging)
        for one in messages
        if isinstance(one, JW301)
        for product in one.client.toegewezen_producten
    ]


@pytest.mark.both_databases
async def test_r20_offered_and_confirmed(referral: Referral, other: httpx.AsyncClient) -> None:
    """Nothing changes before; then both gemeenten tell the aanbieder, and the two are linked."""
    offered = await _offered(referral)
    before = _as_told(await referral.outgoing("JW301"))
    seen = (await other.get(f"/overdrachten/{offered['id']}")).json()

    done = await other.post(f"/overdrachten/{offered['id']}/_bevestig", json={"adres": ADRES})
    await settle(referral.service)

    assert offered["status"] == 201, offered
    assert (done.status_code, done.json()["toestand"]) == (200, "bevestigd"), done.text
    assert len(before) == 1
    assert seen["client"]["bsn"] == client_json()["bsn"]
    assert [one["toewijzingNummer"] for one in seen["toewijzingen"]] == [1]
    assert seen["voortzettingen"] == []
    assert _as_told(await referral.outgoing("JW301"))[1:] == [
        ("0384", date(2026, 1, 1), date(2026, 11, 30), "07"),
        ("0363", date(2026, 12, 1), date(2026, 12, 31), None),
    ]
    dossier = (await referral.gemeente.get(f"/overdrachten/{offered['id']}")).json()
    (follows,) = dossier["voortzettingen"]
    assert follows["voortzettingVan"] == dossier["toewijzingen"][0]["id"]
    assert follows["gemeentecode"] == ANDERE_GEMEENTE
    (there,) = (await other.get("/toewijzingen")).json()["resultaten"]
    assert there["id"] == follows["id"]
    moved = (await other.get(f"/clienten/{there['clientId']}")).json()
    assert moved["adres"]["plaatsnaam"] == "Amsterdam"
    again = await other.post(f"/overdrachten/{offered['id']}/_bevestig", json={"adres": ADRES})
    assert (again.status_code, again.json()["code"]) == (409, "verkeerde-stap")


async def test_refused_or_taken_back(referral: Referral, other: httpx.AsyncClient) -> None:
    """All stays as it was; each step is for one of the two."""
    offered = await _offered(referral)
    path = f"/overdrachten/{offered['id']}"

    theirs = await referral.gemeente.post(f"{path}/_bevestig", json={"adres": ADRES})
    ours = await other.post(f"{path}/_intrekken")
    twice = await referral.gemeente.post(
        "/overdrachten",
        json={
            "clientId": (await referral.toewijzingen())[0]["clientId"],
            "naar": ANDERE_GEMEENTE,
            "per": "2026-12-05",
        },
    )
    refused = await other.post(f"{path}/_weiger", json={"reden": "Woont hier niet."})
    late = await referral.gemeente.post(f"{path}/_intrekken")

    assert [(x.status_code, x.json()["code"]) for x in (theirs, ours)] == [
        (403, "niet-de-partij")
    ] * 2
    assert (twice.status_code, twice.json()["code"]) == (409, "al-aangeboden")
    assert (refused.json()["toestand"], refused.json()["reden"]) == (
        "geweigerd",
        "Woont hier niet.",
    )
    assert (late.status_code, late.json()["code"]) == (409, "verkeerde-stap")
    assert [one["versie"] for one in await referral.toewijzingen()] == [1]


@pytest.mark.both_databases
async def test_confirmed_and_taken_back_at_once(
    referral: Referral, other: httpx.AsyncClient
) -> None:
    """One wins; the other is told what it became."""
    offered = await _offered(referral)
    path = f"/overdrachten/{offered['id']}"

    answers = await asyncio.gather(
        other.post(f"{path}/_bevestig", json={"adres": ADRES}),
        referral.gemeente.post(f"{path}/_intrekken"),
    )
    await settle(referral.service)

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    shown = (await other.get(path)).json()
    moved = len((await other.get("/toewijzingen")).json()["resultaten"])
    assert (shown["toestand"], moved) in {("bevestigd", 1), ("ingetrokken", 0)}


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"naar": "0384"}, 400, "gemeente"),
        ({"naar": "0307"}, 400, "gemeente"),
        ({"toewijzingNummers": [7]}, 400, "niet-actueel"),
        ({"per": "2027-06-01"}, 409, "niets-lopend"),
        ({"clientId": "onbekend"}, 404, "niet-gevonden"),
    ],
)
async def test_offers_that_cannot_be(
    referral: Referral, fields: Json, status: int, code: str
) -> None:
    """Each with its reason."""
    answer = await _offered(referral, **fields)
    codes = {param["code"] for param in answer.get("invalidParams", [])} | {answer["code"]}
    assert answer["status"] == status
    assert code in codes


async def test_what_was_paid_for_stays(
    referral: Referral, other: httpx.AsyncClient, publish: Publish
) -> None:
    """OP362: not from a day on which the old gemeente paid already, also when that came later."""
    offered = await _offered(referral)
    paid = a_line(1, periode_begin=date(2026, 12, 1), periode_eind=date(2026, 12, 31))
    await publish(approved(1, paid))
    await settle(referral.service)

    answer = await other.post(f"/overdrachten/{offered['id']}/_bevestig", json={"adres": ADRES})

    assert (answer.status_code, answer.json()["code"]) == (409, "OP362")
    assert [one["versie"] for one in await referral.toewijzingen()] == [1]


async def test_goes_on_without_a_contract(
    referral: Referral, other: httpx.AsyncClient, publish: Publish
) -> None:
    """The new gemeente has none with this aanbieder: for at most a year."""
    await publish(contract("42420001", versie=2, gemeentecodes=("0384",)))
    await settle(referral.service)
    registered = await referral.register()
    monthly = {"volume": 5, "eenheid": "04", "frequentie": "4"}
    await referral.award(einddatum=None, omvang=monthly)
    body = {"clientId": registered["id"], "naar": ANDERE_GEMEENTE, "per": "2026-12-01"}
    offered = (await referral.gemeente.post("/overdrachten", json=body)).json()

    await other.post(f"/overdrachten/{offered['id']}/_bevestig", json={"adres": ADRES})

    (there,) = (await other.get("/toewijzingen")).json()["resultaten"]
    assert (there["ingangsdatum"], there["einddatum"]) == ("2026-12-01", "2027-11-30")
    assert (there["oudTariefTot"], there["voortzettingVan"]) == (
        "2027-11-30",
        (await referral.toewijzingen())[0]["id"],
    )
    more = monthly | {"volume": 6}
    body = {"ingangsdatum": "2027-01-01", "omvang": more, "redenWijziging": "14"}
    path = f"/toewijzingen/{there['id']}/herzieningen"
    revised = await other.post(path, json=body | {"einddatum": "2027-11-30"})
    assert revised.status_code == 201, revised.text
    follows = revised.json()["opvolger"]
    assert (follows["oudTariefTot"], follows["ingangsdatum"]) == ("2027-11-30", "2027-01-01")


@pytest.mark.parametrize(
    ("per", "contracted", "expected"),
    [
        (date(2027, 3, 1), False, ("0384", date(2028, 2, 29))),
        (date(2027, 3, 1), True, ("0363", date(2028, 2, 29))),
        (date(2027, 9, 15), False, ("0363", date(2028, 9, 14))),
    ],
)
def test_r20_who_moves_again_keeps_what_was_paid(
    per: date, contracted: bool, expected: tuple[str, date]
) -> None:
    """Within the year the tariff of the first gemeente, unless the second had its own."""
    first = continuing(a_toewijzing(), MOVE, [])
    again = a_toewijzing(gemeentecode="0363", voortzetting=first)
    own = [Contractproduct("45", "45B01", "04", date(2026, 1, 1), None)] if contracted else []
    second = continuing(again, per, own)
    assert (first.tarief_gemeentecode, first.tarief_tot) == ("0384", date(2027, 9, 14))
    assert (second.tarief_gemeentecode, second.tarief_tot) == expected
