# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Key figures by groups of gemeenten, whole and filtered, tell together of no few children (B.5).

The attacker asks every question, with and without a filter on a form of care, on a gemeente or on
a group, lays the answers side by side, and takes what no answer lists for nobody.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.reporting.domain.regios import PROVINCIE, STUK, SUBREGIO, Lid, stukken
from services.reporting.handlers.cijfers import NOTHING, answered
from services.reporting.handlers.groepcijfers import Groepvraag, Rows
from services.reporting.handlers.verbergen import Figures, Tellen
from services.reporting.store import Cell, Window
from tests.reporting.test_indicatoren_groepen import (
    CROSSED,
    DEC,
    JAN,
    LEAST,
    MOVED,
    A,
    B,
    C,
    Counts,
    D,
    filled,
    labels,
    table,
)

FORMS = ("x", "y")
KINDS = (SUBREGIO, PROVINCIE)
MOMENT = datetime(2025, 6, 1, tzinfo=UTC)
Place = tuple[str, str]
Line = tuple[frozenset[Place], int]
Question = tuple[Window, str | None, str | None]
"""With a kind of group, and one of it by its code."""


class Reckoned(Tellen):
    """As the database counts: cells of nobody are not there."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    async def vooraf(self, windows: Iterable[Window]) -> None:
        """Each is counted by itself."""

    async def __call__(self, window: Window) -> Mapping[Cell, Any]:
        """Children of every cell."""
        found: defaultdict[Cell, int] = defaultdict(int)
        for place, count in self._counts.items():
            here = {name: _labels(window, place, name) for name in ("gemeente", "zorgvorm")}
            asked = {name: getattr(window, name) for name in here}
            if all(value in {None, here[name][0]} for name, value in asked.items()):
                for cell in product(*(_labels(window, place, name) for name in window.groepering)):
                    found[cell] += count
        return {
            cell: {**NOTHING, "unieke_clienten": count} for cell, count in found.items() if count
        }


def _labels(window: Window, place: Place, name: str) -> list[str]:
    piece, form = place
    if name == "zorgvorm":
        return [form]
    if name == "gemeente":
        return labels((), piece, name)
    return [
        code
        for kind in {lid.soort for lid in window.leden or ()}
        for code in labels(window.leden or (), piece, kind)
    ]


def questions(leden: Sequence[Lid]) -> Iterator[Question]:
    """All that may be asked of a region."""
    window = Window(JAN, DEC.replace(day=1), MOMENT, (), nu=True)
    codes = {kind: sorted({lid.regiocode for lid in leden if lid.soort == kind}) for kind in KINDS}
    gemeenten = sorted({lid.gemeentecode for lid in leden})
    for form, by in product((None, *FORMS), ((), ("zorgvorm",))):
        asked = replace(window, zorgvorm=form, groepering=by)
        yield asked, None, None
        yield replace(asked, groepering=("gemeente", *by)), None, None
        for code in gemeenten:
            yield replace(asked, gemeente=code), None, None
        for kind in KINDS:
            yield replace(asked, groepering=(kind, *by)), kind, None
            for code in codes[kind]:
                yield asked, kind, code


async def answers(counts: Counts, leden: Sequence[Lid]) -> list[Line]:
    """What every answer says: so many children are in these places."""
    tellen, indeling = Reckoned(counts), stukken(leden, JAN, DEC)
    by_kind = {kind: [lid for lid in leden if lid.soort == kind] for kind in KINDS}
    by_kind[STUK] = [*indeling.leden]
    lines: list[Line] = []
    for window, kind, code in questions(leden):
        if kind is None:
            rows, total = await answered(window, LEAST, tellen)
        else:
            vraag = Groepvraag(window, kind, by_kind, indeling, tellen)
            rows, total = await vraag.answer(code, LEAST)
        lines += said(list(counts), leden, (window, kind, code), (rows, total))
    return lines


def said(
    places: Sequence[Place], leden: Sequence[Lid], asked: Question, answer: tuple[Rows, Figures]
) -> Iterator[Line]:
    """Shown numbers, and none for what is not listed."""
    window, kind, code = asked
    rows, total = answer
    fixed = {"zorgvorm": window.zorgvorm, "gemeente": window.gemeente, kind or "": code}
    within = [
        place
        for place in places
        if all(value in {None, *of(leden, place, name)} for name, value in fixed.items() if value)
    ]
    where: defaultdict[Cell, set[Place]] = defaultdict(set)
    for place in within:
        for cell in product(*(of(leden, place, name) for name in window.groepering)):
            where[cell].add(place)
    shown = {cell: values["unieke_clienten"] for cell, values in rows}
    if window.groepering:
        for one, there in where.items():
            number = shown.get(one, 0)
            if number is not None:
                yield frozenset(there), number
    if total["unieke_clienten"] is not None:
        yield frozenset(within), total["unieke_clienten"]


def of(leden: Sequence[Lid], place: Place, name: str) -> list[str]:
    return [place[1]] if name == "zorgvorm" else labels(leden, place[0], name)


def narrowed(counts: Counts, leden: Sequence[Lid]) -> set[tuple[object, ...]]:
    """Small cells, and pieces, of which the attacker knows that they are small."""
    if sum(counts.values()) < LEAST:
        return set()
    lines = asyncio.run(answers(counts, leden))
    assert all(sum(counts[place] for place in places) == number for places, number in lines)
    told = [
        (*one, *by)
        for one in (("gemeente",), (STUK,), *((k,) for k in KINDS), ())
        for by in ((), ("zorgvorm",))
    ]
    highest: defaultdict[tuple[object, ...], int] = defaultdict(int)
    for guess in filled(list(counts), lines, {}, sum(counts.values()) + LEAST):
        for by in told:
            for cel, count in table(guess, leden, by).items():
                highest[by, cel] = max(highest[by, cel], count)
    return {
        (by, cel)
        for by in told
        for cel, count in table(counts, leden, by).items()
        if 0 < count < LEAST and highest[by, cel] < LEAST
    }


THREE = [one for one in CROSSED if one.gemeentecode != D]
sizes = st.sampled_from([0, 2, 5, 7])


@settings(deadline=None, max_examples=12)
@given(st.tuples(*(sizes for _ in range(6))))
@example((7, 2, 0, 9, 6, 6))
@example((2, 6, 6, 6, 5, 6))
def test_b5_no_filter_narrows_a_small_cell_of_a_group(row: tuple[int, ...]) -> None:
    counts = dict(zip(product((A, B, C), FORMS), row, strict=True))
    assert narrowed(counts, THREE) == set()


@settings(deadline=None, max_examples=12)
@given(st.tuples(*(sizes for _ in range(6))))
@example((7, 2, 0, 9, 6, 6))
def test_b5_nor_of_a_gemeente_that_went_to_another_part(row: tuple[int, ...]) -> None:
    places = product((A, f"{B}|0", f"{B}|1"), FORMS)
    counts = dict(zip(places, row, strict=True))
    leden = [one for one in MOVED if one.gemeentecode != C]
    assert narrowed(counts, leden) == set()


def test_b5_where_all_is_hidden_a_filter_does_not_say_what_is_empty() -> None:
    """Of form x all seven are of A, which has nine: with B not listed two would be left for y."""
    counts = {(A, "x"): 7, (A, "y"): 2, (B, "x"): 0, (B, "y"): 9}
    window = Window(JAN, DEC.replace(day=1), MOMENT, ("gemeente",), zorgvorm="x", nu=True)

    rows, total = asyncio.run(answered(window, LEAST, Reckoned(counts)))
    one = replace(window, groepering=(), gemeente=B)
    _, empty = asyncio.run(answered(one, LEAST, Reckoned(counts)))

    assert [(cell, values["unieke_clienten"]) for cell, values in rows] == [
        ((A,), None),
        ((B,), None),
    ]
    assert (total["unieke_clienten"], empty["unieke_clienten"]) == (7, None)


def test_p03_a_group_is_filtered_by_a_form_of_care() -> None:
    counts = {(code, form): 20 for code, form in product((A, B, C), FORMS)}
    indeling = stukken(THREE, JAN, DEC)
    by_kind = {kind: [lid for lid in THREE if lid.soort == kind] for kind in KINDS}
    window = Window(JAN, DEC.replace(day=1), MOMENT, (SUBREGIO,), zorgvorm="x", nu=True)
    vraag = Groepvraag(window, SUBREGIO, by_kind, indeling, Reckoned(counts))

    rows, total = asyncio.run(vraag.answer(None, LEAST))
    alone = Groepvraag(replace(window, groepering=()), *(SUBREGIO, by_kind, indeling, vraag.tellen))
    _, of_north = asyncio.run(alone.answer("NOORD", LEAST))

    assert {cell[0]: values["unieke_clienten"] for cell, values in rows} == {
        "NOORD": 40,
        "ZUID": 20,
    }
    assert (total["unieke_clienten"], of_north["unieke_clienten"]) == (60, 40)
