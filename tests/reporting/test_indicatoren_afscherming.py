# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Nobody reckons a small number back from all tables of an indicator that may be asked (B.5)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.afscherming import Getoond, afgeschermd
from services.reporting.domain.indicatoren.cellen import Cel, Cijfers
from services.reporting.domain.indicatoren.register import Indicator, Uitkomst
from services.reporting.domain.onderdrukking import DREMPELS

REGIO = DREMPELS["regio"]
Table = Sequence[Sequence[int]]
BY_ROW, BY_COLUMN = ("gemeente",), ("zorgvorm",)
BOTH = (*BY_ROW, *BY_COLUMN)


def unieke() -> Indicator:
    found = indicator_van("I-01")
    assert found is not None
    return found


def told(counts: Mapping[Cel, int]) -> Cijfers:
    """Empty cells are left out, as they are of a table."""
    return {
        cel: Uitkomst({"uniekeClienten": count}, count) for cel, count in counts.items() if count
    }


def tables(rows: Table) -> dict[tuple[str, ...], dict[Cel, int]]:
    """The three tables of two dimensions, of clients that are each in one cell."""
    height, width = range(len(rows)), range(len(rows[0]))
    total: dict[Cel, int] = {(): sum(map(sum, rows))}
    return {
        BOTH: total | {(f"r{i}", f"k{j}"): rows[i][j] for i, j in product(height, width)},
        BY_ROW: total | {(f"r{i}",): sum(rows[i]) for i in height},
        BY_COLUMN: total | {(f"k{j}",): sum(row[j] for row in rows) for j in width},
    }


def published(rows: Table, doelgroep: str = "regio") -> dict[tuple[str, ...], dict[Cel, Getoond]]:
    return {
        by: afgeschermd(unieke(), told(counts), by, doelgroep)
        for by, counts in tables(rows).items()
    }


def agrees(guess: Table, shown: Mapping[tuple[str, ...], Mapping[Cel, Getoond]]) -> bool:
    """What is shown could be of this table: numbers, and what is empty."""
    for by, counts in tables(guess).items():
        for cel, count in counts.items():
            one = shown[by].get(cel)
            if one is not None and one.verborgen:
                continue
            if count != (0 if one is None else one.waarden["uniekeClienten"]):
                return False
    return True


def guesses(rows: Table, shown: Mapping[tuple[str, ...], Mapping[Cel, Getoond]]) -> Iterator[Table]:
    """Every table that an attacker must hold possible; hidden cells hold somebody."""
    width, most = len(rows[0]), sum(map(sum, rows)) + REGIO
    options = []
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            one = shown[BOTH].get((f"r{i}", f"k{j}"))
            hidden = one is not None and one.verborgen
            totals = (shown[BY_ROW].get((f"r{i}",)), shown[BY_COLUMN].get((f"k{j}",)))
            told = [x.waarden["uniekeClienten"] or 0 for x in totals if x and not x.verborgen]
            options.append(range(int(min(told, default=most)) + 1) if hidden else [value])
    for flat in product(*options):
        guess = [flat[at : at + width] for at in range(0, len(flat), width)]
        if agrees(guess, shown):
            yield guess


small_tables = st.lists(
    st.lists(st.sampled_from([0, 1, 3, 4, 5, 6]), min_size=2, max_size=2), min_size=2, max_size=2
)


@settings(deadline=None, max_examples=25)
@given(small_tables)
@example([[0, 5], [5, 1]])
def test_no_small_cell_of_any_table_is_narrowed_below_the_threshold(rows: Table) -> None:
    """By all tables together each stays possibly as large as the threshold."""
    shown = published(rows)
    if sum(map(sum, rows)) < REGIO:
        return  # of fewer than the threshold in all nothing is shown
    possible = [tables(guess) for guess in guesses(rows, shown)]
    for by, counts in tables(rows).items():
        for cel in (cel for cel, count in counts.items() if 0 < count < REGIO):
            assert max(one[by][cel] for one in possible) >= REGIO, (rows, by, cel)


def test_of_fewer_than_the_threshold_in_all_nothing_is_shown() -> None:
    for by, one in published([[1, 0], [0, 2]]).items():
        assert all(cell.verborgen for cell in one.values()), by


def test_a_total_that_would_have_to_go_takes_the_whole_table() -> None:
    """The 7 is alone in its row: hiding it for the 3 above it is of no use, as its row is shown."""
    shown = published([[3, 20], [7, 0]])
    assert all(one.verborgen for cel, one in shown[BOTH].items() if cel)
    assert not shown[BOTH][()].verborgen


def test_money_that_is_nearly_all_of_one_provider_is_hidden_for_the_public() -> None:
    indicator = indicator_van("I-06")
    assert indicator is not None
    cells = {
        (): Uitkomst({"uitgaven": 100}, 60),
        ("a",): Uitkomst({"uitgaven": 50}, 30, {"90000101": 45, "90000102": 5}),
        ("b",): Uitkomst({"uitgaven": 30}, 20, {"90000101": 15, "90000102": 15}),
        ("c",): Uitkomst({"uitgaven": 20}, 10, {"90000101": 10, "90000102": 10}),
    }
    public = afgeschermd(indicator, cells, ("zorgvorm",), "openbaar")
    regio = afgeschermd(indicator, cells, ("zorgvorm",), "regio")
    assert {cel for cel, one in public.items() if one.verborgen} == {("a",), ("c",)}
    assert not any(one.verborgen for one in regio.values())


def test_what_tells_of_no_client_is_never_hidden() -> None:
    indicator = indicator_van("I-20")
    assert indicator is not None
    cells = {(): Uitkomst({"plaatsen": 1}), ("90000101",): Uitkomst({"plaatsen": 1})}
    shown = afgeschermd(indicator, cells, ("aanbieder",), "openbaar")
    assert not any(one.verborgen or one.velden for one in shown.values())


def test_a_share_of_few_is_hidden_with_another_of_its_table_and_not_the_numbers_beside_it() -> None:
    """Of forty children three left foster care: what part of these dropped out is not told, nor,
    for that would follow, in the next smallest gemeente."""
    indicator = indicator_van("I-22")
    assert indicator is not None

    def cell(stayed: int, left: int) -> Uitkomst:
        values = {"kinderenInVerblijf": stayed, "uitvalPleegzorg": 50.0}
        return Uitkomst(values, stayed, achter={"uitvalPleegzorg": left})

    cells = {
        (): cell(120, 60),
        ("a",): cell(40, 3),
        ("b",): cell(40, 20),
        ("c",): cell(40, 37),
    }
    shown = afgeschermd(indicator, cells, ("gemeente",), "regio")

    assert {cel for cel, one in shown.items() if "uitvalPleegzorg" in one.velden} == {
        ("a",),
        ("b",),
    }
    assert shown["a",].waarden == {"kinderenInVerblijf": 40, "uitvalPleegzorg": None}
    assert not any(one.verborgen for one in shown.values())


def test_what_a_smaller_table_hides_is_not_shown_whole_by_a_larger_one() -> None:
    """By row r0 is small and r2 hidden beside it; by both, r2 is in one cell of which is little to
    hide, and shown it would tell of r0."""
    rows = [[1, 1, 1], [14, 14, 14], [41, 0, 0]]
    shown = published(rows)
    assert {cel for cel, one in shown[BY_ROW].items() if one.verborgen} == {("r0",), ("r2",)}
    assert shown[BOTH]["r2", "k0"].verborgen


def test_the_least_number_of_clients_in_a_cell_decides() -> None:
    """One that came in among thirty is one child."""
    indicator = indicator_van("I-13")
    assert indicator is not None
    values = dict.fromkeys((maat.veld for maat in indicator.maten), 0)
    cells: Cijfers = {
        (): Uitkomst({**values, "beginstand": 30, "instroom": 1, "eindstand": 31}, 31)
    }
    assert afgeschermd(indicator, cells, (), "regio")[()].verborgen
    assert not afgeschermd(indicator, cells, (), "gemeente")[()].verborgen
