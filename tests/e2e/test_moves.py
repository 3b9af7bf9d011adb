# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-20 through all services: after a move the old tariff counts for a year, and no day longer."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from demo import messages
from demo.messages import Envelope, Line
from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, Json, Region, a_contract, a_line

THERE = "0363"
LAST, AFTER = date(2027, 9, 14), date(2027, 9, 15)


async def moved(region: Region) -> tuple[int, int]:
    """Two hours a week since January; moved on 15 September: the old number and the new one."""
    beheer = region.of("contract", OrgType.BEHEER, "beheer")
    since = {"geldigVan": "2015-01-01"}
    await beheer.put(f"/gemeenten/{THERE}", json={"naam": "Amsterdam", **since})
    await region.rest()
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    given = await officer.post("/toewijzingen", json=an_award("2026-01-01", "2027-12-31"))
    assert given.status_code == 201, given.text
    offer = {"clientId": given.json()["clientId"], "naar": THERE, "per": "2026-09-15"}
    offered = await officer.post("/overdrachten", json=offer)
    assert offered.status_code == 201, offered.text
    other = region.of("referral", OrgType.GEMEENTE, THERE)
    path = f"/overdrachten/{offered.json()['id']}/_bevestig"
    done = await other.post(path, json={"adres": AMSTERDAM})
    assert done.status_code == 200, done.text
    await region.rest()
    (old,) = (await officer.get("/toewijzingen")).json()["resultaten"]
    (new,) = (await other.get("/toewijzingen")).json()["resultaten"]
    assert (old["ingangsdatum"], old["einddatum"]) == ("2026-01-01", "2026-09-14")
    assert (new["ingangsdatum"], new["einddatum"]) == ("2026-09-15", "2027-09-14")
    assert (new["voortzettingVan"], new["oudTariefTot"]) == (old["id"], "2027-09-14")
    return old["toewijzingNummer"], new["toewijzingNummer"]


AMSTERDAM = {
    "straatnaam": "Lindelaan",
    "huisnummer": 12,
    "postcode": "1011AB",
    "plaatsnaam": "Amsterdam",
}


def an_award(begin: str, end: str) -> Json:
    return {
        "bsn": CLIENT.bsn,
        "agbCode": AGB,
        "product": {"categorie": "45", "code": "45B01"},
        "ingangsdatum": begin,
        "einddatum": end,
        "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
    }


async def codes(
    region: Region, gemeente: str, lines: list[Line], identificatie: str = "D1"
) -> list[list[str]]:
    """Claim these in October 2027, and give the codes of each line."""
    envelope = Envelope(AGB, gemeente, identificatie, date(2027, 10, 5))
    period = (date(2027, 9, 1), date(2027, 9, 30))
    nummer = f"{gemeente}{identificatie}"
    raw = messages.declaratie(envelope, nummer, period, lines)
    answer = await region.post("billing", raw)
    assert answer["status"] == "verwerkt", answer
    return [line["retourcodes"] for line in await regels(region)]


async def regels(region: Region) -> list[Json]:
    """The lines of the newest claim."""
    provider = region.of("billing", OrgType.AANBIEDER, AGB)
    newest = (await provider.get("/declaraties")).json()["resultaten"][0]["id"]
    answer = await provider.get(f"/declaraties/{newest}/regels?limit=100")
    found: list[Json] = answer.json()["resultaten"]
    return found


def line(nummer: int, referentie: str, begin: date, eind: date, **changes: Any) -> Line:
    return a_line(nummer, referentie, 2, begin=begin, eind=eind, **changes)


SEPTEMBER = (date(2026, 9, 15), date(2026, 9, 30))


@pytest.mark.both_databases
async def test_r20_old_tariff_for_a_year(region: Region, clock: SimulatedClock) -> None:
    """Old until 14 September, new from the 15th, old tariff until 14 September next year."""
    old, new = await moved(region)
    clock.move_to(datetime(2027, 10, 5, 9, 0, tzinfo=UTC))

    before = await codes(
        region,
        GEMEENTE,
        [
            line(old, "R1", date(2026, 9, 1), date(2026, 9, 14)),
            line(old, "R2", *SEPTEMBER),
        ],
    )
    after = await codes(
        region,
        THERE,
        [
            line(new, "R3", *SEPTEMBER),
            line(new, "R4", date(2026, 10, 1), date(2026, 10, 31), tarief=7900),
            line(new, "R5", date(2027, 9, 1), LAST),
        ],
        "D2",
    )

    assert before == [[], ["9308", "9387", "9388"]]
    assert after == [[], ["0611"], []]


@pytest.mark.both_databases
async def test_r20_the_day_after_no_tariff_is_left(region: Region, clock: SimulatedClock) -> None:
    """From 15 September next year help needs a contract of the new gemeente."""
    await moved(region)
    clock.move_to(datetime(2027, 10, 5, 9, 0, tzinfo=UTC))
    other = region.of("referral", OrgType.GEMEENTE, THERE)
    award = an_award("2027-09-15", "2027-12-31")
    refused = await other.post("/toewijzingen", json=award)
    beside = {"grond": "passende-hulp", "motivering": "Niemand anders kan deze hulp hier bieden."}
    given = await other.post("/toewijzingen", json=award | {"afwijkingContract": beside})
    assert given.status_code == 201, given.text
    await region.rest()
    nummer = given.json()["toewijzingNummer"]

    assert (refused.status_code, refused.json()["code"]) == (409, "WJ759-3")
    found = await codes(region, THERE, [line(nummer, "R1", AFTER, date(2027, 9, 30))])

    assert found == [["S329"]]


async def test_r20_a_contract_of_its_own_goes_before(region: Region, clock: SimulatedClock) -> None:
    """The tariff of the new gemeente counts from the day on which it has one."""
    _, new = await moved(region)
    regio = region.of("contract", OrgType.REGIO, "AMSTERDAM")
    beheer = region.of("contract", OrgType.BEHEER, "beheer")
    leden = [{"gemeentecode": THERE, "geldigVan": "2015-01-01"}]
    await beheer.put("/regios/AMSTERDAM", json={"naam": "Amsterdam", "leden": leden})
    await region.rest()
    own = a_contract() | {"gemeentecodes": [THERE], "geldigVan": "2027-01-01"}
    own["producten"][0]["tarieven"] = [{"bedrag": 9000, "geldigVan": "2027-01-01"}]
    made = await regio.post("/contracten", json=own)
    assert made.status_code == 201, made.text
    await region.rest()
    clock.move_to(datetime(2027, 10, 5, 9, 0, tzinfo=UTC))

    january, february = (
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
    )
    found = await codes(
        region,
        THERE,
        [
            line(new, "R1", *SEPTEMBER),
            line(new, "R2", *january),
            line(new, "R3", *february, tarief=9000),
        ],
    )

    assert found == [[], ["0611"], []]


async def test_r20_told_and_counted(region: Region, clock: SimulatedClock) -> None:
    """The explanation names whose contract it is; ledger and figures know what it is worth."""
    _, new = await moved(region)
    clock.move_to(datetime(2027, 10, 5, 9, 0, tzinfo=UTC))
    await codes(region, THERE, [line(new, "R1", *SEPTEMBER)])
    provider = region.of("billing", OrgType.AANBIEDER, AGB)
    claim = (await provider.get("/declaraties")).json()["resultaten"][0]

    told = (await provider.get(f"/declaraties/{claim['id']}/regels/1/toelichting")).json()

    (step,) = [one for one in told["stappen"] if one["regel"] == "TR418"]
    assert step["oordeel"] == "voldaan"
    assert step["feiten"]["voortgezetVan"] == GEMEENTE
    assert step["feiten"]["oudTariefTot"] == "2027-09-14"
    assert "die na de verhuizing telt tot en met 14 september 2027" in step["bevinding"]
    officer = region.of("billing", OrgType.GEMEENTE, THERE)
    again = await officer.post(f"/declaraties/{claim['id']}/_herbeoordeel", json={})
    assert (again.status_code, again.json()["verschillen"]) == (200, []), again.text
    months = "van=2026-09&tot=2027-09"
    balances = (await officer.get(f"/verplichtingen?{months}")).json()["resultaten"]
    view = region.of("reporting", OrgType.GEMEENTE, THERE)
    figures = (await view.get(f"/kerncijfers?{months}&groepering=gemeente")).json()
    of_each = {one["maand"]: (one["toegewezen"], one["open"]) for one in balances}
    assert of_each["2026-09"] == (3 * 2 * 8000, 3 * 2 * 8000 - 16_000)
    assert sum(toegewezen for toegewezen, _ in of_each.values()) == 53 * 2 * 8000
    assert figures["totaal"]["toegewezenBedrag"] == 53 * 2 * 8000
