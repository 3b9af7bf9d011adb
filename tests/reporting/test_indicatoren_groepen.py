# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Groups of gemeenten that overlap, also in time, tell of no few children (P-03, B.5).

The attacker asks every table: by gemeente, by part of the region, by province, each by form too,
and takes any of them off any other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.reporting.domain.groepen import PerSoort, in_plaats_van
from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.groepen import Tabellen, afgeschermd_per_groep
from services.reporting.domain.indicatoren.register import Indicator, Uitkomst
from services.reporting.domain.onderdrukking import DREMPELS
from services.reporting.domain.regios import (
    PROVINCIE,
    STUK,
    SUBREGIO,
    Lid,
    Overgang,
    doorsnede,
    stukken,
    subregios,
)

LEAST = DREMPELS["regio"]
JAN, JUN, JUL, DEC = (
    date(2024, 1, 1),
    date(2024, 6, 30),
    date(2024, 7, 1),
    date(2024, 12, 31),
)
SINCE = date(2015, 1, 1)
A, B, C, D = CODES = ("0001", "0002", "0003", "0004")


def lid(soort: str, code: str, gemeente: str, van: date = SINCE, tot: date | None = None) -> Lid:
    return Lid(code, gemeente, van, tot, soort)


CROSSED = (
    *(lid(SUBREGIO, "NOORD", code) for code in (A, B)),
    *(lid(SUBREGIO, "ZUID", code) for code in (C, D)),
    lid(PROVINCIE, "Utrecht", A),
    *(lid(PROVINCIE, "Gelderland", code) for code in (B, C, D)),
)
"""Parts and provinces that cut each other."""


def unieke() -> Indicator:
    found = indicator_van("I-01")
    assert found is not None
    return found


Counts = Mapping[tuple[str, str], int]
"""Children by gemeente, or a piece of it, and form: each in one of these."""
Shown = dict[tuple[str, ...], dict[Cel, Getoond]]


def labels(leden: Sequence[Lid], piece: str, name: str) -> list[str]:
    """What a piece is of; nothing changed in its time."""
    code, _, number = piece.partition("|")
    if name == "gemeente":
        return [code]
    if name == STUK:
        return [piece] if number else []
    day = JUL if number == "1" else JAN
    return [
        one.regiocode
        for one in leden
        if one.soort == name and one.gemeentecode == code and one.op(day)
    ]


def table(counts: Counts, leden: Sequence[Lid], by: Sequence[str]) -> dict[Cel, int]:
    found: defaultdict[Cel, int] = defaultdict(int)
    for (piece, form), count in counts.items():
        found[()] += count
        options = [[form] if name == "zorgvorm" else labels(leden, piece, name) for name in by]
        for cel in product(*options):
            if cel:
                found[cel] += count
    return dict(found)


def as_figures(counts: Mapping[Cel, int]) -> Cijfers:
    """Empty cells are left out, as they are of a table."""
    return {
        cel: Uitkomst({"uniekeClienten": count}, count)
        for cel, count in counts.items()
        if count or not cel
    }


def tables(counts: Counts, leden: Sequence[Lid], soort: str, by: Sequence[str]) -> Tabellen:
    """All that is looked at to hide a table by groups."""
    return PerSoort.lees(
        soort,
        stukken(leden, JAN, DEC),
        lambda naam: as_figures(table(counts, leden, in_plaats_van(by, soort, naam))),
    )


def published(counts: Counts, leden: Sequence[Lid], forms: bool) -> Shown:
    """Every table that may be asked of a region."""
    found: Shown = {}
    rest: list[tuple[str, ...]] = [(), ("zorgvorm",)] if forms else [()]
    for others in rest:
        by = ("gemeente", *others)
        found[by] = afgeschermd(unieke(), as_figures(table(counts, leden, by)), by, "regio")
        if others:
            found[others] = afgeschermd(
                unieke(), as_figures(table(counts, leden, others)), others, "regio"
            )
        for soort in (SUBREGIO, PROVINCIE):
            by = (soort, "gemeente", *others)
            found[by] = afgeschermd(unieke(), as_figures(table(counts, leden, by)), by, "regio")
            by = (soort, *others)
            found[by] = afgeschermd_per_groep(
                unieke(), soort, tables(counts, leden, soort, by), by, "regio"
            )
    return found


def possible(counts: Counts, leden: Sequence[Lid], shown: Shown) -> Iterator[Counts]:
    """All numbers that an attacker must hold possible."""
    most = sum(counts.values()) + LEAST
    lines: list[tuple[frozenset[tuple[str, str]], int]] = []
    for by, cells in shown.items():
        where: defaultdict[Cel, set[tuple[str, str]]] = defaultdict(set)
        for place in counts:
            where[()].add(place)
            options = [
                [place[1]] if name == "zorgvorm" else labels(leden, place[0], name) for name in by
            ]
            for cel in product(*options):
                where[cel].add(place)
        for cel, places in where.items():
            one = cells.get(cel)
            if one is None or not one.verborgen:
                number = 0 if one is None else int(one.waarden["uniekeClienten"] or 0)
                lines.append((frozenset(places), number))
    yield from filled(list(counts), lines, {}, most)


def filled(
    left: list[tuple[str, str]],
    lines: list[tuple[frozenset[tuple[str, str]], int]],
    guess: dict[tuple[str, str], int],
    most: int,
) -> Iterator[Counts]:
    if not left:
        yield dict(guess)
        return
    place, *rest = left
    low, high = 0, most
    for places, number in lines:
        if place in places:
            open_ones = [one for one in places if one not in guess]
            room = number - sum(guess[one] for one in places if one in guess)
            high = min(high, room)
            if open_ones == [place]:
                low = max(low, room)
    for value in range(low, high + 1):
        yield from filled(rest, lines, guess | {place: value}, most)


def narrowed(counts: Counts, leden: Sequence[Lid], forms: bool = False) -> set[tuple[object, ...]]:
    """Small cells, and pieces, of which the attacker knows that they are small."""
    if sum(counts.values()) < LEAST:
        return set()
    shown = published(counts, leden, forms)
    told = [*shown, (STUK,)]
    highest: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for guess in possible(counts, leden, shown):
        for by in told:
            for cel, count in table(guess, leden, by).items():
                highest[by, cel] = max(highest[by, cel], count)
    return {
        (by, cel)
        for by in told
        for cel, count in table(counts, leden, by).items()
        if 0 < count < LEAST and highest[by, cel] < LEAST
    }


numbers = st.sampled_from([0, 1, 3, 4, 5, 6, 9])


@settings(deadline=None, max_examples=40)
@given(st.tuples(numbers, numbers, numbers, numbers))
@example((3, 9, 6, 9))
@example((3, 9, 9, 6))
@example((1, 4, 9, 9))
def test_b5_no_table_by_groups_narrows_a_small_gemeente(row: tuple[int, ...]) -> None:
    counts = {(code, "x"): count for code, count in zip(CODES, row, strict=True)}
    assert narrowed(counts, CROSSED) == set()


@settings(deadline=None, max_examples=15)
@given(st.tuples(*(st.sampled_from([0, 2, 5, 6]) for _ in range(6))))
@example((2, 6, 6, 6, 5, 6))
def test_b5_nor_by_groups_and_forms_together(row: tuple[int, ...]) -> None:
    places = product((A, B, C), "xy")
    counts = dict(zip(places, row, strict=True))
    leden = [one for one in CROSSED if one.gemeentecode != D]
    assert narrowed(counts, leden, forms=True) == set()


MOVED = (
    lid(SUBREGIO, "NOORD", A),
    lid(SUBREGIO, "NOORD", B, SINCE, JUN),
    lid(SUBREGIO, "ZUID", B, JUL),
    lid(SUBREGIO, "ZUID", C),
)
"""A gemeente that went from one part to another in the year."""


@settings(deadline=None, max_examples=30)
@given(st.tuples(*(st.sampled_from([0, 1, 4, 5, 7]) for _ in range(4))))
@example((9, 3, 9, 9))
def test_b5_nor_what_a_gemeente_was_before_it_went_to_another_part(row: tuple[int, ...]) -> None:
    places = [(A, "x"), (f"{B}|0", "x"), (f"{B}|1", "x"), (C, "x")]
    counts = dict(zip(places, row, strict=True))
    assert narrowed(counts, MOVED) == set()


def test_b5_a_difference_of_two_groups_is_what_the_attacker_would_take() -> None:
    """Without the guard: Noord (A and B) less Utrecht (A) is B, of three children."""
    counts = {(A, "x"): 9, (B, "x"): 3, (C, "x"): 20, (D, "x"): 20}
    shown = published(counts, CROSSED, forms=False)

    by_gemeente = shown["gemeente",]
    assert {cel for cel, one in by_gemeente.items() if one.verborgen} == {(A,), (B,)}
    assert not shown["subregio",]["NOORD",].verborgen
    assert shown["provincie",]["Utrecht",].verborgen
    assert shown["provincie",]["Gelderland",].verborgen
    plain = afgeschermd(
        unieke(), as_figures(table(counts, CROSSED, ("provincie",))), ("provincie",), "regio"
    )
    assert not any(one.verborgen for one in plain.values())


def test_p03_groups_are_shown_where_nobody_is_small() -> None:
    counts = {(code, "x"): 20 for code in CODES}
    shown = published(counts, CROSSED, forms=False)
    assert not any(one.verborgen for cells in shown.values() for one in cells.values())
    assert shown["provincie",]["Gelderland",].waarden == {"uniekeClienten": 60}


@pytest.mark.parametrize("doelgroep", ["gemeente"])
def test_p03_a_gemeente_sees_itself_by_any_group(doelgroep: str) -> None:
    counts = {(A, "x"): 2}
    by = (PROVINCIE,)
    tabellen = tables(counts, CROSSED, PROVINCIE, by)
    shown = afgeschermd_per_groep(unieke(), PROVINCIE, tabellen, by, doelgroep)
    assert shown["Utrecht",].waarden == {"uniekeClienten": 2}


def test_p03_who_goes_into_a_part_leaves_the_one_before() -> None:
    told = [
        Overgang(B, "NOORD", SINCE, erin=True),
        Overgang(B, "ZUID", JUL, erin=True),
        Overgang(C, "ZUID", SINCE, erin=True),
        Overgang(C, "ZUID", JUL, erin=False),
        Overgang(D, "ZUID", JUL, erin=False),
    ]
    assert subregios(told) == [
        Lid("NOORD", B, SINCE, JUN, SUBREGIO),
        Lid("ZUID", B, JUL, None, SUBREGIO),
        Lid("ZUID", C, SINCE, JUN, SUBREGIO),
    ]


def test_p03_a_gemeente_is_in_pieces_where_it_changed_of_group() -> None:
    found = stukken([*MOVED, lid(PROVINCIE, "Utrecht", B)], JAN, DEC)

    assert found.van_gemeente == {B: {f"{B}|0", f"{B}|1"}}
    assert [(one.regiocode, one.geldig_van, one.geldig_tot) for one in found.leden] == [
        (f"{B}|0", JAN, JUN),
        (f"{B}|1", JUL, DEC),
    ]
    assert found.groepen == {
        (SUBREGIO, "NOORD"): {A, f"{B}|0"},
        (SUBREGIO, "ZUID"): {f"{B}|1", C},
        (PROVINCIE, "Utrecht"): {f"{B}|0", f"{B}|1"},
    }
    assert stukken(MOVED, JUL, DEC).leden == ()


def test_p03_of_a_region_groups_are_looked_at_while_a_gemeente_was_its_member() -> None:
    member = [Lid("R", A, JAN, JUN), Lid("R", A, date(2025, 1, 1), None)]
    assert doorsnede([lid(PROVINCIE, "Utrecht", A), lid(PROVINCIE, "Utrecht", B)], member) == [
        Lid("Utrecht", A, JAN, JUN, PROVINCIE),
        Lid("Utrecht", A, date(2025, 1, 1), None, PROVINCIE),
    ]
