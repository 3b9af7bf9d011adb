# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The short way to "in order" says what the rules say, of any line on any toewijzing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.ijw.varies import VARIES, LooksAtLine
from services.billing.domain.contract import Contractproduct, Tarief
from services.billing.domain.declaratie import Regel
from services.billing.domain.feiten import Gebruik, RegelFeiten
from services.billing.domain.grenzen import Plafond
from services.billing.domain.regelset import STANDAARD, Regelset
from services.billing.domain.toewijzing import Toewijzing
from services.billing.rules import RULES
from services.billing.rules.shapes import Shapes, shape_of
from tests.billing.claims import APRIL, a_pgb, a_product, a_regel, a_toewijzing, omvang

_DAYS = st.sampled_from(
    [date(2025, 12, 15), date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 8), APRIL]
)
_ENDS = st.sampled_from([None, date(2026, 4, 8), date(2026, 4, 29), APRIL, date(2026, 9, 30)])
_OMVANGEN = [None, omvang(4, "04", "2"), omvang(20, "04", "6"), omvang(1, "82", "4"),
             omvang(30, "01", "1"), omvang(2, "82", "2")]  # fmt: skip
_HOURLY = a_product()
_RUN_OFF = a_product(
    product_id="product-2", geldig_tot=date(2026, 3, 31), uitloop_tot=date(2026, 12, 31)
)
_OUTPUT = a_product(
    product_id="product-3",
    variant="outputgericht",
    eenheid="82",
    tarieven=(Tarief(1250, date(2026, 1, 1), None),),
)
_TASK = a_product(product_id="product-4", variant="taakgericht", eenheid=None, tarieven=())
_PLAFOND = Plafond("contract-1", 2026, 1, 60_000)

_toewijzingen = st.builds(
    a_toewijzing,
    toewijzing_nummer=st.integers(1, 9),
    categorie=st.sampled_from(["45", "45", "47", None]),
    code=st.sampled_from(["45A03", "45A03", "45A04", None]),
    ingangsdatum=_DAYS,
    einddatum=_ENDS,
    omvang=st.sampled_from(_OMVANGEN),
    budget=st.sampled_from([None, None, 20_000]),
    reden_wijziging=st.sampled_from([None, None, None, "13"]),
)
_amounts = st.sampled_from([0, 417, 1250, 5000, 25_000])


@st.composite
def _lines(draw: st.DrawFn) -> Regel:
    volume = draw(st.sampled_from([0, 1, 4, 20, 240]))
    tarief = draw(st.sampled_from([1250, 1250, 21, None]))
    right = volume * (tarief or 0) if tarief != 21 else (1250 * volume + 30) // 60
    return a_regel(
        nummer=draw(st.integers(1, 99)),
        categorie=draw(st.sampled_from(["45", "45", "47"])),
        periode_begin=draw(_DAYS),
        periode_eind=draw(st.sampled_from([date(2026, 4, 8), APRIL, APRIL, date(2026, 5, 31)])),
        volume=volume,
        eenheid=draw(st.sampled_from(["04", "04", "01", "82", "83"])),
        tarief=tarief,
        bedrag=draw(st.sampled_from([right, right, right, 1])),
        credit=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def _facts(draw: st.DrawFn, regelset: Regelset) -> RegelFeiten:
    toewijzing: Toewijzing | None = draw(st.one_of(_toewijzingen, _toewijzingen, st.none()))
    product: Contractproduct | None = draw(
        st.sampled_from([_HOURLY, _HOURLY, _RUN_OFF, _OUTPUT, _TASK, None])
    )
    return RegelFeiten(
        declaratie_eind=APRIL,
        toewijzing=toewijzing,
        product=product,
        referentie_bekend=draw(st.sampled_from([False, False, False, True])),
        open_debet=draw(st.sampled_from([None, None, None, "RN0"])),
        gebruik=Gebruik(draw(st.sampled_from([0, 240, 1200])), draw(_amounts)),
        pgb=draw(st.sampled_from([None, None, None, a_pgb()])),
        plafond=draw(st.sampled_from([None, None, _PLAFOND])),
        voortgezet_van=draw(st.sampled_from([None, None, None, "0327"])),
        besteed=draw(st.sampled_from([0, 59_000])),
        regelset=regelset,
    )


_RULE_SETS = [
    STANDAARD,
    Regelset(weken="heel"),
    Regelset(tolerantie=10),
    Regelset(zonder=frozenset({"TR321", "TR346"})),
    Regelset(zonder=frozenset({"TR388"})),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_short_way_finds_in_order_what_the_rules_find_in_order(data: st.DataObject) -> None:
    """Whatever lines of one shape came before; and on plain lines it misses none."""
    regelset = data.draw(st.sampled_from(_RULE_SETS))
    rules = [one for one in RULES if one.rule.id not in regelset.zonder]
    shapes = Shapes(rules)
    pairs = data.draw(st.lists(st.tuples(_lines(), _facts(regelset)), min_size=2, max_size=8))
    for regel, feiten in (*pairs, *pairs):
        holds = all(one.rule.holds(regel, feiten) for one in rules)
        plainly = shapes.in_order(regel, feiten)
        assert holds or not plainly
    for regel, feiten in pairs:
        known = feiten.toewijzing and feiten.product and "TR388" not in regelset.zonder
        stands_free = not (regel.credit or feiten.pgb or feiten.referentie_bekend)
        if known and stands_free and feiten.open_debet is None:
            holds = all(one.rule.holds(regel, feiten) for one in rules)
            assert shapes.in_order(regel, feiten) == holds


def test_most_lines_go_the_short_way() -> None:
    """From the second of a shape on, whatever the dates of its toewijzing."""
    shapes = Shapes(RULES)
    starts = [date(2025, 3, 1), date(2025, 7, 14), date(2026, 1, 1)]
    facts = [
        RegelFeiten(APRIL, a_toewijzing(ingangsdatum=start, omvang=_OMVANGEN[1]), _HOURLY)
        for start in starts
    ]

    assert [shapes.in_order(a_regel(), one) for one in facts] == [False, True, True]


def test_a_rule_that_looks_at_the_line_alone_is_asked_of_each_line() -> None:
    """Its reference, and a plafond: what was spent under it differs from line to line."""
    feiten = RegelFeiten(APRIL, a_toewijzing(code=None), _HOURLY, plafond=_PLAFOND)

    shape = shape_of(RULES, a_regel(), feiten)

    assert shape is not None
    assert [one.rule.id for one in shape.others] == ["TR314", "EB005"]


@pytest.mark.parametrize(
    "look",
    [
        lambda v: v + 1, lambda v: 2 * v, lambda v: v <= 3, lambda v: v == 1, lambda v: -v,
        bool, lambda v: {v: 1}, lambda v: v.year, lambda v: date(2026, 1, 1) < v,
        lambda v: f"{v}", lambda v: v in ("04", "82"), lambda v: max(date(2026, 1, 1), v),
    ],
)  # fmt: skip
def test_whatever_a_rule_does_with_what_varies_is_noticed(look: Any) -> None:
    with pytest.raises(LooksAtLine):
        look(VARIES)


def test_every_fact_is_a_part_of_the_shape_or_varies() -> None:
    """A field that is new has to be thought of here: in the key of a shape, or as what varies."""
    assert set(Toewijzing._fields) == {
        *("omvang", "categorie", "code", "reden_wijziging", "tarief_gemeentecode", "tarief_tot"),
        *("gemeentecode", "agb_code", "toewijzing_nummer", "versie", "client_pseudoniem"),
        *("ingangsdatum", "einddatum", "budget"),
    }
    assert set(RegelFeiten._fields) == {
        *("declaratie_eind", "regelset", "toewijzing", "product", "plafond", "voortgezet_van"),
        *("referentie_bekend", "debet", "open_debet", "pgb", "gebruik", "besteed"),
    }
    assert set(Regel._fields) == {
        *("nummer", "plaats", "referentie_nummer", "toewijzing_nummer", "volume", "bedrag"),
        *("categorie", "code", "periode_begin", "periode_eind", "eenheid", "tarief"),
        *("credit", "vorig_referentie_nummer"),
    }
