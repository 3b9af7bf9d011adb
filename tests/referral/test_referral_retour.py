# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the aanbieder answers on a JW301 or JW319, and what that changes."""

from datetime import date

from libs.common.runtime import settle
from libs.ijw import Finding, Level
from services.referral.domain.uitgaand import Kenmerk, compose_jw301
from tests.referral.harness import Referral, retour
from tests.referral.messages import ANDERE_AANBIEDER, jw315
from tests.referral.situations import a_client, a_toewijzing

REFUSED = Finding("TR302", Level.IN_MESSAGE, "0001", "/Bericht/Client", "Stapeling.")


async def test_accepted_by_the_aanbieder(referral: Referral) -> None:
    """The JW302 is noted on the toewijzing, and gets no answer."""
    await referral.register()
    made = await referral.award()

    judged = await referral.judge(retour(await referral.jw301()))

    assert (judged["status"], judged["antwoord"], judged["antwoordUiterlijk"]) == (
        "verwerkt",
        None,
        None,
    )
    shown = (await referral.gemeente.get(f"/toewijzingen/{made['id']}")).json()
    assert (shown["bericht"]["retour"], shown["bericht"]["retourcodes"]) == ("aanvaard", [])


async def test_refused_by_the_aanbieder(referral: Referral) -> None:
    """The codes are noted; the next message counts as the first one again (OP286)."""
    await referral.register()
    asked = (await referral.judge(jw315()))["id"]
    verzoek = (await referral.verzoeken())[0]
    await referral.decide(verzoek["id"], besluit="toegekend")

    await referral.judge(retour(await referral.jw301(), REFUSED))
    refused = (await referral.toewijzingen())[0]
    await referral.award(product={"categorie": "45", "code": "45B02"})
    sent = (await referral.jw301()).client.toegewezen_producten
    await referral.award(product={"categorie": "45", "code": "45B03"})
    later = (await referral.jw301()).client.toegewezen_producten

    assert asked
    assert (refused["bericht"]["retour"], refused["bericht"]["retourcodes"]) == (
        "afgewezen",
        ["0001"],
    )
    assert [p.referentie_aanbieder for p in sent] == ["REF1", None]
    assert [p.referentie_aanbieder for p in later] == [None, None, None]


async def test_two_refusals_in_a_row(referral: Referral) -> None:
    """The award and its change were both refused: the next message tells them as the first."""
    await referral.register()
    await referral.judge(jw315())
    verzoek = (await referral.verzoeken())[0]
    await referral.decide(verzoek["id"], besluit="toegekend")
    first = await referral.jw301()
    made = (await referral.toewijzingen())[0]
    change = {"einddatum": "2027-03-31", "redenWijziging": "04"}
    changed = await referral.gemeente.post(f"/toewijzingen/{made['id']}/wijzigingen", json=change)
    assert changed.status_code == 201, changed.text
    await settle(referral.service)
    second = await referral.jw301()

    one = await referral.judge(retour(first, REFUSED, identificatie="RT1"))
    two = await referral.judge(retour(second, REFUSED, identificatie="RT2"))
    assert (one["status"], two["status"]) == ("verwerkt", "verwerkt")
    await referral.award(product={"categorie": "45", "code": "45B02"})
    sent = (await referral.jw301()).client.toegewezen_producten

    assert [p.referentie_aanbieder for p in sent] == ["REF1", None]


async def test_answer_on_an_answer(referral: Referral) -> None:
    """JW320 on our JW319, noted with the decision."""
    await referral.judge(jw315())
    verzoek = (await referral.verzoeken())[0]
    await referral.decide(verzoek["id"], besluit="afgewezen", reden="3")

    judged = await referral.judge(retour(await referral.jw319()))

    path = f"/verzoeken/{verzoek['id']}/besluiten"
    (besluit,) = (await referral.gemeente.get(path)).json()["resultaten"]
    assert judged["status"] == "verwerkt"
    assert besluit["antwoordbericht"]["retour"] == "aanvaard"


async def test_answers_on_what_was_never_sent(referral: Referral) -> None:
    """Unknown, of another aanbieder, or answered before: set aside, nothing is answered."""
    await referral.register()
    made = await referral.award()
    sent = await referral.jw301()
    other = referral.as_party(ANDERE_AANBIEDER)
    never = compose_jw301(
        Kenmerk("0384", "42420001", "NEVER", date(2026, 11, 23)),
        a_client(),
        a_client().persoon.adres,  # type: ignore[arg-type]
        (a_toewijzing(),),
    )

    unknown = await referral.judge(retour(never))
    posed_as = await referral.post(retour(sent), other)
    await referral.judge(retour(sent))
    again = await referral.judge(retour(sent, REFUSED, identificatie="RET2"))

    assert [unknown["status"], again["status"]] == ["afgekeurd", "afgekeurd"]
    assert unknown["bevindingen"][0]["regel"] == "IV028"
    assert posed_as.status_code == 403
    shown = (await referral.gemeente.get(f"/toewijzingen/{made['id']}")).json()
    assert shown["bericht"]["retour"] == "aanvaard"
