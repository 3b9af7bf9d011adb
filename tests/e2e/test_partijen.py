# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who delivers for a head is paid by that head, and by no gemeente."""

from datetime import date

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from libs.ijw import JW301, JW325, read
from tests.e2e.conftest import AGB, GEMEENTE, REGIO, Region, a_claim, a_line, a_request

SUB = "90000102"
AUGUST = (date(2026, 8, 1), date(2026, 8, 31))


async def test_c13_a_claim_by_a_subcontractor_is_refused(region: Region) -> None:
    """C-13: head and sub claim the same hours of one award; the head is paid, the sub is not."""
    regio = region.of("contract", OrgType.REGIO, REGIO)
    await regio.put(f"/aanbieders/{SUB}", json={"naam": "Leger des Heils"})
    below = {
        "hoofdaannemer": AGB,
        "onderaannemer": SUB,
        "kvkNummer": "12345678",
        "naam": "Leger des Heils",
        "geldigVan": "2026-01-01",
        "toestemmingOp": "2025-12-01",
    }
    kept = await regio.post("/onderaannemingen", json=below)
    assert kept.status_code == 201, kept.text
    await region.post("referral", a_request())
    award = next(m for m in await region.outgoing("referral") if isinstance(m, JW301))
    nummer = award.client.toegewezen_producten[0].toewijzing_nummer

    envelope = Envelope(SUB, GEMEENTE, "D1", date(2026, 9, 5))
    lines = [a_line(nummer, "R1", 10)]
    refused = await region.post(
        "billing", messages.declaratie(envelope, "DN1", AUGUST, lines), agb=SUB
    )
    paid = await region.post("billing", a_claim("D1", "DN1", lines))

    for claimed, granted in ((refused, 0), (paid, 80_000)):
        answer = read(claimed["antwoord"]["xml"].encode())
        assert isinstance(answer, JW325)
        assert answer.declaratie_antwoord is not None
        assert answer.declaratie_antwoord.totaal_toegekend_bedrag.signed == granted
    officer = region.of("billing", OrgType.GEMEENTE, GEMEENTE)
    listed = (await officer.get("/declaraties")).json()["resultaten"]
    assert {one["agbCode"]: one["totaalToegekend"] for one in listed} == {SUB: 0, AGB: 80_000}
