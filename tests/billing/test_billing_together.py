# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines that are judged together get the verdict that each would get in its turn, by the rules."""

from collections.abc import Sequence
from datetime import date
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.billing.domain.declaratie import DeclaratieClient, Regel
from services.billing.domain.feiten import Feiten, Gebruik
from services.billing.domain.grenzen import Plafond
from services.billing.domain.regelset import STANDAARD, Regelset
from services.billing.rules import adjudication
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.shapes import Shapes
from services.billing.rules.verdict import RegelOordeel
from tests.billing.claims import (
    APRIL,
    CLIENT,
    a_client,
    a_pgb,
    a_product,
    a_regel,
    a_toewijzing,
    as_debit,
    omvang,
    some_facts,
)

OTHER = "f" * 32
_BEGIN = date(2026, 4, 1)
_OMVANG = omvang(4, "04", "2")
"""One value for all, as the store gives it: lines of one shape have it in common."""


@st.composite
def _claimed(draw: st.DrawFn) -> list[DeclaratieClient]:
    """Some clients, of whom the lines may meet each other on a toewijzing or a reference."""
    each_once = draw(st.sampled_from([True, True, False]))
    numbers = draw(st.lists(st.integers(1, 11), min_size=4, max_size=11, unique=each_once))
    lines = [_line(draw, n, number) for n, number in enumerate(numbers, start=1)]
    cut = draw(st.integers(0, len(lines)))
    parts = [lines[:cut], lines[cut:]]
    owners = (CLIENT, draw(st.sampled_from([CLIENT] * 5 + [OTHER])))
    return [
        a_client(*part, pseudoniem=owner, index=n)
        for n, (part, owner) in enumerate(zip(parts, owners, strict=True), start=1)
        if part
    ]


def _line(draw: st.DrawFn, nummer: int, toewijzing: int) -> Regel:
    volume = draw(st.sampled_from([4] * 8 + [400]))
    kind = draw(st.sampled_from(["debit"] * 10 + ["dear", "credit"]))
    return a_regel(
        nummer=nummer,
        plaats=f"/Bericht/{nummer}",
        referentie_nummer=f"R{draw(st.sampled_from([nummer] * 6 + [1]))}",
        vorig_referentie_nummer="OUD" if kind == "credit" else None,
        credit=kind == "credit",
        toewijzing_nummer=toewijzing,
        periode_begin=_BEGIN,
        periode_eind=APRIL,
        volume=volume,
        bedrag=volume * 1250 + (kind == "dear"),
    )


@st.composite
def _known(draw: st.DrawFn) -> Feiten:
    def some(odd: object, usual: object = None) -> dict[int, object]:
        """Something odd about few of them, or about none."""
        few = draw(st.sampled_from([set(), set(), {1, 6}, {1, 2, 3}]))
        return {n: odd if n in few else usual for n in range(1, 11)}

    owners = some(OTHER, CLIENT)
    moved = some("0999")
    ends = some(date(2026, 4, 20), draw(st.sampled_from([None, APRIL, date(2026, 12, 31)])))
    budgets = some(6000)
    toewijzingen = {
        n: a_toewijzing(
            toewijzing_nummer=n,
            client_pseudoniem=owners[n],
            einddatum=ends[n],
            omvang=None if budgets[n] else _OMVANG,
            budget=budgets[n],
            tarief_gemeentecode=moved[n],
            tarief_tot=date(2026, 12, 31) if moved[n] else None,
        )
        for n in range(1, 11)
    }
    opened = a_regel(toewijzing_nummer=3, periode_begin=_BEGIN, periode_eind=APRIL)
    credited = as_debit(a_regel(toewijzing_nummer=4, periode_begin=_BEGIN, periode_eind=APRIL))
    plafond = Plafond("contract-1", 2026, 1, 12_000)
    return some_facts(
        toewijzingen=toewijzingen,
        bekende_referenties=draw(st.sampled_from([frozenset(), frozenset({"R2"})])),
        open_debetten=draw(st.sampled_from([{}, {opened.sleutel: "EERDER"}, {}])),
        debetregels={"OUD": credited},
        gebruik=draw(st.sampled_from([{}, {2: Gebruik(240, 5000), 5: Gebruik(900, 9000)}])),
        pgbs=draw(st.sampled_from([{}, {}, {CLIENT: (a_pgb(),)}])),
        plafonds=draw(st.sampled_from([{}, {}, {plafond.sleutel: plafond}])),
        elders={"0999": {("45", "45A03"): (a_product(product_id="product-9"),)}},
        producten=draw(st.sampled_from([{("45", "45A03"): (a_product(),)}] * 3 + [{}])),
        regelset=draw(st.sampled_from([STANDAARD] * 5 + [Regelset(zonder=frozenset({"TR388"}))])),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_claimed(), _known())
def test_together_or_one_by_one_the_verdicts_are_the_same(
    clienten: list[DeclaratieClient], feiten: Feiten
) -> None:
    """With all that the rules saw: a verdict is explained by it."""
    together = adjudicate(clienten, feiten)

    with (
        mock.patch.object(adjudication._Stand, "plainly_in_order", return_value=()),
        mock.patch.object(Shapes, "in_order", return_value=False),
    ):
        assert together == adjudicate(clienten, feiten)


def _found_together(regels: Sequence[Regel], feiten: Feiten) -> list[RegelOordeel]:
    return list(adjudication._Stand(feiten, frozenset()).plainly_in_order(regels))


def test_lines_that_stand_alone_are_found_together() -> None:
    """And what is wrong with one of them stops none of the others."""
    lines = [a_regel(nummer=n, referentie_nummer=f"R{n}", toewijzing_nummer=n) for n in range(9)]
    lines[4] = lines[4]._replace(volume=4000)
    known = {n: a_toewijzing(toewijzing_nummer=n, omvang=_OMVANG) for n in range(9)}

    found = _found_together(lines, some_facts(toewijzingen=known))

    assert [one.regel.nummer for one in found] == [0, 1, 2, 3, 5, 6, 7, 8]
