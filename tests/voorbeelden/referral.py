# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The examples of referral, in an order in which they are true, and what that needs beside them."""

from dataclasses import replace
from datetime import date
from typing import Any

from demo import messages
from demo.messages import Envelope
from libs.common.auth import OrgType
from tests.e2e.conftest import AGB, GEMEENTE, TRAJECT, a_client
from tests.referral.gezinnen import bsn
from tests.voorbeelden.spel import Spel

AMSTERDAM = "0363"
ANNA, BRAM = "Anna Bos", "Bram Vos"
CLIENT = "/clienten/{client_id}"
GEZIN = "/gezinnen/{gezin_id}"
LIJST = "/vernietigingslijsten/{lijstId}"
OVERDRACHT = "/overdrachten/{overdracht_id}"
PLAN = "/gezinsplannen/{plan_id}"
TOEWIJZING = "/toewijzingen/{toewijzing_id}"
VERWIJZING = "/verwijzingen/{verwijzing_id}"
VERZOEK = "/verzoeken/{verzoek_id}"
FREE = {
    "toegang": "vrij-toegankelijk",
    "verwijzerType": "cjg",
    "zorgverlenerCode": None,
}
CRISIS = {"product": {"categorie": "46"}, "crisisStart": "2026-11-20"}


async def play(spel: Spel) -> None:
    """Messages, a client and its help, the family around it, and at last what is destroyed."""
    beheer = spel.caller(OrgType.BEHEER, dienst="contract")
    amsterdam = {"naam": "Amsterdam", "geldigVan": "2015-01-01"}
    assert (await beheer.put(f"/gemeenten/{AMSTERDAM}", json=amsterdam)).is_success
    await _in_order(
        spel,
        "PUT /gemeenten/{gemeentecode}/beleid",
        "PUT /gemeenten/{gemeentecode}/casusbeleid",
        "PUT /dyslexieregels/{geldig_van}",
        "POST /wachtnormen",
    )
    await spel("POST /berichten", OrgType.AANBIEDER)
    await spel.region.rest()
    await _decided(spel)
    await spel("POST /clienten", adres=a_client()["adres"])
    await _in_order(spel, "POST /clienten/_zoek", f"POST {CLIENT}/_corrigeren")
    await _referred(spel)
    await _helped(spel)
    await _in_a_family(spel)
    await _around(spel)
    await spel.region.rest()
    await _handed_over(spel)
    await spel("POST /verleden/_inlezen")
    await spel.region.rest()
    await _destroyed(spel)
    await spel.questions({})


async def _in_order(spel: Spel, *names: str) -> None:
    for name in names:
        await spel(name)


async def _decided(spel: Spel) -> None:
    """A request waits for a person where no policy awards it."""
    officer = spel.caller(OrgType.GEMEENTE)
    off = {"automatischToekennen": False}
    assert (await officer.put(f"/gemeenten/{GEMEENTE}/beleid", json=off)).is_success
    envelope = Envelope(AGB, GEMEENTE, "V3", date(2026, 11, 1))
    asked = replace(TRAJECT, nummer=3, vanaf=date(2026, 12, 1), tot=date(2026, 12, 31))
    await spel.region.post("referral", messages.verzoek(envelope, asked))
    listed = (await officer.get("/verzoeken?status=open")).json()["resultaten"]
    spel.of(VERZOEK, listed[0]["id"])
    await spel(f"POST {VERZOEK}/besluiten")


async def _referred(spel: Spel) -> None:
    """Each step is of another referral."""
    for changes, steps in (
        ({}, ("_woonplaats", "_wachten", "_doorgeleiden")),
        ({}, ("_intrekken",)),
        (FREE, ("_start", "_beeindig")),
        (CRISIS, ("_uitstroom",)),
    ):
        await spel("POST /verwijzingen", **changes)
        for step in steps:
            await spel(f"POST {VERWIJZING}/{step}")
    await _in_order(spel, "POST /verwijzingen/_zoek", "POST /woonplaats/_bepaal")


async def _helped(spel: Spel) -> None:
    await _in_order(
        spel,
        "POST /pgbs",
        "POST /pgbs/{pgb_id}/_beeindig",
        "POST /toewijzingen",
        "POST /machtigingen",
        "POST /machtigingen/{machtiging_id}/_intrekken",
        "POST /poortwachtersbesluiten",
        "POST /cbs-leveringen/_samenstellen",
        "POST /leeftijdsgrenzen/_bepaal",
        "POST /overdrachten",
        f"POST {OVERDRACHT}/_intrekken",
        f"POST {TOEWIJZING}/wijzigingen",
        f"POST {TOEWIJZING}/herzieningen",
        "POST /verwerkingen/_zoek",
    )


async def _other(spel: Spel, number: int) -> str:
    """Another client of the gemeente."""
    body: dict[str, Any] = a_client() | {"bsn": bsn(number)}
    answer = await spel.caller(OrgType.GEMEENTE).post("/clienten", json=body)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


async def _in_a_family(spel: Spel) -> None:
    """A measure while a parent has the lead is a task; a plan ends that."""
    spel.means(f"POST {GEZIN}/leden", "clientId", await _other(spel, 0))
    await _in_order(
        spel,
        "POST /gezinnen",
        f"POST {GEZIN}/leden",
        f"POST {GEZIN}/_verlaten",
        f"POST {GEZIN}/_eigenaar",
        "POST /gezinsplannen",
        "POST /maatregelen",
    )
    await spel.region.rest()
    await _in_order(
        spel,
        "GET /taken",
        "POST /taken/{taak_id}/_afhandelen",
        f"POST {PLAN}/regie",
        f"POST {PLAN}/evaluaties",
        "POST /maatregelen/{maatregel_id}/_beeindig",
    )


async def _around(spel: Spel) -> None:
    for name, steps in (
        ("/toekomstplannen/{plan_id}", ("_herzien", "_goedkeuren")),
        ("/verblijven/{verblijf_id}", ("_beeindig",)),
        ("/escalaties/{escalatie_id}", ("adviezen", "_opschalen", "_besluiten", "_afsluiten")),
        ("/beschermingstafels/{tafel_id}", ("_afronden",)),
        ("/consulten/{consult_id}", ("_opvolgen",)),
        ("/verblijfsafwegingen/{afweging_id}", ()),
    ):
        await spel(f"POST {name.rpartition('/')[0]}")
        for step in steps:
            await spel(f"POST {name}/{step}")


async def _handed_over(spel: Spel) -> None:
    """Refused first, confirmed after."""
    for step in ("_weiger", "_bevestig"):
        await spel("POST /overdrachten")
        await spel(f"POST {OVERDRACHT}/{step}", code=AMSTERDAM)


async def _destroyed(spel: Spel) -> None:
    """One prepares, another decides; a client who asks for it waits no twenty years."""
    spel.means("POST /vernietigingslijsten", "clientId", await _other(spel, 1))
    await spel("POST /bewaarplichten", persoon=ANNA)
    await spel("POST /bewaarplichten/_zoek", persoon=ANNA)
    await spel("POST /vernietigingslijsten", persoon=ANNA, clientId=await _other(spel, 2))
    await spel(f"GET {LIJST}/regels")
    await spel(f"POST {LIJST}/regels/{{nummer}}/_opschorten", persoon=ANNA)
    await spel(f"POST {LIJST}/_afwijzen", persoon=BRAM)
    await spel("POST /bewaarplichten/{bewaarplichtId}/_opheffen", persoon=ANNA)
    await spel("POST /vernietigingslijsten", persoon=ANNA)
    await spel(f"POST {LIJST}/_indienen", persoon=ANNA)
    await spel(f"POST {LIJST}/_vaststellen", persoon=BRAM)
    await spel.region.rest()
