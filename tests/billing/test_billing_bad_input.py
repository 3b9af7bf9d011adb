# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Claims that cannot be right: each with its exact answer, and nothing else changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.ijw import MAX_BYTES
from tests.billing.claims import AANBIEDER, a_regel
from tests.billing.conftest import SCOPES
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import BSN, OTHER_BSN, Claim, contract, product, toewijzing
from tests.billing.story import Publish, a_claim, month, tell

Client = Callable[..., httpx.AsyncClient]

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
PRESTATIE = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"
OTHER_GEMEENTE = "0327"


def _found(message: dict[str, Any]) -> list[tuple[str, int, str | None, str]]:
    return [(b["regel"], b["niveau"], b["retourcode"], b["plaats"]) for b in message["bevindingen"]]


async def _judged_lines(billing: Billing) -> list[list[str]]:
    return [regel["retourcodes"] for regel in await billing.regels()]


OUT_OF_BOUNDS = {
    "an amount of nine digits": (
        b"<b:Bedrag>5000</b:Bedrag>",
        b"<b:Bedrag>100000000</b:Bedrag>",
        f"{PRESTATIE}/IngediendBedrag/Bedrag",
    ),
    "a negative amount": (
        b"<b:Bedrag>5000</b:Bedrag>",
        b"<b:Bedrag>-5000</b:Bedrag>",
        f"{PRESTATIE}/IngediendBedrag/Bedrag",
    ),
    "an amount with a fraction": (
        b"<b:Bedrag>5000</b:Bedrag>",
        b"<b:Bedrag>50.00</b:Bedrag>",
        f"{PRESTATIE}/IngediendBedrag/Bedrag",
    ),
    "a total of thirteen digits": (
        b"<b:TotaalBedrag>5000</b:TotaalBedrag>",
        b"<b:TotaalBedrag>1000000000000</b:TotaalBedrag>",
        "/Bericht/Declaratie/TotaalIngediendBedrag/TotaalBedrag",
    ),
    "a negative volume": (
        b"<m:GeleverdVolume>4</m:GeleverdVolume>",
        b"<m:GeleverdVolume>-4</m:GeleverdVolume>",
        f"{PRESTATIE}/GeleverdVolume",
    ),
    "a volume of nine digits": (
        b"<m:GeleverdVolume>4</m:GeleverdVolume>",
        b"<m:GeleverdVolume>100000000</m:GeleverdVolume>",
        f"{PRESTATIE}/GeleverdVolume",
    ),
    "a negative tariff": (
        b"<m:ProductTarief>1250</m:ProductTarief>",
        b"<m:ProductTarief>-1250</m:ProductTarief>",
        f"{PRESTATIE}/ProductTarief",
    ),
}


@pytest.mark.parametrize("case", OUT_OF_BOUNDS)
async def test_numbers_out_of_bounds(known: Billing, case: str) -> None:
    """Level 1: the place is named, there is no JW325, and the right message is then approved."""
    right, wrong, place = OUT_OF_BOUNDS[case]
    raw = Claim({BSN: [a_regel()]}).xml()
    assert right in raw

    message = await known.judge(raw.replace(right, wrong, 1))

    assert (message["status"], message["antwoord"]) == ("afgekeurd", None)
    found = _found(message)
    assert [(level, code, where) for _, level, code, where in found] == [(1, None, place)]
    assert await known.declaraties() == []
    assert (await known.judge(raw))["status"] == "verwerkt"


async def test_a_volume_within_the_form_but_far_too_much(known: Billing) -> None:
    """The largest numbers that the form allows are judged, and refused on substance."""
    most = a_regel(volume=99_999_999, tarief=1250, bedrag=99_999_999)

    message = await known.claim(Claim({BSN: [most]}))

    assert message["status"] == "verwerkt"
    assert await _judged_lines(known) == [["9346", "9321", "9322"]]


async def test_an_unknown_allocation(known: Billing) -> None:
    """9338 at the number, and a JW325 that gives back that line only."""
    right = a_regel(nummer=2, referentie_nummer="RN2")

    message = await known.claim(Claim({BSN: [a_regel(toewijzing_nummer=999), right]}))

    assert _found(message) == [("TR338", 3, "9338", f"{PRESTATIE}/ToewijzingNummer")]
    assert message["bevindingen"][0]["melding"] == (
        "Deze toewijzing is bij deze gemeente voor deze aanbieder niet bekend."
    )
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    assert antwoord.totaal_toegekend_bedrag.signed == 5000
    assert [p.retour_codes for c in antwoord.clienten for p in c.prestaties] == [("9338",)]


async def test_another_providers_allocation(known: Billing, publish: Publish) -> None:
    """It does not exist for this one: the same answer as for a number that nobody gave."""
    await tell(known, publish, toewijzing(10099, agb_code="90000101"))

    message = await known.claim(Claim({BSN: [a_regel(toewijzing_nummer=10099)]}))

    assert _found(message) == [("TR338", 3, "9338", f"{PRESTATIE}/ToewijzingNummer")]


async def test_another_gemeentes_allocation(known: Billing, publish: Publish) -> None:
    """Nor does that of another gemeente, also where this one has a toewijzing for the client."""
    foreign = toewijzing(10099).model_copy(update={"gemeentecode": OTHER_GEMEENTE})
    await tell(known, publish, foreign)

    message = await known.claim(Claim({BSN: [a_regel(toewijzing_nummer=10099)]}))

    assert _found(message) == [("TR338", 3, "9338", f"{PRESTATIE}/ToewijzingNummer")]


async def test_a_month_out_of_order(known: Billing) -> None:
    """After April no March: refused as a whole; its lines may follow in a later declaratie."""
    await known.claim(a_claim(month(APRIL)))
    late = month(MARCH, referentie_nummer="RN2")

    message = await known.claim(a_claim(late, number=2))

    assert message["status"] == "afgewezen"
    assert _found(message) == [("TR318", 3, "8214", "/Bericht/Declaratie/DeclaratiePeriode")]
    antwoord = jw325_of(message).declaratie_antwoord
    assert antwoord is not None
    assert (antwoord.retour_codes, antwoord.clienten) == (("8214",), ())
    assert antwoord.totaal_toegekend_bedrag.signed == 0
    with_april = month(APRIL, nummer=2, referentie_nummer="RN3", toewijzing_nummer=10073)
    with_april = with_april._replace(code="45A04", tarief=1500, bedrag=6000)
    await known.claim(a_claim(late, with_april, number=3))
    assert await _judged_lines(known) == [[], []]


async def test_a_replayed_message(known: Billing) -> None:
    """The same bytes are the same message; its identification in another one is 9056."""
    claim = a_claim(month(APRIL))
    first = await known.judge(claim.xml())
    before = (await known.declaraties(), await known.regels())

    again = await known.judge(claim.xml())
    other = await known.claim(replace(claim, declaratie_nummer="DN2"))

    assert again == first
    place = "/Bericht/Header/BerichtIdentificatie/Identificatie"
    assert _found(other) == [("TR056", 3, "9056", place)]
    assert other["status"] == "afgewezen"
    assert jw325_of(other).header.retour_codes == ("9056",)
    assert (await known.declaraties(), await known.regels()) == before


async def test_a_message_split_over_the_wrong_receiver(
    known: Billing, publish: Publish, client: Client
) -> None:
    """Half of a month goes to another gemeente that this one also works for: there each line is
    unknown, here the other half stands, and sent anew to whom it belongs the rest is paid."""
    await tell(known, publish, contract(versie=2, gemeenten=("0384", OTHER_GEMEENTE)))
    other = {"toewijzing_nummer": 10073, "code": "45A04", "tarief": 1500, "bedrag": 6000}
    half = month(APRIL, **other, referentie_nummer="RN2")
    await known.claim(a_claim(month(APRIL)))

    astray = await known.claim(replace(a_claim(half, number=2), gemeente=OTHER_GEMEENTE))

    assert _found(astray) == [("TR338", 3, "9338", f"{PRESTATIE}/ToewijzingNummer")]
    assert jw325_of(astray).header.afzender == OTHER_GEMEENTE
    seen = (await known.gemeente.get("/declaraties")).json()["resultaten"]
    assert [d["declaratieNummer"] for d in seen] == ["DN1"]
    there = client(known.service, OrgType.GEMEENTE, OTHER_GEMEENTE, SCOPES)
    (lost,) = (await there.get("/declaraties")).json()["resultaten"]
    assert (lost["uitkomst"], lost["totaalToegekend"]) == ("afgewezen", 0)

    again = await known.claim(a_claim(half, number=3))
    assert [code for _, _, code, _ in _found(again)] == ["8021"]
    await known.claim(a_claim(half._replace(referentie_nummer="RN3"), number=4))
    assert await _judged_lines(known) == [[]]


async def test_a_receiver_that_does_not_exist(known: Billing) -> None:
    """S300 on the header, and the identification stays free for the right receiver."""
    astray = await known.claim(replace(a_claim(month(APRIL)), gemeente="9999"))

    assert _found(astray) == [("TR378", 4, "S300", "/Bericht/Header/Ontvanger")]
    assert astray["status"] == "afgewezen"
    assert await known.declaraties() == []


async def test_someone_elses_message(known: Billing) -> None:
    """Refused at the door, whoever it was meant for."""
    answer = await known.post(replace(a_claim(month(APRIL)), aanbieder="90000101").xml())

    assert (answer.status_code, answer.json()["code"]) == (403, "afzender-is-niet-de-aanroeper")


def _padded(raw: bytes, size: int) -> bytes:
    """As large as asked by white space between elements, in parts that a parser takes."""
    places = (b"<m:Declaratie>", b"<m:Clienten>", b"<m:Client>", b"</m:Clienten>")
    share, rest = divmod(size - len(raw), len(places))
    for place in places:
        raw = raw.replace(place, b" " * share + place, 1)
    return raw + b" " * rest


@pytest.mark.both_databases
async def test_25_mb_exactly_and_one_byte_more(known: Billing) -> None:
    """OP179: the first is judged as any other, the second is refused before it is read."""
    full = _padded(a_claim(month(APRIL)).xml(), MAX_BYTES)
    assert len(full) == 25 * 1024 * 1024

    refused = await known.post(full + b" ")
    assert (refused.status_code, refused.json()["code"]) == (413, "te-groot")
    assert refused.json()["detail"] == "Een bericht is ten hoogste 25 MB (OP179)."
    kept = (await known.aanbieder.get(f"http://test{refused.headers['Location']}")).json()
    assert (kept["status"], kept["soort"]) == ("afgekeurd", None)
    assert await known.declaraties() == []

    assert (await known.judge(full))["status"] == "verwerkt"
    assert await _judged_lines(known) == [[]]
    assert (await known.declaraties())[0]["agbCode"] == AANBIEDER


async def test_a_product_of_which_nobody_heard(billing: Billing, publish: Publish) -> None:
    """A code that fits the form and no contract: what was awarded and the contract both say so."""
    await tell(billing, publish, contract(), product(), toewijzing())

    message = await billing.claim(Claim({BSN: [a_regel(code="99Z99")]}))

    assert [(regel, code) for regel, _, code, _ in _found(message)] == [
        ("TR340", "9340"),
        ("TR381", "S329"),
    ]


async def test_a_reference_of_spaces_names_no_line(known: Billing) -> None:
    """TR314: the schema lets it through; that line is refused, and no other."""
    lines = {
        BSN: [a_regel(referentie_nummer="  ")],
        OTHER_BSN: [a_regel(nummer=2, referentie_nummer="RN2", toewijzing_nummer=10074)],
    }

    message = await known.claim(Claim(lines))

    assert await _judged_lines(known) == [["8021"], []]
    (found,) = message["bevindingen"]
    assert found["melding"] == "Dit referentienummer bestaat alleen uit spaties."
