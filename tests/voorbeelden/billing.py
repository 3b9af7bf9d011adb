# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The examples of billing, in an order in which they are true, and what that needs beside them."""

from datetime import UTC, datetime
from typing import Any

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.billing.test_billing_controles import DETAIL, LADDER
from tests.contract.world import a_contract, a_product
from tests.e2e.conftest import GEMEENTE, a_claim
from tests.e2e.test_chain import awarded, start_message, two_lines
from tests.voorbeelden.spel import Spel

ANNA, BRAM = "Anna Bos", "Bram Vos"
CONTROLE = "/controles/{controleId}"
LIJST = "/vernietigingslijsten/{lijstId}"
RUN = "/betaalruns/{betaalrunId}"


async def play(spel: Spel) -> None:
    """Claims of one child and what is paid of them; then what stands beside the claims."""
    await _claimed(spel)
    for name in (
        "POST /declaraties/{declaratie_id}/_herbeoordeel",
        "POST /declaraties/_proef",
        "POST /proeven",
        "POST /aansluiting/_vergelijk",
        "POST /verwerkingen/_zoek",
        "POST /bedrijfsopgaven",
        "POST /ikzmeldingen",
        "POST /verrekeningen",
        "POST /verrekeningen/{verrekeningId}/handelingen",
        "POST /subsidies",
        "POST /subsidies/{subsidieId}/handelingen",
    ):
        await spel(name)
    await _paid(spel)
    await _lump_sum(spel)
    await spel("POST /facturen")
    await spel("POST /berichten", OrgType.AANBIEDER)
    await spel.region.rest()
    await spel("POST /verleden/_inlezen")
    await _controle(spel)
    await _destroyed(spel)
    await spel.questions({})


async def _claimed(spel: Spel) -> None:
    region = spel.region
    nummer = await awarded(region)
    await region.post("referral", start_message(nummer))
    await region.post("billing", a_claim("D1", "DN1", two_lines(nummer)))
    await region.rest()
    for name in ("GET /declaraties", "GET /berichten", "GET /uitgaande-berichten"):
        await spel(name)


async def _paid(spel: Spel) -> None:
    """One prepares, another approves; of a payment that the bank sends back too."""
    own = {"houder": GEMEENTE, "iban": "NL20INGB0001234567", "tenaamstelling": "Leusden"}
    made = await spel.caller(OrgType.GEMEENTE, ANNA).post("/rekeningen", json=own)
    bram = spel.caller(OrgType.GEMEENTE, BRAM)
    await bram.post(f"/rekeningen/{made.json()['id']}/besluiten", json={"besluit": "goedkeuren"})
    await spel("POST /rekeningen", persoon=ANNA)
    await spel("POST /rekeningen/{rekeningId}/besluiten", persoon=BRAM)
    await spel("POST /betaalruns", persoon=ANNA)
    await spel(f"POST {RUN}/goedkeuringen", persoon=BRAM)
    await spel(f"POST {RUN}/handelingen", persoon=ANNA)
    await spel(f"GET {RUN}/bestand")
    run = await spel(f"GET {RUN}")
    await spel(f"POST {RUN}/mislukkingen/_inlezen", persoon=ANNA)
    paid = [one["endToEndId"] for one in run["betalingen"]]
    refused = {"betalingen": paid, "besluit": "afwijzen"}
    place = f"/betaalruns/{spel.at(RUN)}/mislukkingen/besluiten"
    await bram.post(place, json=refused)
    await spel(f"POST {RUN}/mislukkingen", persoon=ANNA)
    await spel(f"POST {RUN}/mislukkingen/besluiten", persoon=BRAM)


async def _lump_sum(spel: Spel) -> None:
    """Of a year that is over."""
    task = a_product(code="45T01", variant="taakgericht", eenheid=None, tarieven=[])
    body = a_contract(gemeentecodes=[GEMEENTE], geldigVan="2025-01-01", producten=[task])
    regio = spel.caller(OrgType.REGIO, dienst="contract")
    answer = await regio.post("/contracten", json=body)
    spel.means("POST /taakafspraken", "contractId", answer.json()["id"])
    await spel.region.rest()
    await spel("POST /taakafspraken", OrgType.REGIO)
    await spel("POST /taakopgaven")
    await spel("POST /afrekeningen", OrgType.REGIO)
    await spel("POST /afrekeningen/{afrekeningId}/handelingen", OrgType.GEMEENTE)


async def _controle(spel: Spel) -> None:
    """A file is looked into in the detail control only."""
    made = await spel("POST /controles")
    await spel(f"POST {CONTROLE}/handelingen")
    officer = spel.caller(OrgType.GEMEENTE)
    for step in LADDER[1:DETAIL]:
        if step["handeling"] == "detailcontrole":
            _on(spel, datetime(2026, 12, 1, 9, tzinfo=UTC))
        body: dict[str, Any] = {"tekst": "Vastgelegd"} | step
        if "persoon" in step:
            body["persoon"] = ANNA
        done = await officer.post(f"/controles/{made['id']}/handelingen", json=body)
        assert done.is_success, done.text
    await spel(f"GET {CONTROLE}/dossiers")
    await spel(f"POST {CONTROLE}/inzagen")
    await spel("POST /controles/_opruimen")


async def _destroyed(spel: Spel) -> None:
    """After seven years; one prepares, another decides."""
    _on(spel, datetime(2034, 3, 1, 9, tzinfo=UTC))
    await spel("POST /bewaarplichten", persoon=ANNA)
    await spel("POST /bewaarplichten/_zoek", persoon=ANNA)
    await spel("POST /bewaarplichten/{bewaarplichtId}/_opheffen", persoon=ANNA)
    await spel("POST /vernietigingslijsten", persoon=ANNA)
    await spel(f"GET {LIJST}/regels")
    await spel(f"POST {LIJST}/regels/{{nummer}}/_opschorten", persoon=ANNA)
    await spel("POST /bewaarplichten/{bewaarplichtId}/_opheffen", persoon=ANNA)
    await spel(f"POST {LIJST}/_afwijzen", persoon=BRAM)
    await spel("POST /vernietigingslijsten", persoon=ANNA)
    await spel(f"POST {LIJST}/_indienen", persoon=ANNA)
    await spel(f"POST {LIJST}/_vaststellen", persoon=BRAM)


def _on(spel: Spel, moment: datetime) -> None:
    clock = spel.region.services["billing"].runtime.clock
    assert isinstance(clock, SimulatedClock)
    clock.move_to(moment)
