# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages that come in: the published examples, the levels of checking, and who may send what."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from libs.common.contracts.bericht import BerichtVerwerkt
from libs.common.contracts.referral import LeveringGemeld, VerzoekOntvangen
from libs.common.runtime import settle
from libs.ijw import JW305, JW306, JW308, JW316, read, write
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Referral, answer_of, codes_of
from tests.referral.messages import (
    AANBIEDER,
    ANDERE_AANBIEDER,
    ANDERE_GEMEENTE,
    jw305,
    jw315,
    parties,
    product,
    start,
    with_identification,
)


@pytest.fixture
async def amsterdam(referral: Referral) -> Referral:
    """The parties of the published start and stop, and what these refer to."""
    elsewhere = Referral(
        referral.service,
        referral.as_party(ANDERE_GEMEENTE),
        referral.as_party(ANDERE_AANBIEDER),
        referral.as_party,
    )
    await elsewhere.register()
    for nummer, code in ((300201, "55A11"), (300202, "55A12")):
        await elsewhere.award(
            agbCode=ANDERE_AANBIEDER,
            toewijzingNummer=nummer,
            product={"categorie": "55", "code": code},
            ingangsdatum="2026-04-01",
            einddatum="2026-12-31",
            omvang={"volume": 2, "eenheid": "16", "frequentie": "4"},
        )
    return elsewhere


async def test_published_start_and_stop(
    amsterdam: Referral, examples: Path, published: Published
) -> None:
    """Accepted as they are, answered with a header only, and told to everybody."""
    started = await amsterdam.judge((examples / "JW305.xml").read_bytes())
    stopped = await amsterdam.judge((examples / "JW307.xml").read_bytes())

    assert (started["status"], stopped["status"]) == ("verwerkt", "verwerkt")
    answers = (answer_of(started), answer_of(stopped))
    assert isinstance(answers[0], JW306)
    assert isinstance(answers[1], JW308)
    assert [(a.client, a.header.retour_codes) for a in answers] == [(None, ()), (None, ())]
    told = await published(LeveringGemeld)
    assert [(e.toewijzing_nummer, e.versie, e.status) for e in told] == [
        (300201, 1, "lopend"),
        (300202, 1, "lopend"),
        (300201, 2, "gestopt"),
        (300202, 2, "gestopt"),
    ]
    assert (told[3].begindatum, told[3].einddatum) == (date(2026, 4, 15), date(2026, 7, 17))


async def test_published_start_again(amsterdam: Referral, examples: Path) -> None:
    """Under a new identification: refused, with the codes on each start (IV028)."""
    raw = (examples / "JW305.xml").read_bytes()
    example = read(raw)
    assert isinstance(example, JW305)
    await amsterdam.judge(raw)
    again = await amsterdam.judge(write(with_identification(example, "AGAIN")))

    assert again["status"] == "afgewezen"
    assert codes_of(again) == ["9074", "9074"]
    answer = answer_of(again)
    assert isinstance(answer, JW306)
    assert answer.header.retour_codes == ("0200",)
    assert answer.client is not None
    assert [s.retour_codes for s in answer.client.start_producten] == [("9074",), ("9074",)]


async def test_published_request(referral: Referral, examples: Path, published: Published) -> None:
    """Two products make two requests with their own terms."""
    judged = await referral.judge((examples / "JW315.xml").read_bytes())

    assert judged["status"] == "verwerkt"
    answer = answer_of(judged)
    assert isinstance(answer, JW316)
    assert (answer.client, answer.header.retour_codes) == (None, ())
    second, first = await referral.verzoeken()
    assert (first["referentieAanbieder"], second["referentieAanbieder"]) == (
        "40A12341234",
        "40A12341235",
    )
    assert first["status"] == "open"
    assert first["verwijzer"] == {"type": "01", "naam": "huisarts", "zorgverlenerCode": None}
    assert first["commentaar"] == ["Client Commentaar", "Comm aangevr prod"]
    # Received on Monday 23 November 2026.
    assert (first["retourUiterlijk"], first["besluitUiterlijk"]) == ("2026-11-26", "2026-11-30")
    assert judged["antwoordUiterlijk"] == "2026-11-26"
    told = await published(VerzoekOntvangen)
    assert [e.verzoek_id for e in told] == [first["id"], second["id"]]


async def test_invalid_request(referral: Referral, examples: Path) -> None:
    """A date that does not exist: level 1, no answer message, nothing but the message kept."""
    judged = await referral.judge((examples / "JW315.invalid.xml").read_bytes())

    assert (judged["status"], judged["antwoord"]) == ("afgekeurd", None)
    assert {finding["niveau"] for finding in judged["bevindingen"]} == {1}
    assert "ToewijzingEinddatum" in judged["bevindingen"][0]["plaats"]
    assert await referral.verzoeken() == []


@pytest.mark.parametrize("name", ["JW318.xml", "JW323.clean.xml", "JW301.xml"])
async def test_kinds_that_are_not_taken_in(referral: Referral, examples: Path, name: str) -> None:
    """Refused at the door, with what is taken in; kept for inspection."""
    answer = await referral.post((examples / name).read_bytes())

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "berichtsoort-niet-aangenomen"
    assert "JW302, JW305, JW307, JW315, JW317, JW320" in problem["detail"]
    kept = await referral.aanbieder.get(f"/berichten/{problem['instance'].rpartition('/')[2]}")
    assert kept.json()["status"] == "afgekeurd"


async def test_broken_in_itself(referral: Referral) -> None:
    """Level 2: a header with 0001, and the identification stays free (OP286)."""
    wrong = product(toewijzing_einddatum=date(2026, 4, 30))
    judged = await referral.judge(jw315(wrong))
    right = await referral.judge(jw315())

    assert (judged["status"], right["status"]) == ("afgewezen", "verwerkt")
    assert codes_of(judged) == ["0001"]
    assert answer_of(judged).header.retour_codes == ("0001",)


HEADERS: list[tuple[dict[str, Any], str]] = [
    ({"dagtekening": date(2026, 11, 24)}, "8848"),
    ({"ontvanger": "9999"}, "S300"),
]


@pytest.mark.parametrize(("kop", "code"), HEADERS)
async def test_header(referral: Referral, kop: dict[str, Any], code: str) -> None:
    """Refused on the header alone, and nothing was asked."""
    judged = await referral.judge(jw315(**kop))

    assert judged["status"] == "afgewezen"
    assert codes_of(judged) == [code]
    answer = answer_of(judged)
    assert isinstance(answer, JW316)
    assert (answer.header.retour_codes, answer.client) == ((code,), None)
    assert await referral.verzoeken() == []


async def test_used_identification(referral: Referral) -> None:
    """9056 for another message; the same bytes are the same message."""
    first = await referral.judge(jw315())
    same = await referral.judge(jw315())
    other = await referral.judge(jw315(product(referentie_aanbieder="REF2")))

    assert same["id"] == first["id"]
    assert (codes_of(first), codes_of(other)) == ([], ["9056"])
    assert len(await referral.verzoeken()) == 1
    assert len(await referral.outgoing("JW316")) == 2


async def test_an_identification_counts_per_kind(referral: Referral) -> None:
    """A start may carry the identification of a request."""
    await referral.judge(jw315(identificatie="SAME"))
    judged = await referral.judge(jw305(start(7, date(2026, 4, 3)), identificatie="SAME"))

    assert codes_of(judged) == ["9019"]


async def test_parties_that_take_no_part(stranger: Referral, publish: Publish) -> None:
    """Set aside with a finding for each, and no answer in anybody's name."""
    unknown = await stranger.judge(jw315())
    await publish(*parties())
    known = await stranger.judge(jw315())
    again = await stranger.judge(jw315(identificatie="VOT2"))

    assert (unknown["status"], unknown["antwoord"]) == ("afgekeurd", None)
    assert [(f["regel"], f["plaats"]) for f in unknown["bevindingen"]] == [
        ("afzender-onbekend", "/Bericht/Header/Afzender"),
        ("ontvanger-onbekend", "/Bericht/Header/Ontvanger"),
    ]
    assert known["id"] == unknown["id"]
    assert again["status"] == "verwerkt"


async def test_in_the_name_of_another(referral: Referral) -> None:
    """The header must name the one who posts."""
    answer = await referral.post(jw315(), referral.as_party(ANDERE_AANBIEDER))

    assert (answer.status_code, answer.json()["code"]) == (403, "afzender-is-niet-de-aanroeper")


async def test_every_judged_message_is_told(referral: Referral, published: Published) -> None:
    """Accepted, refused or set aside; with the codes, without what is in it."""
    await referral.judge(jw315())
    await referral.judge(jw305(start(7, date(2026, 4, 3))))

    told = await published(BerichtVerwerkt)

    assert [(e.soort, e.status, e.retourcodes) for e in told] == [
        ("JW315", "verwerkt", ()),
        ("JW305", "afgewezen", ("9019",)),
    ]
    assert {e.afzender for e in told} == {AANBIEDER}


async def test_a_message_waits_for_what_was_published_before_it(
    stranger: Referral, publish: Publish
) -> None:
    """The causal barrier: the parties are known by the time the message is judged."""
    await publish(*parties())
    posted = await stranger.post(jw315())
    mail = next(loop for loop in stranger.service.loops if loop.name == "mail")

    await mail.step()
    waiting = await stranger.aanbieder.get(f"/berichten/{posted.json()['id']}")
    await settle(stranger.service)
    judged = await stranger.aanbieder.get(f"/berichten/{posted.json()['id']}")

    assert (waiting.json()["status"], judged.json()["status"]) == ("ontvangen", "verwerkt")


def test_published_start_is_what_it_was_taken_for(examples: Path) -> None:
    """The example carries the products that the test awards."""
    bericht = read((examples / "JW305.xml").read_bytes())
    assert isinstance(bericht, JW305)
    products = [s.product.code for s in bericht.client.start_producten if s.product]
    assert products == ["55A11", "55A12"]
