# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who has authority over a client (OP001, OP002, OP071, IV045), registered and told in a JW301."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from libs.ijw import JW315, read, write
from tests.referral.harness import Json, Referral, award_json, client_json, mother_json
from tests.referral.messages import jw315, product

GI: Json = {
    "soort": "11",
    "gezag": True,
    "organisatie": "Stichting Voogdij Midden",
    "adres": {
        "straatnaam": "Stationsplein",
        "huisnummer": 4,
        "postcode": "3811AB",
        "plaatsnaam": "Amersfoort",
    },
}


def numbers(client: Json) -> list[tuple[str, str]]:
    """Number and name of each relatie."""
    return [
        (one["nummer"], one["organisatie"] or one["naam"]["achternaam"])
        for one in client["relaties"]
    ]


def wrong(answer: Any) -> list[tuple[str, str]]:
    """Place and code of all that a request did wrong."""
    return [(one["name"], one["code"]) for one in answer.json()["invalidParams"]]


@pytest.mark.both_databases
async def test_op002_an_award_names_who_has_authority(referral: Referral) -> None:
    """Mother and guardian, the last an organisation under its name (IV045)."""
    await referral.register(relaties=[mother_json(emailadres="a@example.nl"), GI])
    await referral.award()

    mother, guardian = (await referral.jw301()).client.relaties

    assert (mother.nummer, mother.soort, mother.naam.naam_gebruik) == ("1", "10", "1")
    assert mother.contact.telefoon is not None
    assert mother.contact.telefoon.telefoon01.telefoonnummer == "0201234567"
    assert (guardian.nummer, guardian.volgorde) == ("2", 2)
    assert guardian.naam.geslachtsnaam.achternaam == "Stichting Voogdij Midden"
    assert guardian.naam.naam_gebruik == "6"
    assert guardian.contact.adres is not None


async def test_op071_a_relatie_keeps_its_number_and_no_other_gets_it(referral: Referral) -> None:
    """By number when something of it changed, by all that is told of it when nothing did."""
    first = await referral.register(relaties=[mother_json(), GI])
    same = await referral.register(relaties=[GI, mother_json()])
    only = await referral.register(relaties=[mother_json(nummer="1", telefoonnummer="0611111111")])
    father = mother_json(naam={"achternaam": "Wit", "voorvoegsel": "de"})
    more = await referral.register(relaties=[father, only["relaties"][0]])
    kept = await referral.register(relaties=None)

    assert numbers(first) == [("1", "Bakker"), ("2", "Stichting Voogdij Midden")]
    assert numbers(same) == [("2", "Stichting Voogdij Midden"), ("1", "Bakker")]
    assert only["relaties"][0]["telefoonnummer"] == "0611111111"
    assert numbers(only) == [("1", "Bakker")]
    assert numbers(more) == numbers(kept) == [("3", "Wit"), ("1", "Bakker")]
    assert kept["versie"] == more["versie"]


async def test_all_that_is_wrong_with_relaties_is_told_at_once(referral: Referral) -> None:
    """With the place of each, and nothing is kept."""
    body = {
        "relaties": [
            mother_json(nummer="7"),
            mother_json(telefoonnummer=None),
            GI | {"geslacht": "2"},
        ],
        "gezagBijJeugdige": True,
        "geboortedatum": "2012-01-01",
    }
    known = await referral.register()
    answer = await referral.gemeente.post("/clienten", json=client_json() | body)
    after = await referral.gemeente.get(f"/clienten/{known['id']}")

    assert answer.status_code == 400
    assert wrong(answer) == [
        ("gezagBijJeugdige", "OP001"),
        ("relaties[0].nummer", "OP071"),
        ("relaties[1].adres", "OP130"),
        ("relaties[2].organisatie", "IV045"),
    ]
    assert after.json() == known


@pytest.mark.both_databases
async def test_op002_no_award_while_nobody_knows_who_has_authority(referral: Referral) -> None:
    """By hand 409, by policy it waits; not where the aanbieder knows (OP002x1), not in a crisis."""
    await referral.register(relaties=[])
    await referral.gemeente.put("/gemeenten/0384/beleid", json={"automatischToekennen": True})
    asked = await referral.ask()
    refused = await referral.decide(asked["id"], besluit="toegekend")
    own = await referral.gemeente.post("/toewijzingen", json=award_json())
    await referral.decide(asked["id"], besluit="afgewezen", reden="7")
    knows = await referral.judge(_knows(identificatie="VOT2", referentie="REF2"))
    (honoured, *_) = await referral.verzoeken()

    failed = [one["toets"] for one in asked["toetsen"] if not one["geslaagd"]]
    assert (asked["status"], failed) == ("open", ["gezag-vastgelegd"])
    assert (refused.status_code, refused.json()["code"]) == (409, "OP002")
    assert (own.status_code, own.json()["code"]) == (409, "OP002")
    assert (knows["status"], honoured["status"]) == ("verwerkt", "toegekend")
    assert (await referral.jw301()).client.relaties == ()


async def test_a_code_of_no_list_is_told_of_which_it_should_be(referral: Referral) -> None:
    """And of few values all of them."""
    parent = mother_json() | {"soort": "ouder"}
    body = client_json() | {"relaties": [parent], "buitenBerichten": "zomaar"}
    answer = await referral.gemeente.post("/clienten", json=body)
    told = {one["name"]: one["reason"] for one in answer.json()["invalidParams"]}
    assert told["relaties[0].soort"] == "is geen toegestane waarde; wel: een code uit lijst COD472"
    assert "geen-bsn" in told["buitenBerichten"]


async def test_op001_a_client_of_sixteen_can_have_the_authority_itself(referral: Referral) -> None:
    """It is then not a relatie once more (OP002x2)."""
    itself = mother_json(
        naam={"achternaam": "Wit", "voorvoegsel": "de", "voorletters": "T"},
        geboortedatum="2010-02-14",
    )
    twice = await referral.gemeente.post("/clienten", json=client_json() | {"relaties": [itself]})
    known = await referral.register(relaties=[], gezagBijJeugdige=True)
    await referral.award()

    assert wrong(twice) == [("relaties[0].naam", "OP002x2")]
    assert known["gezagBijJeugdige"]
    assert (await referral.jw301()).client.relaties == ()


async def test_relaties_of_a_client_outside_the_messages_are_not_kept(referral: Referral) -> None:
    """Their address would tell where it is (OP003)."""
    await referral.register()
    outside: Json = {"buitenBerichten": "veiligheid", "adres": None, "relaties": None}
    hidden = await referral.register(**outside)
    refused = await referral.gemeente.post(
        "/clienten", json=client_json() | outside | {"relaties": [mother_json()]}
    )

    assert hidden["relaties"] == []
    assert refused.status_code == 400


def _knows(identificatie: str, referentie: str) -> bytes:
    raw = jw315(
        product(referentie_aanbieder=referentie, toewijzing_ingangsdatum=date(2026, 5, 1)),
        identificatie=identificatie,
    )
    bericht = read(raw)
    assert isinstance(bericht, JW315)
    return write(replace(bericht, client=replace(bericht.client, gezagsdrager_bekend="1")))
