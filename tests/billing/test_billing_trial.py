# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Another rule set tried on what was judged: counts and amounts, and nothing is changed."""

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from services.billing import tables as t
from services.billing.api.proef import PROEF, months_ago, read_variant
from services.billing.domain.grenzen import Plafond
from services.billing.domain.regelset import Regelset, whole_weeks
from services.billing.rules.adjudication import adjudicate
from tests.billing.claims import GEMEENTE, a_client, a_regel, a_toewijzing, omvang, some_facts
from tests.billing.harness import Billing
from tests.billing.messages import contract, product, toewijzing
from tests.billing.story import Publish, a_claim, month, tell

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


async def tried(billing: Billing, folder: Path, variant: str, *options: str) -> list[str]:
    """What the command says."""
    file = folder / "variant.toml"
    file.write_text(variant)
    parser = ArgumentParser()
    PROEF.arguments(parser)
    asked = parser.parse_args([str(file), *options])
    return [line async for line in PROEF.run(billing.service.runtime, asked)]


async def _rows(billing: Billing) -> list[str]:
    async with billing.service.runtime.db.read() as session:
        tables = t.metadata.sorted_tables
        return [repr(row) for table in tables for row in await session.execute(sa.select(table))]


def _counts(lines: list[str]) -> dict[str, list[int]]:
    """Code -> lines and cents then, lines and cents in the trial."""
    return {row.split()[0]: list(map(int, row.split()[1:])) for row in lines[2:-1]}


@pytest.mark.both_databases
async def test_a_trial_follows_what_it_changes(
    billing: Billing, publish: Publish, tmp_path: Path, clock: SimulatedClock
) -> None:
    """20 h in all. By whole weeks (10 in the term) the first claim is refused, so the second,
    refused then, would have found room: a trial that only looks line by line would miss it."""
    march = {"volume": 10, "bedrag": 12_500}
    april = {"volume": 8, "bedrag": 10_000, "referentie_nummer": "RN2"}
    term = {"ingangsdatum": date(2026, 2, 23), "einddatum": date(2026, 5, 3)}
    award = toewijzing(omvang=(2, "04", "2")).model_copy(update=term)
    await tell(billing, publish, contract(), product(), award)
    await billing.claim(a_claim(month(MARCH, **march)))
    await billing.claim(a_claim(month(APRIL, **april), number=2))
    before = await _rows(billing)

    lines = await tried(billing, tmp_path, 'weken = "heel"')

    assert lines[0] == "judged since 2025-11-01: 2 declaraties, 2 lines"
    assert _counts(lines) == {
        "9321": [0, 0, 2, 22_500],
        "toegekend": [2, 22_500, 0, 0],
    }
    assert lines[-1] == "2 lines would have been judged otherwise; nothing was changed"
    assert await _rows(billing) == before


async def test_room_that_a_trial_makes_is_used(
    billing: Billing, publish: Publish, tmp_path: Path
) -> None:
    """12 h in all: 8 were refused for a tariff, 12 approved. Without that rule 8 go first."""
    await tell(billing, publish, contract(), product(), toewijzing(omvang=(12, "04", "6")))
    dear = month(MARCH, volume=8, tarief=1300, bedrag=10_400)
    right = month(APRIL, volume=12, bedrag=15_000, referentie_nummer="RN2")
    await billing.claim(a_claim(dear))
    await billing.claim(a_claim(right, number=2))

    counts = _counts(await tried(billing, tmp_path, 'zonder = ["TR418"]'))

    assert counts == {
        "0611": [1, 10_400, 0, 0],
        "9322": [0, 0, 1, 15_000],
        "toegekend": [1, 15_000, 1, 10_400],
    }


async def test_the_rules_in_use_give_what_was_given(
    known: Billing, tmp_path: Path, clock: SimulatedClock
) -> None:
    """An empty file changes no line, and what is older than asked is left out."""
    await known.claim(a_claim(month(APRIL, volume=21, bedrag=26_250)))
    clock.move_to(clock.now() + timedelta(days=62))
    await known.claim(a_claim(month(MAY, referentie_nummer="RN2"), number=2))

    everything = await tried(known, tmp_path, "")
    recent = await tried(known, tmp_path, "", "--maanden", "1")

    assert _counts(everything) == {
        "9321": [1, 26_250, 1, 26_250],
        "toegekend": [1, 5000, 1, 5000],
    }
    assert everything[-1].startswith("0 lines")
    assert _counts(recent) == {"toegekend": [1, 5000, 1, 5000]}
    own, other = [await tried(known, tmp_path, "", "--gemeente", g) for g in (GEMEENTE, "0307")]
    assert (_counts(own), _counts(other)) == (_counts(everything), {})
    assert "at gemeente 0307: 0 declaraties, 0 lines" in other[0]


@pytest.mark.parametrize(
    ("variant", "why"),
    [
        ('zonder = ["TR999"]', "no rule of judging is called TR999"),
        ('weken = "half"', "weken: "),
        ("tolerantie = -1", "tolerantie: "),
        ("tolerantie = true", "tolerantie: "),
        ("anders = 1", "anders: "),
        ("weken = ", "cannot be read"),
    ],
)
def test_a_variant_that_is_refused(tmp_path: Path, variant: str, why: str) -> None:
    """By name, before anything is judged."""
    file = tmp_path / "variant.toml"
    file.write_text(variant)

    with pytest.raises(RefusedError, match=why):
        read_variant(file)
    with pytest.raises(RefusedError, match="cannot be read"):
        read_variant(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("regelset", "hours", "fits"),
    [
        (Regelset(), 12, True),
        (Regelset(), 13, False),
        (Regelset(weken="heel"), 8, True),
        (Regelset(weken="heel"), 9, False),
        (Regelset(weken="heel"), 13, False),
        (Regelset(tolerantie=9), 13, True),
        (Regelset(tolerantie=8), 13, False),
        (Regelset(zonder=frozenset({"TR321"})), 13, True),
    ],
)
def test_b_05_under_other_rules(regelset: Regelset, hours: int, fits: bool) -> None:
    """2 h a week, March 2026: 6 weeks touched or 4 whole ones; 13 h is refused under both."""
    claim = a_regel(
        periode_begin=MARCH,
        periode_eind=date(2026, 3, 31),
        volume=hours,
        bedrag=hours * 1250,
    )
    toewijzing = a_toewijzing(omvang=omvang(2, "04", "2"))
    feiten = some_facts(toewijzingen={10072: toewijzing}, regelset=regelset)

    (judged,) = adjudicate([a_client(claim)], feiten)

    assert judged.regels[0].retourcodes == (() if fits else ("9321",))


@pytest.mark.parametrize(
    ("begin", "eind", "weeks"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), 4),
        (date(2026, 6, 1), date(2026, 6, 7), 1),
        (date(2026, 6, 1), date(2026, 6, 6), 0),
        (date(2026, 6, 2), date(2026, 6, 13), 0),
        (date(2020, 12, 28), date(2021, 1, 3), 1),
    ],
)
def test_whole_weeks(begin: date, eind: date, weeks: int) -> None:
    """From Monday to Sunday, also over a year's end."""
    assert whole_weeks(begin, eind) == weeks


def test_months_back() -> None:
    """From the first of a month, over the year's end."""
    assert months_ago(date(2026, 11, 23), 12) == date(2025, 11, 1)
    assert months_ago(date(2026, 1, 31), 1) == date(2025, 12, 1)


_DEAR = {"tarief": 1300, "volume": 8, "bedrag": 10_400}
"""Eight hours at another tariff than agreed (12.50): TR418, 0611."""


@pytest.mark.parametrize(
    ("known", "second", "code"),
    [
        ({"omvang": omvang(12, "04", "6")}, {}, "9322"),
        ({"code": None, "omvang": None, "budget": 15_000}, {}, "9369"),
        ({"code": None, "omvang": None, "budget": None}, {}, "9369"),
        ({"omvang": None}, {"periode_begin": MARCH, "periode_eind": date(2026, 3, 31)}, "9389"),
    ],
    ids=["volume", "budget", "plafond", "open debit"],
)
def test_a_line_that_breaks_only_a_left_out_rule_takes_its_part(
    known: dict[str, Any], second: dict[str, Any], code: str
) -> None:
    """Within one message: without TR418 the first line is approved, and the second finds no room
    in the volume (12 h), the budget (150 euro), under the plafond (150 euro) or for its period."""
    toewijzing = a_toewijzing(**({"einddatum": date(2026, 12, 31)} | known))
    plafonds = {("contract-1", 2026): Plafond("contract-1", 2026, 1, 15_000)}
    feiten = some_facts(
        toewijzingen={10072: toewijzing},
        plafonds=plafonds if toewijzing.omvang is None and toewijzing.budget is None else {},
        regelset=Regelset(zonder=frozenset({"TR418"})),
    )
    first = a_regel(periode_begin=MARCH, periode_eind=date(2026, 3, 31), **_DEAR)
    other = a_regel(nummer=2, referentie_nummer="RN2", **(_DEAR | second))

    (judged,) = adjudicate([a_client(first, other)], feiten)

    assert [regel.retourcodes for regel in judged.regels] == [(), (code,)]
