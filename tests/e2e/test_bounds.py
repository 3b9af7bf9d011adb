# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What other services say beside awards and tariffs reaches the judging of claims."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import JW301
from services.billing import tables as t
from tests.e2e.conftest import (
    AGB,
    GEMEENTE,
    REGIO,
    TRAJECT,
    Region,
    a_claim,
    a_contract,
    a_line,
    a_request,
)


async def _awarded(region: Region) -> int:
    await region.post("referral", a_request())
    award = next(m for m in await region.outgoing("referral") if isinstance(m, JW301))
    return award.client.toegewezen_producten[0].toewijzing_nummer


async def _signals(region: Region) -> list[tuple[int, str]]:
    officer = region.of("billing", OrgType.GEMEENTE, GEMEENTE)
    (declaratie,) = (await officer.get("/declaraties")).json()["resultaten"]
    found = await officer.get(f"/declaraties/{declaratie['id']}/signalen")
    return [(s["nummer"], s["soort"]) for s in found.json()["resultaten"]]


async def test_b_08_a_start_that_comes_after_its_claim(region: Region) -> None:
    """Paid without a start, with a signal; the JW305 comes late and the signal is gone."""
    nummer = await _awarded(region)
    claimed = await region.post("billing", a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))
    assert (claimed["status"], claimed["bevindingen"]) == ("verwerkt", [])
    assert await _signals(region) == [(1, "zonder-start")]

    start = Envelope(AGB, GEMEENTE, "S1", date(2026, 9, 6))
    raw = messages.start(start, TRAJECT, nummer, date(2026, 7, 1))
    assert (await region.post("referral", raw))["bevindingen"] == []

    assert await _signals(region) == []


async def _rows(region: Region, table: sa.Table) -> list[dict[str, Any]]:
    async with region.services["billing"].runtime.db.read() as session:
        return [dict(row._mapping) for row in await session.execute(sa.select(table))]


async def test_c_09_a_ceiling_reaches_billing_and_stops_no_specific_award(region: Region) -> None:
    """A ceiling of nothing: what was awarded by its code is paid all the same."""
    nummer = await _awarded(region)
    regio = region.of("contract", OrgType.REGIO, REGIO)
    (contract,) = (await regio.get("/contracten")).json()["resultaten"]
    put = await regio.put(f"/contracten/{contract['id']}/plafonds/2026", json={"bedrag": 0})
    assert put.status_code == 200, put.text
    await region.rest()

    claimed = await region.post("billing", a_claim("D1", "DN1", [a_line(nummer, "R1", 10)]))

    (kept,) = await _rows(region, t.plafond)
    assert (kept["contract_id"], kept["jaar"], kept["bedrag"]) == (contract["id"], 2026, 0)
    assert claimed["bevindingen"] == []
    officer = region.of("billing", OrgType.GEMEENTE, GEMEENTE)
    (declaratie,) = (await officer.get("/declaraties")).json()["resultaten"]
    told = await officer.get(f"/declaraties/{declaratie['id']}/regels/1/toelichting")
    (step,) = [s for s in told.json()["stappen"] if s["regel"] == "EB005"]
    assert step["oordeel"] == "niet-van-toepassing"


async def test_c_12_a_run_off_reaches_billing(region: Region) -> None:
    """With the contract that has it, and with no other."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    ended = a_contract() | {
        "geldigVan": "2025-01-01",
        "geldigTot": "2025-12-31",
        "uitloopTot": "2026-06-30",
    }
    tarief = {"bedrag": 7900, "geldigVan": "2025-01-01"}
    ended["producten"] = [ended["producten"][0] | {"tarieven": [tarief]}]

    signed = await regio.post("/contracten", json=ended)
    assert signed.status_code == 201, signed.text
    await region.rest()

    kept = {row["contract_id"]: row["uitloop_tot"] for row in await _rows(region, t.contract)}
    assert kept.pop(signed.json()["id"]) == date(2026, 6, 30)
    assert set(kept.values()) == {None}
