# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The examples of contract, in an order in which they are true, and what that needs beside them."""

from libs.common.auth import OrgType
from libs.common.contracts import DeclaratieBeoordeeld, Regel
from services.contract.handlers.jaarlijsten import draw_up
from tests.contract.world import a_contract, a_product
from tests.voorbeelden.spel import Spel

CONTRACT = "/contracten/{contractId}"
PRODUCT = f"{CONTRACT}/producten/{{productId}}"
SLEUTEL = f"{CONTRACT}/verdeelsleutels/{{jaar}}"
VOORSTEL = "/clientenstopvoorstellen/{voorstelId}"


async def play(spel: Spel) -> None:
    """Registers, contracts, what is agreed beside them, and who may look."""
    await _registers(spel)
    await _contracts(spel)
    await _lump_sum(spel)
    for name in [one for one in spel.operations if one.startswith("PUT") and "dossierId" in one]:
        await spel(name.replace("PUT", "POST").removesuffix("/{dossierId}"))
        await spel(name)
    await _spent(spel)
    await _toegang(spel)
    await draw_up(spel.region.services["contract"].runtime)
    own = [one for one in spel.operations if one.startswith("GET /autorisaties")]
    await spel.questions(dict.fromkeys(own, OrgType.BEHEER))


async def _registers(spel: Spel) -> None:
    beheer = spel.caller(OrgType.BEHEER)
    for code, body in (
        ("/gemeenten/0307", {"naam": "Amersfoort", "geldigVan": "2015-01-01"}),
        ("/aanbieders/90000102", {"naam": "De Es", "kvkNummer": "23456789"}),
    ):
        assert (await beheer.put(code, json=body)).is_success
    for name in ("gemeenten/{gemeentecode}", "regios/{regiocode}", "aanbieders/{agbCode}"):
        await spel(f"PUT /{name}")
    await spel("PUT /zorgfuncties/{zorgfunctieId}")
    for soort in ("gemeenten", "regios", "aanbieders", "zorgfuncties"):
        await spel(f"POST /{soort}/_importeer")
    await spel("POST /indexaties", OrgType.REGIO)
    await spel("POST /indexaties/{indexatieId}/_doorvoeren", OrgType.REGIO)


async def _contracts(spel: Spel) -> None:
    regio = OrgType.REGIO
    await spel("POST /contracten", regio)
    await spel(f"POST {CONTRACT}/producten", regio)
    await spel(f"POST {PRODUCT}/tarieven", regio)
    await spel(f"PUT {PRODUCT}/tarieven", regio)
    for soort in ("contracten", "producten", "tarieven"):
        await spel(f"POST /{soort}/_importeer", regio)
    await spel(f"PUT {CONTRACT}/plafonds/{{jaar}}", regio)
    await spel(f"PUT {CONTRACT}/afrekenvoorwaarden/{{jaar}}", regio)
    await spel(f"POST {CONTRACT}/wijzigingen", regio)
    await spel(f"PUT {CONTRACT}/uitloop", regio)


async def _lump_sum(spel: Spel) -> None:
    """A key is of a contract that is paid as a whole."""
    made = spel.at(CONTRACT)
    task = a_product(code="45T01", variant="taakgericht", eenheid=None, tarieven=[])
    asked = spel.caller(OrgType.REGIO)
    body = a_contract(geldigVan="2025-01-01", producten=[task])
    answer = await asked.post("/contracten", json=body)
    spel.of(CONTRACT, answer.json()["id"])
    await spel(f"PUT {SLEUTEL}", OrgType.REGIO)
    await spel(f"GET {SLEUTEL}", OrgType.REGIO)
    await spel(f"GET {SLEUTEL}/versies", OrgType.REGIO)
    spel.of(CONTRACT, made)


async def _spent(spel: Spel) -> None:
    """The ceiling is reached, raised, and reached again."""
    asked = spel.caller(OrgType.REGIO)
    ceiling = f"/contracten/{spel.at(CONTRACT)}/plafonds/2026"
    for number, step in enumerate(("_afwijzen", "_overnemen"), start=1):
        await _approve(spel, number)
        listed = (await asked.get("/clientenstopvoorstellen")).json()["resultaten"]
        spel.of(VOORSTEL, next(one["id"] for one in listed if one["toestand"] == "open"))
        await spel(f"POST {VOORSTEL}/{step}", OrgType.REGIO)
        raised = await asked.put(ceiling, json={"bedrag": 100_000_000 * (number + 1)})
        assert raised.is_success, raised.text


async def _approve(spel: Spel, number: int) -> None:
    regel = Regel(
        regel_id=f"r{number}",
        referentie_nummer=f"R{number}",
        toewijzing_nummer=1,
        categorie="45",
        code="45A04",
        periode_begin="2026-03-01",
        periode_eind="2026-03-31",
        volume=1,
        eenheid="04",
        bedrag=100_000_000,
        toegekend=True,
    )
    told = DeclaratieBeoordeeld(
        declaratie_id=f"d{number}",
        deel=1,
        gemeentecode="0307",
        agb_code="90000101",
        client_pseudoniem=f"{number:032x}",
        declaratie_maand="2026-03",
        beoordeeld_op="2026-04-02T09:00:00Z",
        regels=(regel,),
    )
    billing = spel.region.services["billing"].runtime
    async with billing.db.begin() as session:
        await billing.outbox.add(session, told)
    await spel.region.rest()


async def _toegang(spel: Spel) -> None:
    await spel("PUT /autorisaties/{soort}/{code}")
    await spel("POST /noodtoegangen")
    await spel("POST /noodtoegangen/{noodtoegangId}/_sluit", persoon="Bram Vos")
    await spel("POST /noodtoegangen/{noodtoegangId}/_toets", persoon="Bram Vos")
