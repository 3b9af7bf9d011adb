# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A provider over its regions: what is counted, what is shown (B.4, B.5, P-06)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from services.reporting.domain.accounthouders import (
    ALLE,
    Getal,
    aandeel,
    gemiddelde,
    in_vijftallen,
    p80,
    tel,
    toon,
)
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


def test_durations_of_few_are_not_told() -> None:
    ten = list(range(10, 110, 10))
    assert (gemiddelde(ten), p80(ten)) == (Fraction(55), 80)
    assert (gemiddelde(ten[1:]), p80(ten[1:])) == (None, None)
    assert p80([*ten, 1]) == 80, "nine of eleven"


@pytest.mark.parametrize(("deel", "geheel", "expected"), [(1, 8, 13), (0, 5, 0), (3, 0, None)])
def test_a_share_is_whole_percents(deel: int, geheel: int, expected: int | None) -> None:
    assert aandeel(deel, geheel) == expected


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
