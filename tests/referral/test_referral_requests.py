# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Requests: what is refused, and how a gemeente or its policy decides on them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts.referral import (
    TermijnVerstreken,
    ToewijzingVastgesteld,
    VerzoekBeantwoord,
)
from libs.common.runtime import settle
from libs.ijw import JW316
from libs.ijw.shared import Omvang, Product
from services.referral.domain.verzoek import Termijnen
from services.referral.handlers.termijnen import tell_overdue
from tests.referral.conftest import Publish, Published
from tests.referral.harness import Referral, answer_of, codes_of
from tests.referral.messages import (
    AANBIEDER,
    ANDERE_AANBIEDER,
    ANDERE_GEMEENTE,
    contract,
    contractproduct,
    jw315,
    product,
)


async def test_one_open_request_per_client_and_aanbieder(referral: Referral) -> None:
    """TR374, until every product of it has a final answer; the code stands on the client."""
    await referral.register()
    other = Product(categorie="45", code="45B02")
    await referral.ask(product(), product(referentie_aanbieder="REF2", product=other))
    later = [product(referentie_aanbieder="REF3", toewijzing_ingangsdatum=date(2026, 6, 1))]
    second, first = [one["id"] for one in await referral.verzoeken()]

    both = await referral.judge(jw315(*later, identificatie="A"))
    await referral.decide(first, besluit="afgewezen", reden="7")
    one = await referral.judge(jw315(*later, identificatie="B"))
    await referral.decide(second, besluit="in-onderzoek")
    researched = await referral.judge(jw315(*later, identificatie="C"))
    await referral.decide(second, besluit="toegekend")
    none = await referral.judge(jw315(*later, identificatie="D"))

    assert [codes_of(found) for found in (both, one, researched, none)] == [["9374"]] * 3 + [[]]
    answer = answer_of(both)
    assert isinstance(answer, JW316)
    assert answer.client is not None
    assert answer.client.retour_codes == ("9374",)
    assert answer.client.aangevraagde_producten[0].retour_codes == ("0200",)


async def test_open_requests_of_others_do_not_count(referral: Referral) -> None:
    """Another aanbieder, another client."""
    other = referral.as_party(ANDERE_AANBIEDER)
    await referral.ask()

    of_other = await referral.judge(
        jw315(product(referentie_aanbieder="X"), afzender=ANDERE_AANBIEDER), other
    )
    of_sibling = await referral.judge(
        jw315(product(referentie_aanbieder="REF2"), identificatie="A", bsn="999900018")
    )

    assert (of_other["status"], of_sibling["status"]) == ("verwerkt", "verwerkt")


async def test_a_reference_is_used_once(referral: Referral) -> None:
    """TR347, per aanbieder over all gemeenten; the other products are fine."""
    await referral.ask()
    third = Product(categorie="45", code="45B02")
    producten = (product(referentie_aanbieder="REF2", product=third), product())
    elsewhere = await referral.judge(
        jw315(*producten, identificatie="A", ontvanger=ANDERE_GEMEENTE)
    )
    other = referral.as_party(ANDERE_AANBIEDER)
    of_other = await referral.judge(jw315(product(), afzender=ANDERE_AANBIEDER), other)

    assert codes_of(elsewhere) == ["9347"]
    assert elsewhere["bevindingen"][0]["plaats"] == (
        "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]/ReferentieAanbieder"
    )
    assert of_other["status"] == "verwerkt"


async def test_a_code_fits_its_category(referral: Referral, publish: Publish) -> None:
    """TR381: by the contracts of the gemeente; a code that none lists, by its first two signs."""
    await publish(
        contractproduct(AANBIEDER, product_id="p2", code="45X01", categorie="54"),
        contract("90000199", contract_id="far", gemeentecodes=("0307",)),
        contractproduct(
            "90000199", contract_id="far", product_id="p3", code="45Y01", categorie="54"
        ),
    )
    asked = {"45X01": "54", "45Y01": "45", "45Z01": "45"}
    wrong = {"45X01": "45", "45Y01": "54", "45Z01": "54"}

    def request(number: int, categorie: str, code: str) -> bytes:
        reference = f"{number}{code}"
        chosen = Product(categorie=categorie, code=code)
        bsn = "999900006" if number == 1 else f"{['999900018', '999900020'][number % 2]}"
        return jw315(
            product(referentie_aanbieder=reference, product=chosen),
            identificatie=reference,
            bsn=bsn,
        )

    for code, categorie in wrong.items():
        judged = await referral.judge(request(1, categorie, code))
        assert codes_of(judged) == ["S329"], code
    producten = [
        product(referentie_aanbieder=code, product=Product(categorie=categorie, code=code))
        for code, categorie in asked.items()
    ]
    assert (await referral.judge(jw315(*producten)))["status"] == "verwerkt"


async def test_award_by_hand(referral: Referral, published: Published) -> None:
    """As asked: JW301 with the reference, event, and the state they tell of."""
    await referral.register()
    asked = await referral.ask()

    answer = await referral.decide(asked["id"], besluit="toegekend")

    assert answer.status_code == 201
    besluit = answer.json()
    assert (besluit["automatisch"], besluit["toewijzingNummer"]) == (False, 1)
    (sent,) = (await referral.jw301()).client.toegewezen_producten
    assert (sent.toewijzing_nummer, sent.referentie_aanbieder) == (1, "REF1")
    assert (sent.ingangsdatum, sent.einddatum) == (date(2026, 5, 1), date(2026, 12, 31))
    # Decided at 09:00 UTC: ten o'clock in the Netherlands.
    assert (sent.toewijzingsdatum, sent.toewijzingstijd.hour) == (date(2026, 11, 23), 10)
    (stands,) = await referral.toewijzingen()
    assert (stands["verzoekId"], stands["bericht"]["retour"]) == (asked["id"], "geen")
    (told,) = await published(ToewijzingVastgesteld)
    assert (told.toewijzing_nummer, told.versie, told.categorie, told.code) == (1, 1, "45", "45B01")
    assert (told.ingangsdatum, told.einddatum) == (sent.ingangsdatum, sent.einddatum)
    assert (told.geboortemaand, told.geslacht) == ("2010-02", "1")
    (answered,) = await published(VerzoekBeantwoord)
    assert (answered.besluit, answered.toewijzing_nummer) == ("toegekend", 1)
    assert (await referral.verzoeken())[0]["status"] == "toegekend"


async def test_award_otherwise_than_asked(referral: Referral) -> None:
    """Other dates, product and size are the gemeente's to choose (IV094)."""
    await referral.register()
    asked = await referral.ask()

    await referral.decide(
        asked["id"],
        besluit="toegekend",
        product={"categorie": "45", "code": "45B02"},
        ingangsdatum="2026-06-01",
        einddatum=None,
        omvang={"volume": 4, "eenheid": "04", "frequentie": "4"},
    )

    (sent,) = (await referral.jw301()).client.toegewezen_producten
    assert sent.product == Product(categorie="45", code="45B02")
    assert (sent.ingangsdatum, sent.einddatum) == (date(2026, 6, 1), None)
    assert sent.omvang == Omvang(volume=4, eenheid="04", frequentie="4")


WRONG: list[tuple[dict[str, Any], set[tuple[str, str]]]] = [
    ({"besluit": "afgewezen"}, {("reden", "CD085")}),
    ({"besluit": "afgewezen", "reden": "8"}, {("woonplaatsGemeente", "TR377")}),
    (
        {"besluit": "afgewezen", "reden": "3", "woonplaatsGemeente": "0363"},
        {("woonplaatsGemeente", "TR409")},
    ),
    (
        {"besluit": "afgewezen", "reden": "8", "woonplaatsGemeente": "9999"},
        {("woonplaatsGemeente", "TR378")},
    ),
    ({"besluit": "afgewezen", "reden": "x"}, {("reden", "enum")}),
    (
        {"besluit": "in-onderzoek", "reden": "3", "ingangsdatum": "2026-06-01"},
        {("reden", "niet-bij-dit-besluit"), ("ingangsdatum", "niet-bij-dit-besluit")},
    ),
    (
        {"besluit": "toegekend", "einddatum": "2026-04-01", "omvang": None},
        {("einddatum", "CS003"), ("omvang", "CD041")},
    ),
    (
        {"besluit": "toegekend", "product": {"categorie": "99", "code": "x" * 6}},
        {("product.categorie", "enum"), ("product.code", "string-too-long")},
    ),
]


@pytest.mark.parametrize(("body", "params"), WRONG)
async def test_wrong_decisions(
    referral: Referral, body: dict[str, Any], params: set[tuple[str, str]]
) -> None:
    """All that is wrong at once, with field and code; the request stays as it was."""
    await referral.register()
    asked = await referral.ask()

    answer = await referral.decide(asked["id"], **body)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {(p["name"], p["code"]) for p in answer.json()["invalidParams"]} == params
    assert (await referral.verzoeken())[0]["status"] == "open"
    assert await referral.outgoing("JW301") == []


async def test_reject(referral: Referral, published: Published) -> None:
    """A JW319 with the reason, and no client data in it."""
    asked = await referral.ask()

    answer = await referral.decide(
        asked["id"], besluit="afgewezen", reden="8", woonplaatsGemeente="0363"
    )

    assert answer.status_code == 201
    sent = (await referral.jw319()).antwoord
    assert (sent.referentie_aanbieder, sent.verzoek_antwoord) == ("REF1", "1")
    assert sent.reden_afwijzing_verzoek == "8"
    assert sent.woonplaatsbeginsel is not None
    assert sent.woonplaatsbeginsel.gemeente == "0363"
    (told,) = await published(VerzoekBeantwoord)
    assert (told.besluit, told.reden, told.automatisch) == ("afgewezen", "8", False)


async def test_under_investigation_and_then_awarded(referral: Referral) -> None:
    """The term becomes eight weeks after the Dagtekening of the request (OP274)."""
    await referral.register()
    asked = await referral.ask()

    first = await referral.decide(asked["id"], besluit="in-onderzoek")
    (waiting,) = await referral.verzoeken("?status=in-onderzoek")
    again = await referral.decide(asked["id"], besluit="in-onderzoek")
    final = await referral.decide(asked["id"], besluit="toegekend")
    too_late = await referral.decide(asked["id"], besluit="afgewezen", reden="7")

    assert (await referral.jw319()).antwoord.verzoek_antwoord == "2"
    assert first.json()["antwoordbericht"]["soort"] == "JW319"
    assert waiting["besluitUiterlijk"] == "2026-06-10"
    assert (again.status_code, again.json()["code"]) == (409, "TR360")
    assert final.status_code == 201
    assert (too_late.status_code, too_late.json()["code"]) == (409, "TR359")
    taken = (await referral.gemeente.get(f"/verzoeken/{asked['id']}/besluiten")).json()
    assert [b["besluit"] for b in taken["resultaten"]] == ["in-onderzoek", "toegekend"]


async def test_a_rejection_is_final(referral: Referral) -> None:
    """TR365."""
    await referral.register()
    asked = await referral.ask()
    await referral.decide(asked["id"], besluit="afgewezen", reden="7")

    for again in ({"besluit": "toegekend"}, {"besluit": "afgewezen", "reden": "3"}):
        answer = await referral.decide(asked["id"], **again)
        assert (answer.status_code, answer.json()["code"]) == (409, "TR365")


async def test_no_award_without_an_address(referral: Referral) -> None:
    """Known from the message only: the gemeente must register first; nothing was decided."""
    asked = await referral.ask()
    refused = await referral.decide(asked["id"], besluit="toegekend")
    await referral.register()
    awarded = await referral.decide(asked["id"], besluit="toegekend")

    assert (refused.status_code, refused.json()["code"]) == (409, "client-zonder-adres")
    assert awarded.status_code == 201


async def test_no_stacking_by_hand(referral: Referral) -> None:
    """TR302 against what the client has at this aanbieder."""
    await referral.register()
    await referral.award()
    asked = await referral.ask()

    answer = await referral.decide(asked["id"], besluit="toegekend")

    assert (answer.status_code, answer.json()["code"]) == (409, "TR302")


@pytest.mark.both_databases
async def test_r02_a_term_that_goes_by(
    referral: Referral, clock: SimulatedClock, published: Published
) -> None:
    """R-02: due in three and five working days, then told once, and listed."""
    terms = Termijnen.from_receipt(date(2026, 6, 1))
    assert (terms.retour, terms.besluit) == (date(2026, 6, 4), date(2026, 6, 8))
    asked = await referral.ask(dagtekening=date(2026, 11, 23))
    assert asked["besluitUiterlijk"] == "2026-11-30"

    clock.move_to(datetime(2026, 11, 30, 21, 0, tzinfo=UTC))
    on_time = (await tell_overdue(referral.service.runtime), await _late(referral))
    clock.move_to(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    late = (await tell_overdue(referral.service.runtime), await _late(referral))
    again = await tell_overdue(referral.service.runtime)
    await settle(referral.service)

    assert on_time == (False, [])
    assert late == (True, [asked["id"]])
    assert again is False
    (told,) = await published(TermijnVerstreken)
    assert (told.verzoek_id, told.besluit_uiterlijk) == (asked["id"], date(2026, 11, 30))
    await referral.decide(asked["id"], besluit="in-onderzoek")
    assert await _late(referral) == []


async def _late(referral: Referral) -> list[str]:
    return [one["id"] for one in await referral.verzoeken("?teLaat=true")]
