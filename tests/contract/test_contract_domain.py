# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Periods, products and contracts as values: no HTTP, no database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract.domain import (
    Contract,
    ContractFeiten,
    Gecontracteerd,
    Geldigheid,
    Product,
    Tarief,
    Variant,
    clashes,
    contract_faults,
    product_faults,
    tarief_faults,
    tarieven_faults,
)

START = date(2026, 1, 1)
TERM = Geldigheid(START, date(2028, 12, 31))
PRODUCT = Product(
    categorie="45",
    code="45B01",
    omschrijving="Begeleiding",
    variant="inspanningsgericht",
    eenheid="04",
    tarieven=(Tarief(8000, TERM),),
)
CONTRACT = Contract(
    agb_code="90000101",
    contractant="0327",
    gemeentecodes=("0327",),
    geldig=TERM,
    producten=(PRODUCT,),
)
FEITEN = ContractFeiten(
    aanbieder_exists=True,
    gemeentecodes=frozenset({"0307", "0327"}),
    may_contract_for=frozenset({"0327"}),
)

days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def periods(draw: st.DrawFn) -> Geldigheid:
    van = draw(days)
    length = draw(st.none() | st.integers(0, 20))
    return Geldigheid(van, None if length is None else van + timedelta(days=length))


def inside(geldig: Geldigheid) -> set[date]:
    """The days of a period, as far as this test looks."""
    every = (START + timedelta(days=n) for n in range(100))
    return {day for day in every if geldig.holds_on(day)}


@given(periods(), periods())
def test_periods_overlap_when_they_share_a_day(one: Geldigheid, other: Geldigheid) -> None:
    assert one.overlaps(other) == bool(inside(one) & inside(other)) == other.overlaps(one)


@given(st.lists(periods(), max_size=5))
def test_tariffs_are_refused_when_any_two_share_a_day(terms: list[Geldigheid]) -> None:
    tarieven = tuple(Tarief(1, geldig) for geldig in terms)
    product = replace(PRODUCT, tarieven=tarieven)

    named = {f.code for f in tarieven_faults(product, Geldigheid(START))}

    counted = [day for geldig in terms for day in inside(geldig)]
    assert ("overlap" in named) == (len(counted) > len(set(counted)))
    assert ("ontbreekt" in named) == (not terms)


@given(periods(), periods())
def test_a_tariff_lies_inside_its_contract(geldig: Geldigheid, contract: Geldigheid) -> None:
    ends = contract if geldig.tot is None else geldig
    inner = {d for d in inside(geldig) if ends.tot is None or d <= ends.tot}
    lies_inside = bool(inner) and inner <= inside(contract)

    assert (not list(tarief_faults(Tarief(1, geldig), contract))) == lies_inside


@pytest.mark.parametrize(
    ("variant", "allowed"),
    [
        ("inspanningsgericht", {"01", "04", "14", "16", "84"}),
        ("outputgericht", {"82", "83"}),
        ("taakgericht", {None, "01", "04", "14", "16", "82", "83", "84"}),
    ],
)
def test_units_of_a_variant(variant: Variant, allowed: set[str | None]) -> None:
    for eenheid in (None, "01", "04", "14", "16", "82", "83", "84"):
        product = replace(PRODUCT, variant=variant, eenheid=eenheid)
        named = {f.name for f in product_faults(product, TERM)}
        assert ("eenheid" in named) == (eenheid not in allowed), eenheid
        assert ("tarieven" in named) == (not product.has_tarief)


def test_a_good_contract_has_no_faults() -> None:
    assert list(contract_faults(CONTRACT, FEITEN)) == []


def test_a_contract_without_order_says_only_that() -> None:
    turned = replace(CONTRACT, geldig=Geldigheid(date(2027, 1, 1), START))

    assert [(f.name, f.code) for f in contract_faults(turned, FEITEN)] == [
        ("geldigTot", "volgorde")
    ]


def test_order_does_not_matter_to_what_is_kept() -> None:
    late = Tarief(2, Geldigheid(date(2027, 1, 1)))
    early = Tarief(1, Geldigheid(START, date(2026, 12, 31)))
    one = replace(PRODUCT, tarieven=(late, early))
    other = replace(PRODUCT, code="45A01", tarieven=(early, late))
    contract = replace(CONTRACT, gemeentecodes=("0327", "0307"), producten=(one, other))

    kept = contract.in_order()

    assert kept.gemeentecodes == ("0307", "0327")
    assert [p.code for p in kept.producten] == ["45A01", "45B01"]
    assert {p.tarieven for p in kept.producten} == {(early, late)}


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (Gecontracteerd("0327", ("45", "45B01"), Geldigheid(TERM.tot or START)), True),
        (Gecontracteerd("0327", ("45", "45B01"), Geldigheid(date(2029, 1, 1))), False),
        (
            Gecontracteerd(
                "0327", ("45", "45B01"), Geldigheid(date(2020, 1, 1), date(2025, 12, 31))
            ),
            False,
        ),
        (Gecontracteerd("0327", ("45", "45B02"), TERM), False),
        (Gecontracteerd("0327", ("46", "45B01"), TERM), False),
    ],
)
def test_a_clash_is_the_same_product_on_the_same_day(held: Gecontracteerd, expected: bool) -> None:
    assert clashes([PRODUCT], TERM, [held]) == ([held] if expected else [])
