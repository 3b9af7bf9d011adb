# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Small numbers are hidden, and nobody reckons them back from what is shown (B.4, B.5)."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reporting.domain.onderdrukking import (
    Lijn,
    afgerond,
    is_dominant,
    onderdruk,
)

Table = tuple[dict[str, int], list[Lijn[str]]]


def a_row(*values: int) -> Table:
    """Regions a, b, c, ... of one provider, and their total."""
    cells = {chr(ord("a") + place): value for place, value in enumerate(values)}
    return {**cells, "totaal": sum(values)}, [Lijn(tuple(cells), "totaal")]


def a_table(rows: Sequence[Sequence[int]]) -> Table:
    """Rows and columns with the totals of both, and the total of all."""
    values: dict[str, int] = {}
    height, width = range(len(rows)), range(len(rows[0]))
    for i, j in product(height, width):
        values[f"{i}{j}"] = rows[i][j]
    values |= {f"{i}+": sum(rows[i]) for i in height}
    values |= {f"+{j}": sum(row[j] for row in rows) for j in width}
    values["++"] = sum(map(sum, rows))
    lines = [Lijn(tuple(f"{i}{j}" for j in width), f"{i}+") for i in height]
    lines += [Lijn(tuple(f"{i}{j}" for i in height), f"+{j}") for j in width]
    lines.append(Lijn(tuple(f"{i}+" for i in height), "++"))
    lines.append(Lijn(tuple(f"+{j}" for j in width), "++"))
    return values, lines


def test_b4_two_hidden_regions_leave_the_total() -> None:
    shown = onderdruk(*a_row(120, 45, 7, 3), 10)

    assert shown.verborgen == shown.klein == {"c", "d"}


def test_b4_one_hidden_region_takes_the_next_with_it() -> None:
    shown = onderdruk(*a_row(120, 45, 12, 3), 10)

    assert shown.verborgen == {"c", "d"}
    assert shown.klein == set(), "said of one of two that are 15 together, it would be at most 5"


def test_b5_overig_in_woudenberg_takes_the_next_smallest_with_it() -> None:
    """The 71 clients of Overig in 2019, over the seven gemeenten in the ratio of table 2."""
    shown = onderdruk(*a_row(40, 5, 6, 2, 6, 9, 3), 5)

    assert shown.verborgen == {"d", "g"}, "Eemnes (2) and Woudenberg (3) are 5 together"

    shown = onderdruk(*a_row(39, 5, 6, 5, 6, 7, 3), 5)

    assert shown.verborgen == {"g", "b"}


def test_nothing_is_shown_as_nothing_and_protects_nobody() -> None:
    shown = onderdruk(*a_row(0, 30, 3), 5)

    assert shown.verborgen == {"b", "c"}


def test_what_two_that_are_as_large_as_can_be_say_together() -> None:
    """Both below 10 and 18 together is 9 and 9: it may not be said that they are below 10."""
    shown = onderdruk(*a_row(120, 9, 9), 10)

    assert (shown.verborgen, shown.klein) == ({"b", "c"}, set())


def test_a_total_goes_when_there_is_nothing_else() -> None:
    assert onderdruk(*a_row(4), 5).verborgen == {"a", "totaal"}
    assert onderdruk(*a_row(2, 2), 5).verborgen == {"a", "b", "totaal"}


def test_two_rings_that_share_a_cell_only() -> None:
    """Every row and column has two hidden cells or none, and yet one cell would be known."""
    ring = [
        [3, 3, 50, 50, 50],
        [3, 50, 3, 50, 50],
        [50, 3, 4, 4, 50],
        [50, 50, 50, 3, 3],
        [50, 50, 50, 4, 4],
    ]
    values, lines = a_table(ring)
    shown = onderdruk(values, lines, 5)

    assert shown.verborgen > {key for key, value in values.items() if 0 < value < 5}


@pytest.mark.parametrize(
    ("bedragen", "dominant"),
    [([86, 14], True), ([85, 15], False), ([100], False), ([], False), ([90, -5, 10], True)],
)
def test_an_amount_that_is_nearly_all_of_one_provider(bedragen: list[int], dominant: bool) -> None:
    assert is_dominant(bedragen) is dominant


def test_numbers_are_rounded_to_the_nearest_five() -> None:
    assert [afgerond(n) for n in (2, 3, 7, 8, 12, 13)] == [0, 5, 5, 10, 10, 15]


def test_what_contradicts_itself_ends() -> None:
    """Nobody in a cell that had to be hidden, and totals that are no sums: no endless loop."""
    values, lines = a_table([[1, 0, 1], [3, 6, 0], [0, 0, 6]])
    assert onderdruk(values, lines, 5).klein == set()
    assert onderdruk(values | {"++": 2, "0+": 9, "+1": 30}, lines, 5).verborgen


def test_a_table_of_a_region_is_hidden_in_a_step_per_cell() -> None:
    """Twenty-six gemeenten and sixty products: every entry of a dense table took minutes."""
    rows = [[(i * 7 + j * 13) % 9 for j in range(60)] for i in range(26)]
    values, lines = a_table(rows)
    small = {key for key, value in values.items() if 0 < value < 5}
    assert small <= onderdruk(values, lines, 5).verborgen


rows_of = st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9]), min_size=1, max_size=5)


@settings(deadline=None)
@given(rows_of, st.sampled_from([2, 3, 5]))
def test_nobody_reckons_back_a_small_cell_of_a_row(values: list[int], drempel: int) -> None:
    attack(a_row(*values), drempel)


@settings(deadline=None, max_examples=40)
@given(
    st.integers(2, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 1, 2, 3, 5]), min_size=width, max_size=width),
            min_size=2,
            max_size=3,
        )
    ),
    st.sampled_from([2, 3, 4]),
)
def test_nobody_reckons_back_a_small_cell_of_a_table(rows: list[list[int]], drempel: int) -> None:
    attack(a_table(rows), drempel)


def attack(table: Table, drempel: int) -> None:
    """Whoever tries every number in every hidden cell finds none that must be small."""
    values, lines = table
    shown = onderdruk(values, lines, drempel)
    small = {key for key, value in values.items() if 0 < value < drempel}
    assert small <= shown.verborgen
    possible: dict[str, set[int]] = {key: set() for key in shown.verborgen}
    for world in worlds(values, lines, shown.verborgen):
        for key, value in world.items():
            possible[key].add(value)
    for key in shown.verborgen - {"totaal", "++"}:
        assert max(possible[key]) >= drempel, (key, shown)
        assert len(possible[key]) > 1, (key, shown)


def worlds(
    values: Mapping[str, int], lines: Sequence[Lijn[str]], hidden: Set[str]
) -> Iterator[dict[str, int]]:
    """Numbers for the hidden cells with which every line adds up; a bounded number of each."""
    cells = sorted(hidden)
    most = max(values.values()) + 6

    def fill(at: int, world: dict[str, int]) -> Iterator[dict[str, int]]:
        if at == len(cells):
            yield dict(world)
            return
        for value in range(most + 1):
            world[cells[at]] = value
            if all(fits(values, line, world, hidden) for line in lines):
                yield from fill(at + 1, world)
        del world[cells[at]]

    yield from fill(0, {})


def fits(
    values: Mapping[str, int], line: Lijn[str], world: Mapping[str, int], hidden: Set[str]
) -> bool:
    """A line adds up, or can still."""

    def of(key: str) -> int | None:
        return world.get(key) if key in hidden else values[key]

    cells = [of(key) for key in line.cellen]
    total = of(line.totaal)
    so_far = sum(value or 0 for value in cells)
    if total is None:
        return True
    return so_far == total if None not in cells else so_far <= total
