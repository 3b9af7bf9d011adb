# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The synthetic region and its claims: the same each time, lawful unless wrong on purpose."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from demo.claims import Claimed, Delivery, Ledger
from demo.messages import Envelope, declaratie
from demo.play import in_order
from demo.region import (
    CLIENTS,
    FIRST_MONTH,
    MONTHS,
    PRODUCTEN,
    Region,
    Traject,
    make_region,
    month,
)
from libs.ijw import JW323, JW325, check, codelist, declaratie_antwoord, passes_elfproef, read
from libs.ijw.findings import Finding, Level
from libs.ijw.months import last_day_of_month


class NoMistakes(random.Random):
    """Draws that lead to no mistake and no correction."""

    def random(self) -> float:
        return 0.999


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(2026)


def test_the_same_seed_gives_the_same_region(region: Region) -> None:
    assert make_region(2026) == region
    assert make_region(2027) != region


def test_it_is_as_large_as_promised(region: Region) -> None:
    assert (len(region.clienten), len(region.aanbieders), len(region.gemeenten)) == (CLIENTS, 8, 2)
    assert (month(0), month(MONTHS - 1)) == (FIRST_MONTH, date(2026, 7, 1))
    assert len({t.referentie for t in region.trajecten}) == len(region.trajecten) > CLIENTS


def test_all_bsns_are_test_numbers_that_pass(region: Region) -> None:
    numbers = [client.bsn for client in region.clienten]

    assert len(set(numbers)) == CLIENTS
    assert all(passes_elfproef(n) and n.startswith("9999") for n in numbers)


def test_products_are_in_the_code_lists() -> None:
    for product in PRODUCTEN:
        assert product.categorie in codelist("JZ020")
        assert product.eenheid in codelist("WJ756")
        assert product.frequentie in codelist("WMO757")


def test_help_lies_in_order(region: Region) -> None:
    for traject in region.trajecten:
        assert traject.tot is None or traject.vanaf < traject.tot
        if traject.start and traject.stop:
            assert traject.vanaf <= traject.start


def test_claims_are_valid_messages(region: Region) -> None:
    ledger = Ledger("R", random.Random(1))
    deliveries = [
        Delivery(t, n, started=True) for n, t in enumerate(region.trajecten, 1) if t.start
    ]
    for number in range(MONTHS):
        sent = ledger.lines(deliveries, month(number))
        message = as_message([claimed.right for claimed in sent], month(number))
        assert check(message) == []


def test_what_was_refused_comes_again_put_right() -> None:
    ledger = Ledger("R", NoMistakes())
    right = one_line(ledger)
    wrong = replace(right, tarief=1, bedrag=right.volume)
    answer = answer_to([wrong], refused=True)

    ledger.settle([Claimed(wrong, right)], answer)
    (again,) = ledger.lines([], month(1))

    assert again.line == replace(right, referentie=again.line.referentie)
    assert again.line.referentie != right.referentie


def test_what_was_right_and_still_refused_is_let_go() -> None:
    ledger = Ledger("R", NoMistakes())
    right = one_line(ledger)

    ledger.settle([Claimed(right, right)], answer_to([right], refused=True))

    assert ledger.lines([], month(1)) == []


def test_a_correction_is_a_whole_credit_and_a_new_debit() -> None:
    class AlwaysCorrect(random.Random):
        def random(self) -> float:
            return 0.0

    ledger = Ledger("R", AlwaysCorrect())
    right = replace(one_line(ledger), volume=10, bedrag=10 * 7_850)

    ledger.settle([Claimed(right, right)], answer_to([right], refused=False))
    credit, debit = ledger.lines([], month(1))

    assert (credit.line.vorige, credit.line.bedrag) == (right.referentie, -right.bedrag)
    assert (debit.line.vorige, debit.line.volume) == (None, 9)
    assert check(as_message([credit.line, debit.line], month(1))) == []


def test_a_claim_that_was_refused_whole_comes_again_whole() -> None:
    ledger = Ledger("R", NoMistakes())
    right = one_line(ledger)

    ledger.settle([Claimed(right, right)], None)

    assert len(ledger.lines([], month(1))) == 1


def one_line(ledger: Ledger) -> Any:
    traject = next(t for t in make_region(2026).trajecten if _claims_in_august(t))
    (claimed,) = ledger.lines([Delivery(traject, 1, started=True)], month(0))
    return claimed.right


def _claims_in_august(traject: Traject) -> bool:
    probe = Ledger("P", NoMistakes())
    return bool(probe.lines([Delivery(traject, 1, started=True)], month(0)))


def as_message(lines: list[Any], first: date) -> JW323:
    envelope = Envelope("90000101", "0327", "D1", date(2026, 12, 1))
    raw = declaratie(envelope, "DN1", (first, last_day_of_month(first)), lines)
    message = read(raw)
    assert isinstance(message, JW323)
    return message


def answer_to(lines: list[Any], *, refused: bool) -> JW325:
    message = as_message(lines, month(0))
    place = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"
    finding = Finding("TR418", Level.EXTERNAL, "0611", place, "Tarief.")
    return declaratie_antwoord(
        message, [finding] if refused else [], identificatie="A1", dagtekening=date(2026, 12, 2)
    )


def test_what_goes_wrong_does_not_hang_on_the_order_of_awards(region: Region) -> None:
    """Awards are told in the order in which they were decided, which differs from run to run."""
    claims = []
    for order in (1, -1):
        awarded = {
            traject.referentie: Delivery(traject, nummer, started=True)
            for nummer, traject in list(enumerate(region.trajecten, start=1))[::order]
        }
        claims.append(Ledger("R", random.Random(1)).lines(in_order(awarded), month(2)))

    assert any(claimed.line != claimed.right for claimed in claims[0])
    assert claims[0] == claims[1]
