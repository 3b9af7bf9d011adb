# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A product that goes on in another variant: each day is judged by the one of that day (C-04)."""

from datetime import UTC, date, datetime

from demo import messages
from demo.messages import Envelope, Line
from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.ijw import JW325, read
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, Json, Region, a_client, a_line

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
JANUARY = (date(2027, 1, 1), date(2027, 1, 31))


async def _amended(region: Region) -> None:
    """From 2027 on by the piece at 450 euro, where it was by the hour at 80."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    (contract,) = (await regio.get("/contracten")).json()["resultaten"]
    change = {
        "productId": contract["producten"][0]["id"],
        "variant": "outputgericht",
        "eenheid": "82",
        "tarieven": [{"bedrag": 45_000, "geldigVan": "2027-01-01"}],
    }
    body = {"ingangsdatum": "2027-01-01", "grond": "Resultaat telt.", "producten": [change]}
    answer = await regio.post(
        f"/contracten/{contract['id']}/wijzigingen", json=body, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 201, answer.text
    await region.rest()


def _an_award(period: tuple[date, date], eenheid: str) -> Json:
    return {
        "bsn": CLIENT.bsn,
        "agbCode": AGB,
        "product": {"categorie": "45", "code": "45B01"},
        "ingangsdatum": str(period[0]),
        "einddatum": str(period[1]),
        "omvang": {"volume": 10, "eenheid": eenheid, "frequentie": "6"},
    }


async def _award(region: Region, period: tuple[date, date], eenheid: str) -> int:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    given = await officer.post("/toewijzingen", json=_an_award(period, eenheid))
    assert given.status_code == 201, given.text
    await region.rest()
    nummer: int = given.json()["toewijzingNummer"]
    return nummer


async def _refused(region: Region, period: tuple[date, date], eenheid: str) -> tuple[int, str]:
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    answer = await officer.post("/toewijzingen", json=_an_award(period, eenheid))
    return answer.status_code, answer.json()["code"]


async def test_c04_awards_in_the_unit_of_their_day_only(region: Region) -> None:
    """From the day of the amendment nobody is awarded hours, and before it nobody pieces."""
    await _amended(region)

    assert await _refused(region, JANUARY, "04") == (409, "WJ759-4")
    assert await _refused(region, DECEMBER, "82") == (409, "WJ759-4")
    await _award(region, DECEMBER, "04")
    await _award(region, JANUARY, "82")


async def test_c04_a_gemeente_that_joins_and_one_that_stays(
    region: Region, clock: SimulatedClock
) -> None:
    """Who joins is awarded help from the day on; who stays is paid over it without a break."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    beheer = region.of("contract", OrgType.BEHEER, "beheer")
    await beheer.put("/gemeenten/0363", json={"naam": "Amsterdam", "geldigVan": "2015-01-01"})
    found = await beheer.get(f"/regios/{REGIO}")
    shown = found.json()
    leden = [*shown["leden"], {"gemeentecode": "0363", "geldigVan": "2015-01-01"}]
    await beheer.put(
        f"/regios/{REGIO}",
        json={"naam": shown["naam"], "leden": leden},
        headers={"If-Match": found.headers["ETag"]},
    )
    (contract,) = (await regio.get("/contracten")).json()["resultaten"]
    joins = {
        "ingangsdatum": "2027-01-01",
        "grond": "Amsterdam treedt toe.",
        "gemeenten": {"gemeentecodes": [*contract["gemeentecodes"], "0363"]},
    }
    answer = await regio.post(
        f"/contracten/{contract['id']}/wijzigingen", json=joins, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 201, answer.text
    await region.rest()
    there = region.of("referral", OrgType.GEMEENTE, "0363")
    assert (await there.post("/clienten", json=a_client())).status_code == 201
    early = await there.post("/toewijzingen", json=_an_award(DECEMBER, "04"))
    assert (early.status_code, early.json()["code"]) == (409, "WJ759-4")
    later = await there.post("/toewijzingen", json=_an_award(JANUARY, "04"))
    assert later.status_code == 201, later.text
    stays = await _award(region, (DECEMBER[0], JANUARY[1]), "04")
    clock.move_to(datetime(2027, 2, 5, 12, tzinfo=UTC))
    both = [
        a_line(stays, "december", 1, 8000, begin=DECEMBER[0], eind=DECEMBER[1]),
        a_line(stays, "januari", 1, 8000, begin=JANUARY[0], eind=JANUARY[1]),
    ]
    assert await _claim(region, "D1", *both) == (16_000, set())


async def test_c04_hours_in_december_and_pieces_in_january(
    region: Region, clock: SimulatedClock
) -> None:
    """Both are paid as agreed for their day; hours in January are paid by nobody."""
    await _amended(region)
    hours, pieces = await _award(region, DECEMBER, "04"), await _award(region, JANUARY, "82")
    clock.move_to(datetime(2027, 2, 5, 12, tzinfo=UTC))
    old = {"begin": DECEMBER[0], "eind": DECEMBER[1]}
    new = {"begin": JANUARY[0], "eind": JANUARY[1]}

    turned = await _claim(
        region,
        "D1",
        a_line(hours, "stuks", 1, 45_000, **old, eenheid="82"),
        a_line(pieces, "uren", 1, 8000, **new),
    )
    agreed = await _claim(
        region,
        "D2",
        a_line(hours, "december", 2, 8000, **old),
        a_line(pieces, "januari", 1, 45_000, **new, eenheid="82"),
    )

    assert turned == (0, {"stuks", "uren"})
    assert agreed == (2 * 8000 + 45_000, set())


async def _claim(region: Region, identificatie: str, *lines: Line) -> tuple[int, set[str]]:
    """Cents granted, and the references of what was refused."""
    envelope = Envelope(AGB, GEMEENTE, identificatie, date(2027, 2, 5))
    raw = messages.declaratie(envelope, identificatie, JANUARY, list(lines))
    answer = read((await region.post("billing", raw))["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    assert answer.declaratie_antwoord is not None
    refused = {
        one.product_referentie.referentie_nummer
        for client in answer.declaratie_antwoord.clienten
        for one in client.prestaties
    }
    return answer.declaratie_antwoord.totaal_toegekend_bedrag.signed, refused
