# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The acceptance examples B-01 to B-17 of billing through HTTP, with their own numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    DeclaratieBeoordeeld,
    Envelope,
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    Tarief,
)
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.ijw import read, write
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing, jw325_of
from tests.billing.messages import (
    BSN,
    OTHER_BSN,
    Claim,
    contract,
    product,
    pseudoniem,
    toewijzing,
)
from tests.billing.story import Publish, a_claim, awarded, codes, contracted, month, step, tell


async def test_b_01_a_message_is_read_and_written_without_loss(known: Billing) -> None:
    """XML -> model -> XML -> model; what was posted can be fetched as it came."""
    raw = a_claim(month(date(2026, 4, 1))).xml()
    message = await known.judge(raw)

    assert read(write(read(raw))) == read(raw)
    assert message["soort"] == "JW323"
    assert read(write(jw325_of(message))) == jw325_of(message)


class TestOnTheFirstOfMay:
    @pytest.fixture
    def clock(self) -> SimulatedClock:
        """A working day before two holidays."""
        return SimulatedClock(datetime(2026, 5, 1, 9, 0, tzinfo=UTC))

    async def test_b_02_answer_due_after_ten_working_days(self, known: Billing) -> None:
        """Received Fri 1 May 2026; 5 May and Ascension 14 May are no working days."""
        claim = Claim({BSN: [a_regel()]}, dagtekening=date(2026, 5, 1))

        assert (await known.claim(claim))["antwoordUiterlijk"] == "2026-05-19"


async def test_b_05_volume_by_iso_weeks(billing: Billing, publish: Publish) -> None:
    """2 h a week, March 2026: weeks 9 to 14 are touched, so 12 h is allowed and 13 h is not."""
    await tell(billing, publish, contract(), product(), toewijzing(omvang=(2, "04", "2")))
    march = date(2026, 3, 1)
    too_much = month(march, volume=13, bedrag=13 * 1250)
    right = month(march, volume=12, bedrag=12 * 1250, referentie_nummer="RN2")

    assert await codes(billing, a_claim(too_much)) == [["9321"]]
    seen = (await step(billing, "TR321"))["feiten"]
    assert (seen["weken"], seen["maximum"], seen["gedeclareerd"]) == (6, 720, 780)
    assert await codes(billing, a_claim(right, number=2)) == [[]]


async def test_b_06_week_53_is_one_week(billing: Billing, publish: Publish) -> None:
    """28 Dec 2020 - 3 Jan 2021 is ISO week 53: 2 h in all, whichever year it is claimed in."""
    term = {"ingangsdatum": date(2020, 12, 28), "einddatum": date(2021, 1, 3)}
    since = {"geldig_van": date(2020, 1, 1)}
    await tell(
        billing,
        publish,
        contract().model_copy(update=since),
        contracted(tarieven=(Tarief(bedrag=1250, geldig_van=date(2020, 1, 1)),)),
        awarded(**term, omvang=Omvang(volume=2, eenheid="04", frequentie="2")),
    )
    january = {"periode_begin": date(2021, 1, 1), "periode_eind": date(2021, 1, 3)}
    too_much = a_regel(**january, volume=3, bedrag=3750)
    right = a_regel(**january, volume=2, bedrag=2500, referentie_nummer="RN2")

    then = date(2021, 2, 1)  # TR335: a delivery may be claimed for five years

    assert await codes(billing, replace(a_claim(too_much), dagtekening=then)) == [["9321", "9322"]]
    assert (await step(billing, "TR321"))["feiten"]["weken"] == 1
    assert (await step(billing, "TR322"))["feiten"]["maximum"] == 120
    assert await codes(billing, replace(a_claim(right, number=2), dagtekening=then)) == [[]]


async def test_b_07_credit_then_debit(known: Billing) -> None:
    """100 approved; credit 100 and debit 80 in one message give net 80; no second credit."""
    hundred = {"volume": 8, "bedrag": 10_000}
    first = month(date(2026, 4, 1), **hundred)
    credit = month(
        date(2026, 4, 1),
        **hundred,
        nummer=2,
        referentie_nummer="RN2",
        vorig_referentie_nummer="RN1",
        credit=True,
    )
    debit = month(
        date(2026, 4, 1), volume=384, eenheid="01", tarief=21, bedrag=8_000, referentie_nummer="RN4"
    )
    again = month(
        date(2026, 4, 1),
        **hundred,
        referentie_nummer="RN5",
        vorig_referentie_nummer="RN1",
        credit=True,
    )

    assert await codes(known, a_claim(first)) == [[]]
    assert await codes(known, a_claim(debit, credit, number=2)) == [[], []]
    net = sum(d["totaalToegekend"] for d in await known.declaraties())
    assert net == 8_000
    assert await codes(known, a_claim(again, number=3)) == [["9390"]]


async def test_b_08_no_start_is_a_signal_and_no_rejection(known: Billing, publish: Publish) -> None:
    """Paid without a start; the signal goes when the start comes late, even out of order."""
    assert await codes(known, a_claim(month(date(2026, 4, 1)))) == [[]]
    path = f"/declaraties/{(await known.declaraties())[0]['id']}/signalen"

    (signal,) = (await known.gemeente.get(path)).json()["resultaten"]
    assert (signal["soort"], signal["toewijzingNummer"]) == ("zonder-start", 10072)
    assert "geen start gemeld tot en met 2026-04-30" in signal["zin"]

    start = LeveringGemeld(
        gemeentecode=GEMEENTE,
        agb_code=AANBIEDER,
        client_pseudoniem=pseudoniem(BSN),
        toewijzing_nummer=10072,
        begindatum=date(2026, 1, 5),
        versie=1,
        status="lopend",
    )
    stop = start.model_copy(
        update={"versie": 2, "status": "gestopt", "einddatum": date(2026, 3, 31)}
    )
    await tell(known, publish, stop, start)
    (signal,) = (await known.aanbieder.get(path)).json()["resultaten"]
    assert (signal["soort"], signal["nummer"]) == ("na-stop", 1)

    anew = start.model_copy(update={"begindatum": date(2026, 4, 20)})
    await tell(known, publish, anew)
    assert (await known.gemeente.get(path)).json()["resultaten"] == []
    assert (await known.declaraties())[0]["totaalToegekend"] == 5000


async def test_b_09_the_answer_has_the_rejected_lines_only(
    billing: Billing, publish: Publish
) -> None:
    """10 lines, 2 rejected: the total is the sum of 8."""
    awards = [toewijzing(10_000 + n) for n in range(10)]
    await tell(billing, publish, contract(), product(), *awards)
    lines = [
        month(
            date(2026, 4, 1),
            nummer=n + 1,
            referentie_nummer=f"RN{n}",
            toewijzing_nummer=10_000 + n,
            tarief=1251 if n in (3, 7) else 1250,
            bedrag=5004 if n in (3, 7) else 5000,
        )
        for n in range(10)
    ]

    antwoord = jw325_of(await billing.claim(a_claim(*lines))).declaratie_antwoord

    assert antwoord is not None
    assert antwoord.totaal_toegekend_bedrag.signed == 8 * 5000
    assert antwoord.totaal_ingediend_bedrag.signed == 8 * 5000 + 2 * 5004
    returned = [p for client in antwoord.clienten for p in client.prestaties]
    assert [p.product_referentie.referentie_nummer for p in returned] == ["RN3", "RN7"]
    assert {p.retour_codes for p in returned} == {("0611",)}


MAATREGEL = {"categorie": "48", "code": "48A01"}


async def test_b_10_month_tariff_of_a_measure(billing: Billing, publish: Publish) -> None:
    """Measure 10 Jan - 20 Apr: January is not billed, Feb, Mar and Apr are 3 tariffs."""
    await tell(
        billing,
        publish,
        contract(),
        contracted(
            **MAATREGEL,
            variant="outputgericht",
            eenheid="82",
            tarieven=(Tarief(bedrag=75_000, geldig_van=date(2026, 1, 1)),),
        ),
        awarded(
            **MAATREGEL,
            ingangsdatum=date(2026, 1, 10),
            einddatum=date(2026, 4, 20),
            omvang=Omvang(volume=1, eenheid="82", frequentie="4"),
        ),
    )
    months = [(date(2026, 1, 10), None), (date(2026, 2, 1), None), (date(2026, 3, 1), None)]
    found = []
    for number, (begin, end) in enumerate([*months, (date(2026, 4, 1), date(2026, 4, 20))]):
        line = month(
            begin,
            **MAATREGEL,
            volume=1,
            eenheid="82",
            tarief=75_000,
            bedrag=75_000,
            referentie_nummer=f"RN{number}",
            **({"periode_eind": end} if end else {}),
        )
        found += await codes(billing, a_claim(line, number=number))

    assert found == [["9321"], [], [], []]
    assert sum(d["totaalToegekend"] for d in await billing.declaraties()) == 3 * 75_000


async def test_b_14_a_taakgericht_product_is_not_claimed(
    billing: Billing, publish: Publish
) -> None:
    """Nobody awards it, so 9338 too; where one did by mistake the product alone is the reason."""
    taak = contracted(variant="taakgericht", eenheid=None, tarieven=())
    await tell(billing, publish, contract(), taak, awarded(omvang=None, budget=10_000_000))
    unknown = month(date(2026, 4, 1), toewijzing_nummer=99)
    mistaken = month(date(2026, 4, 1), nummer=2, referentie_nummer="RN2")

    assert await codes(billing, a_claim(unknown, mistaken)) == [["9338", "S329"], ["S329"]]
    assert (await step(billing, "EB001", 2))["feiten"]["variant"] == "taakgericht"


async def test_b_15_no_help_in_kind_beside_a_budget_for_it(
    known: Billing, publish: Publish
) -> None:
    """A budget 1 - 30 Sept for the same product code; August and another product are paid."""
    pgb = PgbVastgesteld(
        pgb_id="pgb-1",
        versie=1,
        gemeentecode=GEMEENTE,
        client_pseudoniem=pseudoniem(BSN),
        categorie="45",
        code="45A03",
        begindatum=date(2026, 9, 1),
        einddatum=date(2026, 9, 30),
        vastgesteld_op=datetime(2026, 8, 20, tzinfo=UTC),
    )
    await tell(known, publish, pgb)
    august = month(date(2026, 8, 1))
    other = {"toewijzing_nummer": 10073, "code": "45A04", "tarief": 1500, "bedrag": 6000}
    september = month(date(2026, 9, 1), nummer=2, referentie_nummer="RN2")
    beside = month(date(2026, 9, 1), **other, nummer=3, referentie_nummer="RN3")

    assert await codes(known, a_claim(august)) == [[]]
    assert await codes(known, a_claim(september, beside, number=2)) == [["9308"], []]
    assert (await step(known, "EB004"))["feiten"]["pgbBegindatum"] == "2026-09-01"

    await tell(known, publish, pgb.model_copy(update={"versie": 2, "einddatum": date(2026, 8, 1)}))
    again = month(date(2026, 9, 1), referentie_nummer="RN4")
    assert await codes(known, a_claim(again, number=3)) == [[]]


async def test_b_17_nationally_bought_care_is_paid_and_counted(
    billing: Billing, publish: Publish, event_log: SqliteEventLog
) -> None:
    """Category 55 under a contract for all: paid, and told with a client to be counted."""
    lta = {"categorie": "55", "code": "55A11"}
    hours = {"categorie": "55", "code": None, "omvang": None, "budget": 5_000_000}
    await tell(
        billing,
        publish,
        contract(gemeenten=(GEMEENTE, "0327", "0363")),
        contracted(**lta),
        awarded(**hours),
        toewijzing(10074, bsn=OTHER_BSN).model_copy(update=hours),
    )
    claim = Claim(
        {
            BSN: [a_regel(**lta)],
            OTHER_BSN: [a_regel(**lta, nummer=2, referentie_nummer="R2", toewijzing_nummer=10074)],
        }
    )

    assert await codes(billing, claim) == [[], []]
    told = await _told(event_log)
    counted = {
        judged.client_pseudoniem
        for judged in told
        for regel in judged.regels
        if regel.categorie == "55" and regel.toegekend
    }
    assert counted == {pseudoniem(BSN), pseudoniem(OTHER_BSN)}


async def _told(event_log: SqliteEventLog) -> list[DeclaratieBeoordeeld]:
    """What billing published of its verdicts."""
    subscription = await event_log.subscribe("counting", [DeclaratieBeoordeeld.topic])
    envelopes = [Envelope.from_bytes(d.payload) for d in await subscription.fetch(1000)]
    await subscription.close()
    return [DeclaratieBeoordeeld.model_validate(e.data) for e in envelopes]
