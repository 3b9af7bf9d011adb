# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-21 and OP003: children without BSN or at a secret address, of whom no message may tell."""

import logging
from pathlib import Path
from typing import Any

import pytest

from libs.common.auth import OrgType
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, Json, Region, a_client, a_request

KENMERK, NAME = "K-2026-0017", "Geheimhouder"
CHILD: Json = {
    "kenmerk": KENMERK,
    "buitenBerichten": "geheim-adres",
    "geboortedatum": "2015-03-02",
    "geslacht": "2",
    "naam": {"achternaam": NAME},
}
AWARD: Json = {
    "kenmerk": KENMERK,
    "agbCode": AGB,
    "product": {"categorie": "45", "code": "45B01"},
    "ingangsdatum": "2026-07-01",
    "einddatum": "2026-09-30",
    "omvang": {"volume": 2, "eenheid": "04", "frequentie": "2"},
}


async def awarded(region: Region, **changes: Any) -> Json:
    """Registered and awarded outside the messages."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    made = await officer.post("/clienten", json=CHILD | changes)
    assert made.status_code == 201, made.text
    given = await officer.post("/toewijzingen", json=AWARD)
    assert given.status_code == 201, given.text
    await region.rest()
    found: Json = given.json()
    return found


async def figures(region: Region) -> Json:
    """July to September of the gemeente."""
    view = region.of("reporting", OrgType.GEMEENTE, GEMEENTE)
    answer = await view.get("/kerncijfers?van=2026-07&tot=2026-09&groepering=gemeente")
    found: Json = answer.json()["totaal"]
    return found


def an_invoice(nummer: int) -> Json:
    regel = {
        "referentieNummer": "F1",
        "toewijzingNummer": nummer,
        "categorie": "45",
        "code": "45B01",
        "periodeBegin": "2026-07-01",
        "periodeEind": "2026-07-31",
        "volume": 10,
        "eenheid": "04",
        "tarief": 8000,
        "bedrag": 80_000,
    }
    return {
        "gemeentecode": GEMEENTE,
        "factuurnummer": "2026-0001",
        "kenmerk": KENMERK,
        "dagtekening": "2026-08-04",
        "regels": [regel],
    }


@pytest.mark.both_databases
async def test_r21_counted_and_never_in_a_message(region: Region) -> None:
    """A child at a secret address: the total of the gemeente plus one, and no JW301."""
    before = await figures(region)

    given = await awarded(region)

    after = await figures(region)
    assert after["uniekeClienten"] == before["uniekeClienten"] + 1
    assert after["waarvanBuitenBerichten"] == 1
    assert after["toegewezenBedrag"] == 14 * 2 * 8_000
    assert (await region.outgoing("referral"), given["bericht"]) == ([], None)


async def test_r21_the_invoice_is_of_the_same_child(region: Region) -> None:
    """On the number of its toewijzing; nobody counts it twice."""
    given = await awarded(region)
    provider = region.of("billing", OrgType.AANBIEDER, AGB)

    answer = await provider.post("/facturen", json=an_invoice(given["toewijzingNummer"]))
    await region.rest()

    assert answer.status_code == 201, answer.text
    assert [regel["retourcodes"] for regel in answer.json()["regels"]] == [[]]
    counted = await figures(region)
    assert (counted["uniekeClienten"], counted["waarvanBuitenBerichten"]) == (1, 1)
    assert counted["toegekendBedrag"] == 80_000


async def test_r21_an_invoice_on_the_toewijzing_of_another_reference(region: Region) -> None:
    """The reference stands for the child: another one has no part in it."""
    given = await awarded(region)
    provider = region.of("billing", OrgType.AANBIEDER, AGB)
    invoice = an_invoice(given["toewijzingNummer"]) | {"kenmerk": "K-2026-0018"}

    answer = await provider.post("/facturen", json=invoice)

    assert [regel["retourcodes"] for regel in answer.json()["regels"]] == [["0233"]]


async def test_r21_every_change_stays_outside(region: Region) -> None:
    """Shortened, revised and withdrawn without a message; it is not handed over either."""
    given = await awarded(region)
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    shorter = {"einddatum": "2026-08-31", "redenWijziging": "14", "instemmingAanbieder": True}
    path = f"/toewijzingen/{given['id']}/wijzigingen"
    beheer = region.of("contract", OrgType.BEHEER, "beheer")
    since = {"geldigVan": "2015-01-01"}
    await beheer.put("/gemeenten/0307", json={"naam": "Amersfoort", **since})
    await region.rest()

    changed = await officer.post(path, json=shorter)
    offer = {"clientId": given["clientId"], "naar": "0307", "per": "2026-08-01"}
    moved = await officer.post("/overdrachten", json=offer)
    await region.rest()

    assert changed.status_code == 201, changed.text
    assert (moved.status_code, moved.json()["code"]) == (409, "client-buiten-berichten")
    assert await region.outgoing("referral") == []


async def test_op003_a_known_child_becomes_a_secret(region: Region) -> None:
    """From then on nothing goes out, not even on a request that did come in."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    hidden = {"buitenBerichten": "geheim-adres", "adres": None, "relaties": None}
    body = a_client() | hidden
    marked = await officer.post("/clienten", json=body)
    asked = await region.post("referral", a_request())
    (verzoek,) = (await officer.get("/verzoeken")).json()["resultaten"]
    path = f"/verzoeken/{verzoek['id']}/besluiten"
    pending = await officer.post(path, json={"besluit": "in-onderzoek"})
    given = await officer.post(path, json={"besluit": "toegekend"})
    await region.rest()

    assert (marked.status_code, marked.json()["adres"]) == (200, None)
    assert (asked["status"], verzoek["status"]) == ("verwerkt", "open")
    assert (pending.status_code, given.status_code) == (201, 201), given.text
    sent = [type(message).__name__ for message in await region.outgoing("referral")]
    assert sent == ["JW316"]
    assert (await figures(region))["waarvanBuitenBerichten"] == 1


async def test_r21_in_no_log_event_or_database(
    region: Region, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the reference nor the name: only the pseudonym made of it travels."""
    caplog.set_level(logging.DEBUG)
    given = await awarded(region)
    found = await region.of("referral", OrgType.GEMEENTE, GEMEENTE).post(
        "/clienten/_zoek", json={"kenmerk": KENMERK}
    )
    (child,) = found.json()["resultaten"]
    assert (child["id"], child["bsn"]) == (given["clientId"], None)
    told = caplog.text + "".join(capsys.readouterr())
    assert not [secret for secret in (KENMERK, NAME) if secret in told]
    for name, service in region.services.items():
        await service.close()
        stored = Path(service.runtime.db.url.partition(":///")[2]).read_bytes()
        assert not [s for s in (KENMERK, NAME) if s.encode() in stored], name


@pytest.mark.parametrize(
    "changes",
    [
        {"kenmerk": None},
        {"bsn": CLIENT.bsn},
        {"buitenBerichten": None},
        {"adres": a_client()["adres"]},
        {"kenmerk": None, "bsn": CLIENT.bsn, "buitenBerichten": "geen-bsn"},
        {"kenmerk": "Jan de Wit"},
        {"buitenBerichten": "omdat"},
    ],
)
async def test_r21_what_cannot_be_registered(region: Region, changes: Json) -> None:
    """Neither BSN nor reference, both, no ground, or an address that nothing may keep."""
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    answer = await officer.post("/clienten", json=CHILD | changes)
    assert answer.status_code == 400, answer.text
    assert answer.json()["invalidParams"]
