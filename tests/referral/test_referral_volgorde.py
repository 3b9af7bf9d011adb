# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""OP080: no meaning in the order of arrival, for an aanbieder that sends again what was refused.

A message that comes too soon is refused as the standard asks (9063, 9069, 9071), and the aanbieder
sends it again. Whatever the order, that ends in the state of the order in which it all happened.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.referral.domain.contract import Productlijst
from services.referral.domain.levering import (
    TIJDELIJK,
    Leveringen,
    Melding,
    Sleutel,
    StartMelding,
    Status,
    Stop,
    StopMelding,
)
from services.referral.rules.levering import LeveringFeiten
from services.referral.rules.verloop import play

NEW, DELETE = "1", "3"
KEY = Sleutel(1, "45", "45B01", date(2026, 1, 1))
LATER = replace(KEY, begindatum=date(2026, 6, 1))
STOPS = [
    Stop(date(2026, month, 28), reden) for month in (2, 3, 4) for reden in (TIJDELIJK, "31", "32")
]
POSSIBLE: list[Melding] = [
    StartMelding("", KEY, NEW),
    StartMelding("", KEY, DELETE),
    *(StopMelding("", KEY, stop, status) for stop in STOPS for status in (NEW, DELETE)),
]
BEFORE = LeveringFeiten(frozenset({1}), Leveringen({}), Productlijst({}))


def sent(
    meldingen: Sequence[Melding], feiten: LeveringFeiten
) -> tuple[list[Melding], LeveringFeiten]:
    """One message each: those that were refused, and what is known after them."""
    refused = []
    for melding in meldingen:
        verloop = play([melding], feiten)
        if verloop.bevindingen:
            refused.append(melding)
        else:
            feiten = replace(feiten, leveringen=verloop.leveringen)
    return refused, feiten


def sent_again(meldingen: Sequence[Melding]) -> LeveringFeiten:
    """Until nothing is refused, or nothing more is taken in."""
    left, feiten = sent(meldingen, BEFORE)
    while left:
        again, feiten = sent(left, feiten)
        if again == left:
            break
        left = again
    return feiten


def published(feiten: LeveringFeiten, sleutel: Sleutel = KEY) -> tuple[Status, Stop | None] | None:
    """What others are told of the delivery; one that was never there is as one taken back."""
    levering = feiten.leveringen.per_sleutel.get(sleutel)
    if levering is None or levering.verwijderd:
        return None
    return levering.status, levering.laatste_stop


@st.composite
def histories(draw: st.DrawFn) -> list[Melding]:
    """What an aanbieder reports and corrects of one delivery, each of it lawful when it happens."""
    told: list[Melding] = []
    feiten = BEFORE
    for _ in range(draw(st.integers(1, 9))):
        lawful = [one for one in POSSIBLE if not play([one], feiten).bevindingen]
        melding = draw(st.sampled_from(lawful))
        told.append(melding)
        feiten = replace(feiten, leveringen=play([melding], feiten).leveringen)
    return told


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_op080_any_order_ends_in_one_state(data: st.DataObject) -> None:
    """Starts, stops and their deletions in any permutation, each sent again after a refusal."""
    told = data.draw(histories())
    shuffled = data.draw(st.permutations(told))
    refused, in_order = sent(told, BEFORE)
    assert refused == []
    assert published(sent_again(shuffled)) == published(in_order)


def test_op080_a_next_start_waits_for_the_stop() -> None:
    """What TR326 leaves to the sender: a next start that came first keeps the earlier one out.

    It waits for the retourbericht of what came before (OP080), or deletes and reports in order.
    """
    told: list[Melding] = [
        StartMelding("", KEY, NEW),
        StopMelding("", KEY, STOPS[1], NEW),
        StartMelding("", LATER, NEW),
    ]
    _, in_order = sent(told, BEFORE)
    too_soon = sent_again(list(reversed(told)))

    assert published(in_order) == ("gestopt", STOPS[1])
    assert published(in_order, LATER) == published(too_soon, LATER) == ("lopend", None)
    assert published(too_soon) is None
    refused, put_right = sent([StartMelding("", LATER, DELETE), *told], too_soon)
    assert refused == []
    assert published(put_right) == published(in_order)
    assert published(put_right, LATER) == ("lopend", None)
