# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A JW323 over HTTP: the answer of each level, and what is kept of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from libs.ijw import JW325, read
from tests.billing.claims import a_regel
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import BSN, OTHER_BSN, Claim


def _codes(message: dict[str, Any]) -> list[str | None]:
    return [finding["retourcode"] for finding in message["bevindingen"]]


def _comparable(antwoord: JW325) -> JW325:
    """Without what is the answerer's own: its number, day, and versions of schema and check."""
    header = antwoord.header
    plain = replace(
        header,
        bericht_identificatie=replace(
            header.bericht_identificatie, identificatie="", dagtekening=date.min
        ),
        xsd_versie=header.xsd_versie_declaratie,
        xslt_versie=None,
    )
    return replace(antwoord, header=plain)


def _sample(examples: Path, name: str) -> JW325:
    sample = read((examples / f"sample.JW325.{name}.xml").read_bytes())
    assert isinstance(sample, JW325)
    return _comparable(sample)


async def test_clean_example_is_approved(known: Billing, examples: Path) -> None:
    """8001, both totals 790 euro, nothing listed: the sample of the standard."""
    message = await known.judge((examples / "JW323.clean.xml").read_bytes())

    assert (message["status"], message["bevindingen"]) == ("verwerkt", [])
    answer = jw325_of(message)
    assert _comparable(answer) == _sample(examples, "approved")
    assert answer.header.bericht_identificatie.dagtekening == date(2026, 11, 23)
    (declaratie,) = await known.declaraties()
    assert declaratie["uitkomst"] == "toegekend"
    assert (declaratie["totaalIngediend"], declaratie["totaalToegekend"]) == (79000, 79000)
    assert declaratie["retourcodes"] == ["8001"]
    assert len(await known.regels()) == 5


async def test_example_with_a_repeated_reference(known: Billing, examples: Path) -> None:
    """Level 2: header with 0001, no declaratie kept, the same Identificatie may come again."""
    message = await known.judge((examples / "JW323.xml").read_bytes())

    assert message["status"] == "afgewezen"
    assert {finding["regel"] for finding in message["bevindingen"]} >= {"TR101"}
    assert _comparable(jw325_of(message)) == _sample(examples, "level2-rejected")
    assert await known.declaraties() == []
    again = await known.judge((examples / "JW323.clean.xml").read_bytes())
    assert again["status"] == "verwerkt"


async def test_used_declaratienummer(known: Billing, examples: Path) -> None:
    """Declaratie level: 9333, toegekend 0, and none of its lines is kept."""
    raw = (examples / "JW323.clean.xml").read_bytes()
    await known.judge(raw)

    message = await known.judge(raw.replace(b"765432198", b"765432199"))

    assert _codes(message) == ["9333"]
    answer = _comparable(jw325_of(message))
    sample = _sample(examples, "declaratie-rejected")
    identificatie = replace(sample.header.declaratie_identificatie, identificatie="765432199")
    header = replace(sample.header, declaratie_identificatie=identificatie)
    assert answer == replace(sample, header=header)
    refused = (await known.declaraties())[0]
    assert (refused["uitkomst"], refused["retourcodes"]) == ("afgewezen", ["9333"])
    assert refused["totaalToegekend"] == 0
    assert await known.regels() == []


@pytest.mark.both_databases
async def test_partly_rejected(known: Billing, examples: Path) -> None:
    """Only the rejected line is listed; the totals differ by exactly that line."""
    raw = (examples / "JW323.clean.xml").read_bytes()
    wrong = raw.replace(b">16</jw323:GeleverdVolume>", b">21</jw323:GeleverdVolume>", 1)
    wrong = wrong.replace(b">24000</ijw:Bedrag>", b">31500</ijw:Bedrag>", 1)
    wrong = wrong.replace(b">79000<", b">86500<")

    message = await known.judge(wrong)

    assert (message["status"], _codes(message)) == ("verwerkt", ["9321"])
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    assert antwoord.retour_codes == ("0200",)
    assert antwoord.totaal_ingediend_bedrag.signed == 86500
    assert antwoord.totaal_toegekend_bedrag.signed == 55000
    (client,) = antwoord.clienten
    assert (client.bsn, client.retour_codes) == (BSN, ("0200",))
    (prestatie,) = client.prestaties
    assert prestatie.product_referentie.referentie_nummer == "RN002"
    assert prestatie.retour_codes == ("9321",)
    assert [r["retourcodes"] for r in await known.regels()] == [[], ["9321"], [], [], []]


async def test_wrong_client(known: Billing) -> None:
    """Client level: 8187 on the client, 0233 on all its lines; the other client is approved."""
    claim = Claim(
        {
            OTHER_BSN: [
                a_regel(),
                a_regel(nummer=2, referentie_nummer="RN2", toewijzing_nummer=10074),
            ],
            BSN: [a_regel(nummer=3, referentie_nummer="RN3")],
        }
    )

    message = await known.claim(claim)

    assert _codes(message) == ["8187"]
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    (client,) = antwoord.clienten
    assert (client.bsn, client.retour_codes) == (OTHER_BSN, ("8187",))
    assert [p.retour_codes for p in client.prestaties] == [("0233",), ("0233",)]
    assert antwoord.totaal_toegekend_bedrag.signed == 5000


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (Claim({BSN: [a_regel()]}, dagtekening=date(2026, 11, 24)), "8848"),
        (Claim({BSN: [a_regel()]}, gemeente="9999"), "S300"),
    ],
)
async def test_header_level(known: Billing, claim: Claim, code: str) -> None:
    """The code in the header, no DeclaratieAntwoord, nothing processed."""
    message = await known.claim(claim)

    assert (message["status"], _codes(message)) == ("afgewezen", [code])
    answer = jw325_of(message)
    assert answer.header.retour_codes == (code,)
    assert answer.declaratie_antwoord is None
    assert await known.declaraties() == []


@pytest.mark.both_databases
async def test_used_identificatie(known: Billing) -> None:
    """Another message under the same Identificatie: 9056; the same bytes: the same message."""
    claim = Claim({BSN: [a_regel()]})
    first = await known.claim(claim)
    other = replace(claim, declaratie_nummer="DN2")

    message = await known.claim(other)

    assert _codes(message) == ["9056"]
    again = await known.judge(claim.xml())
    assert again["id"] == first["id"]
    assert len(await known.declaraties()) == 1


async def test_period_before_the_last_one(known: Billing) -> None:
    """8214 for a month before the last declared one; the same month again is fine."""
    march = (date(2026, 3, 1), date(2026, 3, 31))
    in_march = a_regel(
        referentie_nummer="RN2", periode_begin=date(2026, 3, 1), periode_eind=date(2026, 3, 31)
    )
    await known.claim(Claim({BSN: [a_regel()]}))

    back = Claim({BSN: [in_march]}, "ID2", "DN2", periode=march)
    same = Claim({BSN: [in_march]}, "ID3", "DN2")

    assert _codes(await known.claim(back)) == ["8214"]
    assert _codes(await known.claim(same)) == []


async def test_unknown_toewijzing(known: Billing) -> None:
    """Never published: 9338, and only that."""
    message = await known.claim(Claim({BSN: [a_regel(toewijzing_nummer=99)]}))

    assert _codes(message) == ["9338"]
    (finding,) = message["bevindingen"]
    assert finding["plaats"] == (
        "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ToewijzingNummer"
    )


@pytest.mark.both_databases
async def test_credit_and_correction(known: Billing) -> None:
    """Approved, credited with a corrected debit in one message; a second credit is refused."""
    await known.claim(Claim({BSN: [a_regel()]}))
    debit = a_regel(referentie_nummer="RN2", volume=3, bedrag=3750)
    credit = a_regel(referentie_nummer="RN3", vorig_referentie_nummer="RN1", credit=True)

    correction = await known.claim(Claim({BSN: [debit, credit]}, "ID2", "DN2"))
    second = credit._replace(referentie_nummer="RN4")
    refused = await known.claim(Claim({BSN: [second]}, "ID3", "DN3"))
    unknown = credit._replace(referentie_nummer="RN5", vorig_referentie_nummer="NOOIT")
    never = await known.claim(Claim({BSN: [unknown]}, "ID4", "DN4"))

    assert _codes(correction) == []
    antwoord = jw325_of(correction).declaratie_antwoord
    assert antwoord is not None
    assert antwoord.totaal_toegekend_bedrag.signed == -1250
    assert _codes(refused) == ["9390"]
    assert _codes(never) == ["8017"]


@pytest.mark.both_databases
async def test_resubmission_after_rejection(known: Billing) -> None:
    """A rejected line comes again under a fresh number; under its old one it is 8021."""
    wrong = a_regel(tarief=1300, bedrag=5200)
    await known.claim(Claim({BSN: [wrong]}))

    old_number = await known.claim(Claim({BSN: [a_regel()]}, "ID2", "DN2"))
    fresh = await known.claim(Claim({BSN: [a_regel(referentie_nummer="RN2")]}, "ID3", "DN3"))
    on_top = await known.claim(Claim({BSN: [a_regel(referentie_nummer="RN3")]}, "ID4", "DN4"))

    assert _codes(old_number) == ["8021"]
    assert _codes(fresh) == []
    assert _codes(on_top) == ["9389"]


@pytest.mark.both_databases
async def test_volume_runs_on_over_messages(known: Billing) -> None:
    """What was approved earlier counts, credits taken off, in hours as in minutes."""
    first = a_regel(toewijzing_nummer=10072, volume=20, bedrag=25000)
    await known.claim(Claim({BSN: [first]}))
    (regel,) = await known.regels()
    newest = (await known.declaraties())[0]["id"]

    answer = await known.aanbieder.get(f"/declaraties/{newest}/regels/1/toelichting")

    assert regel["toegekend"]
    step = next(s for s in answer.json()["stappen"] if s["regel"] == "TR322")
    assert step["feiten"]["eerderGebruikt"] == 0
    march = a_regel(
        referentie_nummer="RN2",
        periode_begin=date(2026, 3, 1),
        periode_eind=date(2026, 3, 31),
    )
    await known.claim(Claim({BSN: [march]}, "ID2", "DN2"))
    newest = (await known.declaraties())[0]["id"]
    answer = await known.aanbieder.get(f"/declaraties/{newest}/regels/1/toelichting")
    step = next(s for s in answer.json()["stappen"] if s["regel"] == "TR322")
    assert step["feiten"]["eerderGebruikt"] == 20 * 60


async def test_schema_error_gets_no_answer(known: Billing) -> None:
    """Level 1: kept for inspection with the finding, no JW325."""
    raw = Claim({BSN: [a_regel()]}).xml()

    message = await known.judge(raw.replace(b">45A03<", b"><"))

    assert (message["status"], message["antwoord"]) == ("afgekeurd", None)
    assert message["bevindingen"]
    outgoing = await known.aanbieder.get("/uitgaande-berichten")
    assert outgoing.json()["resultaten"] == []


async def test_other_kinds_are_refused_at_the_door(known: Billing, examples: Path) -> None:
    """A start message belongs to another service."""
    answer = await known.post((examples / "JW305.xml").read_bytes())

    assert answer.status_code == 400
    assert answer.json()["code"] == "berichtsoort-niet-aangenomen"


async def test_answer_is_delivered_and_due(known: Billing) -> None:
    """The JW325 waits in the mailbox of the aanbieder, with a number of its own."""
    message = await known.claim(Claim({BSN: [a_regel()]}))

    assert message["antwoordUiterlijk"] == "2026-12-07"
    (mail,) = (await known.aanbieder.get("/uitgaande-berichten")).json()["resultaten"]
    assert (mail["soort"], mail["afzender"], mail["ontvanger"]) == ("JW325", "0384", "65656055")
    assert mail["betreft"] == message["id"]
    assert len(mail["identificatie"]) <= 12
