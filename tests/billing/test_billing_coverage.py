# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every rule of the standard on a JW323 or JW325 is a unit, and holds of the answers we give."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from libs.ijw import JW323, JW325, check_answer, read
from scripts.regels import files_of_units
from tests.billing.claims import a_regel
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import BSN, OTHER_BSN, Claim

CHECKED = {"xslt", "cross-message", "external"}
OURS = {"JW323", "JW325"}


@pytest.fixture(scope="module")
def checked(shared_dir: Path) -> dict[str, set[str]]:
    """Rule id -> the messages it is about, of the rules a program can check in our messages."""
    rows = json.loads((shared_dir / "ijw" / "rules.json").read_text(encoding="utf-8"))
    return {
        row["id"]: set(row["messages"])
        for row in rows
        if row["level"] in CHECKED and OURS & set(row["messages"])
    }


def test_every_rule_has_a_unit(checked: dict[str, set[str]]) -> None:
    """48 rules; nine of them on a JW325 beside the JW323 that it answers."""
    units = files_of_units()
    places = {f"libs/ijw/rules/{name}.py" for name in ("pair", "received")}
    between = {rule for rule, found in units.items() if places.intersection(found)}

    assert len(checked) == 48
    assert checked.keys() - units.keys() == set()
    shared = {"TR056", "TR135", "TR304", "TR378"}
    assert between == {"TR337", "TR366", "TR367", "TR371", "TR376"} | shared


def test_the_units_of_a_claim_stand_where_a_claim_is_judged(checked: dict[str, set[str]]) -> None:
    """Of a JW323: level 2 in the library, which checks each message, the rest in billing."""
    units = files_of_units()
    elsewhere = {
        rule
        for rule, messages in checked.items()
        if "JW323" in messages
        and not any(f.startswith(("libs/ijw/rules", "services/billing/rules")) for f in units[rule])
    }

    assert elsewhere == set()


async def _answered(known: Billing) -> tuple[JW323, JW325]:
    right = a_regel(nummer=2, referentie_nummer="RN2", toewijzing_nummer=10074)
    claim = Claim({BSN: [a_regel(volume=21, bedrag=26250)], OTHER_BSN: [right]})
    heen = read(claim.xml())
    assert isinstance(heen, JW323)
    return heen, jw325_of(await known.claim(claim))


async def test_an_answer_copies_its_declaratie(known: Billing) -> None:
    """TR337, TR371 and TR376 on the head; TR366 and TR367 on each line, which is TR342's sum."""
    heen, terug = await _answered(known)
    antwoord = terug.declaratie_antwoord
    assert antwoord is not None

    kop = terug.header
    assert kop.declaratie_identificatie == heen.header.bericht_identificatie
    assert kop.xsd_versie_declaratie == heen.header.xsd_versie
    assert antwoord.declaratie_nummer == heen.declaratie.declaratie_nummer
    sent = {p.product_referentie: p for c in heen.declaratie.clienten for p in c.prestaties}
    returned = [p for c in antwoord.clienten for p in c.prestaties]
    assert returned
    assert [replace(p, retour_codes=()) for p in returned] == [
        sent[p.product_referentie] for p in returned
    ]
    refused = sum(p.ingediend_bedrag.signed for p in returned)
    totals = antwoord.totaal_ingediend_bedrag.signed - antwoord.totaal_toegekend_bedrag.signed
    assert refused == totals == 26250
    assert check_answer(heen, terug) == []


async def test_all_findings_of_a_line_and_none_of_another(known: Billing) -> None:
    """One line breaks six rules; the other lines of that client and of another are approved."""
    wrong = a_regel(
        nummer=2,
        referentie_nummer="RN2",
        code="45A04",
        periode_begin=date(2026, 4, 2),
        periode_eind=date(2026, 4, 29),
        volume=21,
        tarief=1499,
        bedrag=1,
    )
    claim = Claim(
        {
            BSN: [a_regel(), wrong],
            OTHER_BSN: [a_regel(nummer=3, referentie_nummer="RN3", toewijzing_nummer=10074)],
        }
    )

    message = await known.claim(claim)

    found = [b["retourcode"] for b in message["bevindingen"]]
    assert found == ["9340", "9387", "9388", "0611", "9346", "9321"]
    assert {b["plaats"].partition("Prestatie[")[2][:1] for b in message["bevindingen"]} == {"2"}
    assert [r["retourcodes"] for r in await known.regels()] == [[], found, []]
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    (client,) = antwoord.clienten
    assert [p.retour_codes for p in client.prestaties] == [tuple(found)]
    assert antwoord.totaal_toegekend_bedrag.signed == 10_000
