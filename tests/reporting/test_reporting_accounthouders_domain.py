# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A provider over its regions: what is counted, what is shown (B.4, B.5, P-06)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.accounthouders import (
    ALLE,
    Getal,
    aandeel,
    bedragen,
    gemiddelde,
    in_vijftallen,
    p80,
    stap,
    tel,
    toon,
    toon_omzet,
)
from services.reporting.domain.ews.afscherming import zonder
from services.reporting.domain.regios import ZONDER_REGIO, Indeling, Lid

SMALL = Getal(None, klein=True)
HIDDEN = Getal(None)


def children(vorm: str = "wonen", **regios: int) -> Iterator[tuple[str, str, str]]:
    for regio, number in regios.items():
        for n in range(number):
            yield f"{regio}-{n}", regio, vorm


def test_b4_two_small_regions_are_hidden_and_the_total_stays() -> None:
    shown = toon(tel(children(a=120, b=45, c=7, d=3)))

    assert [shown.van(regio) for regio in "abcd"] == [Getal(120), Getal(45), SMALL, SMALL]
    assert shown.van(ALLE) == Getal(175)
    assert shown.van("a", "wonen") == Getal(120)
    assert not shown.is_afgerond


def test_b5_a_number_in_fives_is_near_and_what_is_hidden_stays_so() -> None:
    shown = [in_vijftallen(Getal(number)).waarde for number in (0, 12, 13, 175)]
    assert shown == [0, 10, 15, 175]
    assert (in_vijftallen(SMALL), in_vijftallen(HIDDEN)) == (SMALL, HIDDEN)


def test_b4_one_small_region_takes_the_next_smallest_with_it() -> None:
    shown = toon(tel(children(a=120, b=45, c=12, d=3)))

    assert [shown.van(regio) for regio in "abcd"] == [Getal(120), Getal(45), HIDDEN, HIDDEN]
    assert shown.van(ALLE) == Getal(180)


def test_p02_a_child_in_two_regions_and_forms_counts_once_in_all() -> None:
    facts = [*children(a=20, b=20), ("a-0", "b", "wonen"), ("a-0", "a", "crisis")]
    counted = tel(facts)

    assert (counted["a", ALLE], counted["b", ALLE], counted[ALLE, ALLE]) == (20, 21, 40)
    assert (counted[ALLE, "wonen"], counted[ALLE, "crisis"]) == (40, 1)
    assert toon(counted).van(ALLE, "crisis").waarde is None


def test_b5_two_days_that_differ_by_few_are_both_rounded() -> None:
    then, now = tel(children(a=120, b=45)), tel(children(a=123, b=45))

    assert toon(then).van("a") == Getal(120)
    later, again = toon(now, [then]), toon(then, [now])
    assert (later.is_afgerond, later.van("a"), later.van(ALLE)) == (True, Getal(125), Getal(170))
    assert (again.is_afgerond, again.van("a"), again.van(ALLE)) == (True, Getal(120), Getal(165))
    assert not toon(tel(children(a=130, b=45)), [then]).is_afgerond


def amounts(*each: int) -> tuple[dict[str, int], dict[str, int], dict[tuple[str, str], int]]:
    """Of a region in which each child has so many cents, and another with many of a thousand."""
    children_ = {"a": list(each), "b": [1_000] * 40}
    money = {regio: sum(own) for regio, own in children_.items()}
    most = {regio: max(own) for regio, own in children_.items()}
    money[ALLE], most[ALLE] = sum(money.values()), max(most.values())
    counts = {regio: len(own) for regio, own in children_.items()}
    return money, most, tel(children("wonen", **counts))


cents = st.integers(min_value=0, max_value=500_000)


@given(st.lists(cents, min_size=10, max_size=30), st.lists(cents, min_size=0, max_size=9))
def test_b5_two_days_do_not_tell_what_was_paid_for_few(each: list[int], more: list[int]) -> None:
    """Whoever saw the first day exactly, and takes it off the second: each of those that came may
    have had nothing, or as much as the most that any child has."""
    money, most, counted = amounts(*each)
    exact = toon_omzet(toon(counted), counted, money, most)
    now, largest, counts = amounts(*each, *more)
    kept = {**counted, **bedragen(money)}
    second = toon_omzet(toon(counts, [kept]), counts, now, largest, [kept])
    if now == money:
        return
    for regio in ("a", ALLE):
        seen, before = second[regio], exact[regio]
        if seen is None or before is None:
            continue
        low, high = seen - stap(largest[ALLE]) / 2 - before, seen + stap(largest[ALLE]) / 2 - before
        assert high - low >= 5 * largest[ALLE]
        assert low <= now[regio] - before <= high
    shown = [second[regio] for regio in ("a", "b", ALLE)]
    assert all(one is None or one % stap(largest[ALLE]) == 0 for one in shown)


def test_b5_an_amount_that_is_nearly_all_of_one_child_is_hidden_with_another() -> None:
    money, most, counted = amounts(*([10] * 11), 90_000)
    shown = toon_omzet(toon(counted), counted, money, most)
    assert shown == {"a": None, "b": None, ALLE: money[ALLE]}
    money, most, counted = amounts(*([10_000] * 11), 90_000)
    assert toon_omzet(toon(counted), counted, money, most)["a"] == 200_000


def test_b5_a_lump_sum_of_whom_no_child_is_known_is_shown() -> None:
    assert toon_omzet(toon({}), {}, {"a": 5_000, ALLE: 5_000}, {}) == {ALLE: 5_000}
    assert toon_omzet(toon({}), {}, {}, {}) == {ALLE: 0}
    assert toon_omzet(toon({}), {}, {ALLE: 5_000}, {ALLE: 10}) == {ALLE: None}


@pytest.mark.parametrize(
    ("grootste", "expected"), [(0, 1), (1, 5), (100, 500), (101, 1_000), (300, 2_000)]
)
def test_b5_amounts_are_rounded_to_what_five_children_have(grootste: int, expected: int) -> None:
    assert stap(grootste) == expected


def test_durations_of_few_are_not_told() -> None:
    ten = list(range(10, 110, 10))
    assert (gemiddelde(ten), p80(ten)) == (Fraction(55), 80)
    assert (gemiddelde(ten[1:]), p80(ten[1:])) == (None, None)
    assert p80([*ten, 1]) == 80, "nine of eleven"


@pytest.mark.parametrize(("deel", "geheel", "expected"), [(1, 8, 13), (0, 5, 0), (3, 0, None)])
def test_a_share_is_whole_percents(deel: int, geheel: int, expected: int | None) -> None:
    assert aandeel(deel, geheel) == expected


def test_a_ratio_of_early_warning_is_rounded_as_the_share_beside_it() -> None:
    """An eighth is 13 percent on both: two roundings of one ratio would tell it exactly."""
    shown = zonder({"EWS-10": Fraction(1, 8), "EWS-11": Fraction(25, 200)}, set())
    assert set(shown.values()) == {Fraction(aandeel(1, 8) or 0, 100)}


def test_a_gemeente_counts_to_the_smallest_of_its_regions() -> None:
    since = date(2015, 1, 1)
    leden = [Lid("LANDSDEEL", code, since, None) for code in ("1", "2", "3")]
    leden += [Lid("KLEIN", "1", since, date(2025, 12, 31)), Lid("KLEIN", "2", since, None)]
    indeling = Indeling(tuple(leden))

    before, after = date(2025, 12, 1), date(2026, 1, 1)
    assert [indeling.regio(code, before) for code in "1234"] == [
        "KLEIN",
        "KLEIN",
        "LANDSDEEL",
        ZONDER_REGIO,
    ]
    assert indeling.regio("1", after) == "LANDSDEEL"
    assert indeling.gemeenten("KLEIN", [before, after]) == {"1", "2"}
