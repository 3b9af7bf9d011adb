# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A JW323 by the values of its lines says what it says as classes, and has the same findings."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.ijw import (
    JW323,
    Claimed,
    Finding,
    InvalidMessage,
    Message,
    check,
    read,
    read_claimed,
    write,
)
from libs.ijw import messages as m
from libs.ijw.check import rules_on
from libs.ijw.elements import declared
from libs.ijw.shared import BedragMetDC, GeslotenPeriode, Referentie, TotaalBedragMetDC
from tests.ijw.builders import base, change, jw323
from tests.ijw.cases import Case
from tests.ijw.generate import document
from tests.ijw.test_ijw_rules import CASES

CLAIM_CASES = [case for case in CASES if case.soort == "JW323"]
BSNS = ["999900006", "999900018", "999900006", "999900007"]
APRIL = date(2026, 4, 1), date(2026, 4, 30)
PERIODS = [
    *[APRIL] * 9,
    (date(2026, 4, 6), date(2026, 5, 1)),
    (APRIL[1], APRIL[0]),
    (date(2019, 1, 1), date(2019, 1, 31)),
    (date(2030, 1, 1), date(2030, 1, 31)),
]

_few = st.integers(0, 3)


@st.composite
def _line(draw: st.DrawFn) -> m.Prestatie:
    """Mostly a right debit; what may be wrong is wrong now and then."""
    begin, eind = draw(st.sampled_from(PERIODS))
    eenheid = draw(st.sampled_from(["04", "04", "04", "83"]))
    volume = draw(st.integers(0, 4))
    credit = draw(st.sampled_from([False, False, True]))
    vorig = f"OLD{draw(_few)}" if credit else None
    return m.Prestatie(
        product_referentie=Referentie(
            referentie_nummer=draw(st.sampled_from(["OLD1", *(f"R{n}" for n in range(40))])),
            vorig_referentie_nummer=draw(st.sampled_from([vorig, vorig, vorig, None, "R7"])),
        ),
        toewijzing_nummer=draw(st.integers(1, 40)),
        product_categorie="45",
        product_code="45A03",
        product_periode=GeslotenPeriode(begindatum=begin, einddatum=eind),
        geleverd_volume=volume,
        eenheid=eenheid,
        product_tarief=draw(st.sampled_from([None if eenheid == "83" else 1250] * 3 + [None, 5])),
        ingediend_bedrag=BedragMetDC(
            bedrag=draw(st.sampled_from([volume, volume, volume * 1250])),
            debet_credit="C" if credit else "D",
        ),
    )


@st.composite
def _messages(draw: st.DrawFn) -> JW323:
    clients = tuple(
        m.DeclaratieClient(
            bsn=bsn, prestaties=tuple(draw(st.lists(_line(), min_size=1, max_size=5)))
        )
        for bsn in draw(st.permutations(BSNS))[: draw(st.integers(1, 4))]
    )
    cents = sum(p.ingediend_bedrag.signed for c in clients for p in c.prestaties)
    off = draw(st.sampled_from([0, 0, 0, 1]))
    head = jw323()
    declaratie = replace(
        head.declaratie,
        declaratie_periode=GeslotenPeriode(begindatum=APRIL[0], einddatum=APRIL[1]),
        totaal_ingediend_bedrag=TotaalBedragMetDC.of(cents + off),
        clienten=clients,
    )
    return replace(head, declaratie=declaratie)


@settings(max_examples=400, deadline=None)
@given(_messages())
def test_any_message_has_the_same_findings(message: JW323) -> None:
    """And comes back from its bytes the same, whichever way it is read."""
    raw = write(message)
    found = read_claimed(lambda: raw)

    assert found.message == message == read(raw)
    assert found == Claimed.of(message)
    assert found.check() == check(message)


@pytest.mark.parametrize("case", CLAIM_CASES, ids=str)
def test_a_case_of_a_rule_has_the_same_findings(case: Case) -> None:
    message = change(base("JW323"), case.changes)

    assert Claimed.of(message).check() == check(message)


def test_the_short_way_is_taken_where_nothing_is_wrong() -> None:
    """Also of a message with a credit: its classes are not made."""
    found = Claimed.of(jw323())

    assert found.check() == []
    assert "message" not in vars(found)


def test_the_short_way_knows_of_all_classes_that_a_rule_speaks_of() -> None:
    """In a JW323; a rule on another class must be asked there too."""
    spoken_of = {cls for cls in _classes(JW323) if rules_on(cls, "JW323")}

    assert spoken_of == {m.Declaratie, m.DeclaratieClient, m.Prestatie}


def _classes(cls: type) -> Iterator[type]:
    yield cls
    for element in declared(cls, "JW323"):
        if isinstance(element.content, type):
            yield from _classes(element.content)


@pytest.mark.parametrize("seed", range(60))
def test_documents_in_any_style_are_read_the_same(seed: int) -> None:
    """With white space, comments and CDATA, leading zeros, far years: or refused the same."""
    raw = document(random.Random(seed), "JW323")

    assert _outcome(raw, read) == _outcome(raw, lambda each: read_claimed(lambda: each).message)


def _outcome(raw: bytes, reader: Callable[[bytes], Message]) -> Message | Sequence[Finding]:
    try:
        return reader(raw)
    except InvalidMessage as refused:
        return refused.findings


def test_another_message_is_refused() -> None:
    with pytest.raises(TypeError, match="JW301"):
        read_claimed(lambda: write(base("JW301")))
