# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The acceptance examples B-01 to B-17 of billing through HTTP, with their own numbers."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    ContractproductVastgesteld,
    DeclaratieBeoordeeld,
    Envelope,
    LeveringGemeld,
    Omvang,
    PgbVastgesteld,
    PlafondVastgesteld,
    Tarief,
    ToewijzingVastgesteld,
)
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.runtime import settle
from libs.ijw import read, write
from libs.ijw.volumes import last_day_of_month
from services.billing.domain.declaratie import Regel
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

Publish = Callable[..., Awaitable[None]]


def _month(begin: date, **changes: object) -> Regel:
    """A line over the rest of the month of `begin`."""
    period = {"periode_begin": begin, "periode_eind": last_day_of_month(begin)}
    return a_regel(**(period | changes))


def _claim(*regels: Regel, number: int = 1, bsn: str = BSN) -> Claim:
    """A declaratie in the last month of its lines."""
    first = max(regel.periode_begin for regel in regels).replace(day=1)
    return Claim(
        {bsn: regels},
        f"ID{number}",
        f"DN{number}",
        (first, last_day_of_month(first)),
        dagtekening=date(2026, 11, 1),
    )


def _awarded(**changes: Any) -> ToewijzingVastgesteld:
    return toewijzing().model_copy(update=changes)


def _contracted(**changes: Any) -> ContractproductVastgesteld:
    return product().model_copy(update=changes)


async def _tell(billing: Billing, publish: Publish, *events: object) -> None:
    await publish(*events)
    await settle(billing.service)


async def _codes(billing: Billing, claim: Claim) -> list[list[str]]:
    """Judge a claim; the codes of each of its lines."""
    message = await billing.claim(claim)
    assert message["status"] == "verwerkt", message["bevindingen"]
    return [regel["retourcodes"] for regel in await billing.regels()]


async def _step(billing: Billing, regel: str, nummer: int = 1) -> dict[str, Any]:
    """What the newest declaratie tells of one rule on one line."""
    newest = (await billing.declaraties())[0]["id"]
    told = (await billing.gemeente.get(f"/declaraties/{newest}/regels/{nummer}/toelichting")).json()
    (step,) = [step for step in told["stappen"] if step["regel"] == regel]
    found: dict[str, Any] = step
    return found


async def test_b_01_a_message_is_read_and_written_without_loss(known: Billing) -> None:
    """XML -> model -> XML -> model; what was posted can be fetched as it came."""
    raw = _claim(_month(date(2026, 4, 1))).xml()
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
    await _tell(billing, publish, contract(), product(), toewijzing(omvang=(2, "04", "2")))
    march = date(2026, 3, 1)
    too_much = _month(march, volume=13, bedrag=13 * 1250)
    right = _month(march, volume=12, bedrag=12 * 1250, referentie_nummer="RN2")

    assert await _codes(billing, _claim(too_much)) == [["9321"]]
    seen = (await _step(billing, "TR321"))["feiten"]
    assert (seen["weken"], seen["maximum"], seen["gedeclareerd"]) == (6, 720, 780)
    assert await _codes(billing, _claim(right, number=2)) == [[]]


async def test_b_06_week_53_is_one_week(billing: Billing, publish: Publish) -> None:
    """28 Dec 2020 - 3 Jan 2021 is ISO week 53: 2 h in all, whichever year it is claimed in."""
    term = {"ingangsdatum": date(2020, 12, 28), "einddatum": date(2021, 1, 3)}
    since = {"geldig_van": date(2020, 1, 1)}
    await _tell(
        billing,
        publish,
        contract().model_copy(update=since),
        _contracted(tarieven=(Tarief(bedrag=1250, geldig_van=date(2020, 1, 1)),)),
        _awarded(**term, omvang=Omvang(volume=2, eenheid="04", frequentie="2")),
    )
    january = {"periode_begin": date(2021, 1, 1), "periode_eind": date(2021, 1, 3)}
    too_much = a_regel(**january, volume=3, bedrag=3750)
    right = a_regel(**january, volume=2, bedrag=2500, referentie_nummer="RN2")

    then = date(2021, 2, 1)  # TR335: a delivery may be claimed for five years

    assert await _codes(billing, replace(_claim(too_much), dagtekening=then)) == [["9321", "9322"]]
    assert (await _step(billing, "TR321"))["feiten"]["weken"] == 1
    assert (await _step(billing, "TR322"))["feiten"]["maximum"] == 120
    assert await _codes(billing, replace(_claim(right, number=2), dagtekening=then)) == [[]]


async def test_b_07_credit_then_debit(known: Billing) -> None:
    """100 approved; credit 100 and debit 80 in one message give net 80; no second credit."""
    hundred = {"volume": 8, "bedrag": 10_000}
    first = _month(date(2026, 4, 1), **hundred)
    credit = _month(
        date(2026, 4, 1),
        **hundred,
        nummer=2,
        referentie_nummer="RN2",
        vorig_referentie_nummer="RN1",
        credit=True,
    )
    debit = _month(
        date(2026, 4, 1), volume=384, eenheid="01", tarief=21, bedrag=8_000, referentie_nummer="RN4"
    )
    again = _month(
        date(2026, 4, 1),
        **hundred,
        referentie_nummer="RN5",
        vorig_referentie_nummer="RN1",
        credit=True,
    )

    assert await _codes(known, _claim(first)) == [[]]
    assert await _codes(known, _claim(debit, credit, number=2)) == [[], []]
    net = sum(d["totaalToegekend"] for d in await known.declaraties())
    assert net == 8_000
    assert await _codes(known, _claim(again, number=3)) == [["9390"]]


async def test_b_08_no_start_is_a_signal_and_no_rejection(known: Billing, publish: Publish) -> None:
    """Paid without a start; the signal goes when the start comes late, even out of order."""
    assert await _codes(known, _claim(_month(date(2026, 4, 1)))) == [[]]
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
    await _tell(known, publish, stop, start)
    (signal,) = (await known.aanbieder.get(path)).json()["resultaten"]
    assert (signal["soort"], signal["nummer"]) == ("na-stop", 1)

    anew = start.model_copy(update={"begindatum": date(2026, 4, 20)})
    await _tell(known, publish, anew)
    assert (await known.gemeente.get(path)).json()["resultaten"] == []
    assert (await known.declaraties())[0]["totaalToegekend"] == 5000


async def test_b_09_the_answer_has_the_rejected_lines_only(
    billing: Billing, publish: Publish
) -> None:
    """10 lines, 2 rejected: the total is the sum of 8."""
    awards = [toewijzing(10_000 + n) for n in range(10)]
    await _tell(billing, publish, contract(), product(), *awards)
    lines = [
        _month(
            date(2026, 4, 1),
            nummer=n + 1,
            referentie_nummer=f"RN{n}",
            toewijzing_nummer=10_000 + n,
            tarief=1251 if n in (3, 7) else 1250,
            bedrag=5004 if n in (3, 7) else 5000,
        )
        for n in range(10)
    ]

    antwoord = jw325_of(await billing.claim(_claim(*lines))).declaratie_antwoord

    assert antwoord is not None
    assert antwoord.totaal_toegekend_bedrag.signed == 8 * 5000
    assert antwoord.totaal_ingediend_bedrag.signed == 8 * 5000 + 2 * 5004
    returned = [p for client in antwoord.clienten for p in client.prestaties]
    assert [p.product_referentie.referentie_nummer for p in returned] == ["RN3", "RN7"]
    assert {p.retour_codes for p in returned} == {("0611",)}


MAATREGEL = {"categorie": "48", "code": "48A01"}


async def test_b_10_month_tariff_of_a_measure(billing: Billing, publish: Publish) -> None:
    """Measure 10 Jan - 20 Apr: January is not billed, Feb, Mar and Apr are 3 tariffs."""
    await _tell(
        billing,
        publish,
        contract(),
        _contracted(
            **MAATREGEL,
            variant="outputgericht",
            eenheid="82",
            tarieven=(Tarief(bedrag=75_000, geldig_van=date(2026, 1, 1)),),
        ),
        _awarded(
            **MAATREGEL,
            ingangsdatum=date(2026, 1, 10),
            einddatum=date(2026, 4, 20),
            omvang=Omvang(volume=1, eenheid="82", frequentie="4"),
        ),
    )
    months = [(date(2026, 1, 10), None), (date(2026, 2, 1), None), (date(2026, 3, 1), None)]
    found = []
    for number, (begin, end) in enumerate([*months, (date(2026, 4, 1), date(2026, 4, 20))]):
        line = _month(
            begin,
            **MAATREGEL,
            volume=1,
            eenheid="82",
            tarief=75_000,
            bedrag=75_000,
            referentie_nummer=f"RN{number}",
            **({"periode_eind": end} if end else {}),
        )
        found += await _codes(billing, _claim(line, number=number))

    assert found == [["9321"], [], [], []]
    assert sum(d["totaalToegekend"] for d in await billing.declaraties()) == 3 * 75_000


async def test_b_14_a_taakgericht_product_is_not_claimed(
    billing: Billing, publish: Publish
) -> None:
    """Nobody awards it, so 9338 too; where one did by mistake the product alone is the reason."""
    taak = _contracted(variant="taakgericht", eenheid=None, tarieven=())
    await _tell(billing, publish, contract(), taak, _awarded(omvang=None, budget=10_000_000))
    unknown = _month(date(2026, 4, 1), toewijzing_nummer=99)
    mistaken = _month(date(2026, 4, 1), nummer=2, referentie_nummer="RN2")

    assert await _codes(billing, _claim(unknown, mistaken)) == [["9338", "S329"], ["S329"]]
    assert (await _step(billing, "EB001", 2))["feiten"]["variant"] == "taakgericht"


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
    await _tell(known, publish, pgb)
    august = _month(date(2026, 8, 1))
    other = {"toewijzing_nummer": 10073, "code": "45A04", "tarief": 1500, "bedrag": 6000}
    september = _month(date(2026, 9, 1), nummer=2, referentie_nummer="RN2")
    beside = _month(date(2026, 9, 1), **other, nummer=3, referentie_nummer="RN3")

    assert await _codes(known, _claim(august)) == [[]]
    assert await _codes(known, _claim(september, beside, number=2)) == [["9308"], []]
    assert (await _step(known, "EB004"))["feiten"]["pgbBegindatum"] == "2026-09-01"

    await _tell(known, publish, pgb.model_copy(update={"versie": 2, "einddatum": date(2026, 8, 1)}))
    again = _month(date(2026, 9, 1), referentie_nummer="RN4")
    assert await _codes(known, _claim(again, number=3)) == [[]]


async def test_b_17_nationally_bought_care_is_paid_and_counted(
    billing: Billing, publish: Publish, event_log: SqliteEventLog
) -> None:
    """Category 55 under a contract for all: paid, and told with a client to be counted."""
    lta = {"categorie": "55", "code": "55A11"}
    hours = {"categorie": "55", "code": None, "omvang": None, "budget": 5_000_000}
    await _tell(
        billing,
        publish,
        contract(gemeenten=(GEMEENTE, "0327", "0363")),
        _contracted(**lta),
        _awarded(**hours),
        toewijzing(10074, bsn=OTHER_BSN).model_copy(update=hours),
    )
    claim = Claim(
        {
            BSN: [a_regel(**lta)],
            OTHER_BSN: [a_regel(**lta, nummer=2, referentie_nummer="R2", toewijzing_nummer=10074)],
        }
    )

    assert await _codes(billing, claim) == [[], []]
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


GENERIEK = {"categorie": None, "code": None, "omvang": None, "budget": 500_000_000}


async def test_c_09_a_ceiling_stops_only_what_is_not_specific(
    billing: Billing, publish: Publish
) -> None:
    """Full: a generic line is refused, a specific one and crisis are paid; so is what is left."""
    crisis = {"categorie": "46", "code": "46A01"}
    plafond = PlafondVastgesteld(
        contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=10_000
    )
    await _tell(
        billing,
        publish,
        contract(),
        product(),
        _contracted(**crisis, product_id="product-crisis"),
        plafond,
        _awarded(**GENERIEK),
        toewijzing(10073),
        toewijzing(10074).model_copy(update=GENERIEK | {"categorie": "46"}),
    )
    may = date(2026, 5, 1)
    first = _month(date(2026, 4, 1), volume=8, bedrag=10_000)
    assert await _codes(billing, _claim(first)) == [[]]

    lines = (
        _month(may, nummer=1, referentie_nummer="RN2", volume=1, bedrag=1250),
        _month(may, nummer=2, referentie_nummer="RN3", toewijzing_nummer=10073),
        _month(may, **crisis, nummer=3, referentie_nummer="RN4", toewijzing_nummer=10074),
    )
    assert await _codes(billing, _claim(*lines, number=2)) == [["9369"], [], []]
    seen = (await _step(billing, "EB005"))["feiten"]
    assert (seen["plafond"], seen["eerderGebruikt"], seen["ruimte"]) == (10_000, 10_000, 0)

    more = plafond.model_copy(update={"versie": 2, "bedrag": 20_000 + 1250})
    await _tell(billing, publish, more)
    again = _month(may, referentie_nummer="RN5", volume=1, bedrag=1250)
    beyond = _month(date(2026, 6, 1), nummer=2, referentie_nummer="RN6", volume=1, bedrag=1250)
    assert await _codes(billing, _claim(again, beyond, number=3)) == [[], ["9369"]]


async def test_c_12_help_is_finished_at_the_last_tariff(billing: Billing, publish: Publish) -> None:
    """Contract to 30 June, run-off to 30 Sept: what began under it goes on, nothing new does."""
    ended = contract().model_copy(
        update={"geldig_tot": date(2026, 6, 30), "uitloop_tot": date(2026, 9, 30)}
    )
    tarieven = (
        Tarief(bedrag=1200, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 5, 31)),
        Tarief(bedrag=1250, geldig_van=date(2026, 6, 1), geldig_tot=date(2026, 6, 30)),
    )
    new = toewijzing(10073).model_copy(update={"ingangsdatum": date(2026, 7, 1)})
    await _tell(billing, publish, ended, _contracted(tarieven=tarieven), toewijzing(), new)
    july, october = date(2026, 7, 1), date(2026, 10, 1)
    went_on = _month(july)
    began = _month(july, nummer=2, referentie_nummer="RN2", toewijzing_nummer=10073)
    over = _month(october, referentie_nummer="RN3")

    assert await _codes(billing, _claim(went_on, began)) == [[], ["0611"]]
    assert (await _step(billing, "TR418"))["feiten"]["contracttarief"] == 1250
    assert await _codes(billing, _claim(over, number=2)) == [["0611"]]
