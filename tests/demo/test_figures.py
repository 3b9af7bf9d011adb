# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The published figures: a plan that has every margin, and the same figures out of the services."""

import random
import re
import subprocess
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from demo.figures import bovenregionaal
from demo.figures.__main__ import ALLE, play
from demo.figures.eemland import EEMLAND, KLEIN
from demo.figures.limburg import MLO, MLO_KLEIN, NOORD_KLEIN, NOORD_LIMBURG
from demo.figures.plan import Plan, make_plan
from demo.figures.regio import Regio, played
from demo.figures.verdeling import degrees, filled, mixed, split_exactly

ROOT = Path(__file__).parents[2]
_HARD_CASES = 21
SMALL = [KLEIN, MLO_KLEIN, NOORD_KLEIN]
ALL = [*SMALL, EEMLAND, MLO, NOORD_LIMBURG]


@pytest.fixture(scope="module", params=ALL, ids=lambda regio: str(regio.name))
def plan(request: pytest.FixtureRequest) -> Plan:
    return make_plan(request.param)


def test_a_plan_has_every_margin_of_its_region(plan: Plan) -> None:
    regio = plan.regio
    for year in regio.years:
        of_year = [help_ for help_ in plan.helps if help_.begin.year == played(year)]
        assert all(help_.begin <= help_.end for help_ in of_year)
        assert {help_.end.year for help_ in of_year} == {played(year)}
        assert len({help_.child.bsn for help_ in of_year}) == regio.unique[year]
        for form in regio.forms:
            children = {help_.child.bsn for help_ in of_year if help_.form is form}
            assert (form.name, len(children)) == (form.name, form.clients[year])
        for member in regio.members:
            children = {help_.child.bsn for help_ in of_year if help_.gemeente == member.code}
            assert (member.name, len(children)) == (member.name, member.clients[year])


def test_a_plan_spends_to_the_cent(plan: Plan) -> None:
    for year in plan.regio.years:
        claimed = sum(
            sum(help_.volumes) * (help_.form.tarief or 0)
            for help_ in plan.helps
            if help_.begin.year == played(year)
        )
        lumps = sum(cents for (when, _), cents in plan.lump_sums.items() if when == played(year))
        assert claimed + lumps == plan.regio.spend[year]


def test_eemland_as_published() -> None:
    """S1 tables 1 and 2: rows that overlap, and rows that add up to more than the region."""
    assert {y: EEMLAND.unique[y] for y in EEMLAND.years} == {2019: 8972, 2020: 8967}
    members = {y: sum(m.clients[y] for m in EEMLAND.members) for y in EEMLAND.years}
    assert members == {2019: 9023, 2020: 9026}
    legible = {
        year: sum(f.clients[year] for f in EEMLAND.forms if f.name not in _ILLEGIBLE[year])
        for year in EEMLAND.years
    }
    assert legible == {2019: 11_026, 2020: 11_611}


_ILLEGIBLE = {
    2019: {"Ambulante dagbehandeling", "Dagactiviteiten"},
    2020: {"Ambulante dagbehandeling"},
}


def test_degrees_of_the_catalogue() -> None:
    margins = {form.name: form.clients[2019] for form in EEMLAND.forms}
    wanted = degrees(margins, EEMLAND.unique[2019])
    assert [wanted.count(n) for n in (4, 3, 2, 1)] == [27, 163, 2323, 6459]


def test_swaps_keep_margins_and_make_pairs_likelier() -> None:
    margins = {"a": 60, "b": 60, "c": 60, "d": 60}
    children = filled(margins, degrees(margins, 180))
    pair = frozenset(("a", "b"))
    mix = mixed(children, {pair: 50.0}, 20_000, random.Random(3))
    assert {form: sum(form in child for child in mix) for form in margins} == margins
    assert sorted(map(len, mix)) == sorted(map(len, children))
    assert sum(pair <= child for child in mix) > sum(pair <= child for child in children)


@pytest.mark.parametrize(
    ("margins", "unique"), [({"a": 3}, 4), ({"a": 2, "b": 0}, 1), ({"a": 500, "b": 1}, 400)]
)
def test_margins_that_cannot_be(margins: dict[str, int], unique: int) -> None:
    with pytest.raises(ValueError, match=r"more children than|cannot be met"):
        filled(margins, degrees(margins, unique))


def test_a_split_loses_no_cent() -> None:
    assert split_exactly(100, [1, 1, 1]) == [34, 33, 33]


def test_mlo_as_published() -> None:
    """S0: cost and trajectories of a client, and 45 of 101 aanbieders below EUR 20 000."""
    per_client = {y: MLO.spend[y] / MLO.unique[y] / 100 for y in (2018, 2021)}
    assert per_client == {2018: 4_537, 2021: 5_360}
    trajectories = {y: sum(f.clients[y] for f in MLO.forms) for y in (2018, 2021)}
    assert trajectories == {2018: 8_000, 2021: 7_439}
    turnover = MLO.turnover[2020]
    assert (sum(cents < 2_000_000 for cents in turnover), len(turnover)) == (45, 101)
    assert sum(turnover[:7]) / sum(turnover) == pytest.approx(0.75, abs=0.001)


def test_each_aanbieder_has_the_turnover_that_was_told() -> None:
    plan = make_plan(MLO)
    spent: dict[str, int] = defaultdict(int)
    for help_ in plan.helps:
        if help_.begin.year == played(2020):
            spent[help_.agb] += sum(help_.volumes) * (help_.form.tarief or 0)
    assert sorted(spent.values()) == sorted(MLO.turnover[2020])


def test_what_cannot_be_claimed_to_the_cent_is_refused() -> None:
    spend = {year: cents + 1 for year, cents in MLO_KLEIN.spend.items()}
    with pytest.raises(ValueError, match="1 cents of 2018"):
        make_plan(replace(MLO_KLEIN, spend=spend))


def test_make_figures_plays_all_that_was_published() -> None:
    # Under `make test` it says which folder it enters and leaves, unless told not to.
    asked = ["make", "--no-print-directory", "-n", "figures"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.rstrip().endswith("python -m demo.figures"), said
    assert set(ALLE) >= {"eemland", "mlo", "noord-limburg", "bovenregionaal"}


def test_every_hard_case_has_its_test() -> None:
    """C.5, as the page about figures lists them."""
    page = (ROOT / "docs/figures.md").read_text("utf-8")
    named = re.findall(r"^\| .* \| `(tests/.*)::(\w+)` \|$", page, re.MULTILINE)
    missing = [t for file, t in named if f"def {t}(" not in (ROOT / file).read_text("utf-8")]
    assert (len(named), missing) == (_HARD_CASES, [])


@pytest.mark.timeout(900)
@pytest.mark.parametrize("regio", SMALL, ids=lambda regio: str(regio.name))
async def test_the_services_give_back_what_was_published(regio: Regio, tmp_path: Path) -> None:
    """Messages in through the import of a past, figures out through the indicators."""
    cells = await play(make_plan(regio), tmp_path / "klein", Console(quiet=True))
    assert len(cells) == len(regio.years) * _cells(regio) + len(regio.metingen)
    assert [cell for cell in cells if not cell.right] == []


@pytest.mark.timeout(900)
async def test_account_holders_see_who_fails(tmp_path: Path) -> None:
    """Twelve in three to ten regions: one at step 3 of the ladder, and one that fails."""
    known = bovenregionaal.aanbieders()
    assert {len(one.regios) for one in known} == set(range(3, 11))
    cells = await bovenregionaal.play(tmp_path / "boven", Console(quiet=True))
    assert [cell for cell in cells if not cell.right] == []
    steps = sorted(cell.measured for cell in cells if cell.name == "trede" and cell.measured)
    assert (len(cells), steps) == (6 * len(known), [3, 6])


def _cells(regio: Regio) -> int:
    """Rows of both tables, two totals, the overlap, the sum of rows, and two of money; four where
    a part of it is a lump sum."""
    lumped = any(form.tarief is None for form in regio.forms)
    return len(regio.forms) + len(regio.members) + (8 if lumped else 6)
