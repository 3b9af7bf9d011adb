# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which tariff a claim is held against, on either side of New Year."""

from datetime import date

import pytest

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import JW325, read
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, Json, Region, a_contract, a_line

OLD_YEARS_DAY, NEW_YEARS_DAY = date(2025, 12, 31), date(2026, 1, 1)
CPB = {"prognose": "4.17", "definitief": "0", "vorigePrognose": "0"}


async def _indexed(region: Region) -> tuple[Json, Json]:
    """A contract since 2025 at 80 euro, indexed for 2026: the run, and its product."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    body = a_contract()
    tarief = {"bedrag": 8000, "geldigVan": "2025-01-01"}
    product = body["producten"][0] | {"code": "45B02", "tarieven": [tarief]}
    body |= {"geldigVan": "2025-01-01", "producten": [product]}
    signed = await regio.post("/contracten", json=body)
    assert signed.status_code == 201, signed.text
    run = await regio.post("/indexaties", json={"jaar": 2026, "ova": CPB, "ppc": CPB})
    assert run.status_code == 201, run.text
    done = await regio.post(f"/indexaties/{run.json()['id']}/_doorvoeren")
    assert done.status_code == 200, done.text
    await region.rest()
    shown = await regio.get(f"/contracten/{signed.json()['id']}")
    return run.json(), shown.json()["producten"][0]


async def _award(region: Region) -> int:
    """Help on the last day of 2025 and the first of 2026."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    award = {
        "bsn": CLIENT.bsn,
        "agbCode": AGB,
        "product": {"categorie": "45", "code": "45B02"},
        "ingangsdatum": str(OLD_YEARS_DAY),
        "einddatum": str(NEW_YEARS_DAY),
        "omvang": {"volume": 10, "eenheid": "04", "frequentie": "6"},
    }
    given = await officer.post("/toewijzingen", json=award)
    assert given.status_code == 201, given.text
    await region.rest()
    nummer: int = given.json()["toewijzingNummer"]
    return nummer


@pytest.mark.both_databases
async def test_c06_the_old_tariff_on_31_december_and_the_new_on_1_january(region: Region) -> None:
    """C-06: indexed from 80.00 to 83.34; each day its own tariff, and no other."""
    run, product = await _indexed(region)
    assert [(x["bedrag"], x["geldigTot"], x["indexatieId"]) for x in product["tarieven"]] == [
        (8000, "2025-12-31", None),
        (8334, None, run["id"]),
    ]
    nummer = await _award(region)

    refused = await _claim(region, nummer, "D1", (8334, 8000))
    assert refused[0] == 0
    assert all("0611" in codes for codes in refused[1].values()), refused
    assert await _claim(region, nummer, "D2", (8000, 8334)) == (8000 + 8334, {})


async def _claim(
    region: Region, nummer: int, identificatie: str, tarieven: tuple[int, int]
) -> tuple[int, dict[str, tuple[str, ...]]]:
    """Claim an hour on each day: cents granted, and the codes of each line that was refused."""
    days = zip((OLD_YEARS_DAY, NEW_YEARS_DAY), tarieven, strict=True)
    lines = [
        a_line(nummer, f"{identificatie}{day}", 1, tarief, code="45B02", begin=day, eind=day)
        for day, tarief in days
    ]
    period = (date(2026, 1, 1), date(2026, 1, 31))
    envelope = Envelope(AGB, GEMEENTE, identificatie, date(2026, 2, 5))
    claimed = await region.post(
        "billing", messages.declaratie(envelope, identificatie, period, lines)
    )
    answer = read(claimed["antwoord"]["xml"].encode())
    assert isinstance(answer, JW325)
    assert answer.declaratie_antwoord is not None
    codes = {
        one.product_referentie.referentie_nummer: one.retour_codes
        for client in answer.declaratie_antwoord.clienten
        for one in client.prestaties
    }
    return answer.declaratie_antwoord.totaal_toegekend_bedrag.signed, codes
