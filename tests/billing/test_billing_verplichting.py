# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is awarded, changed and released on one toewijzing (B-11), by hand."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.grootboek import REKENINGEN, Cel, Geboekt, Oorzaak, boekingen
from services.billing.domain.verplichting import Prijsfeit, Toewijzingversie
from services.billing.rules import verplichting, vrijval
from services.billing.rules.vrijval import cellen, expires_before
from tests.billing.claims import GEMEENTE, omvang
from tests.billing.obligations import (
    BEGIN,
    TODAY,
    a_contract,
    a_price,
    a_stop,
    a_version,
    shown,
    some_facts,
)

V1, V2 = f"{GEMEENTE}/1/v1", f"{GEMEENTE}/1/v2"
STOP = f"{GEMEENTE}/65656055/1/2026-01-01/v2"


def test_an_award_is_booked_by_month() -> None:
    found, afgelopen = cellen(some_facts(), TODAY)

    assert shown(found) == {(V1, "toegewezen", 202600 + m): 16_000 for m in (1, 2, 3)}
    assert not afgelopen


def test_the_example_of_the_catalogue() -> None:
    """B.2: two hours a week from January through March 2024 at 80 euro is 2 080 euro."""
    version = a_version(
        ingangsdatum=date(2024, 1, 1), einddatum=date(2024, 3, 31), omvang=omvang(2, "04", "2")
    )
    contract = a_contract(geldig_van=date(2024, 1, 1))
    price = a_price()
    tarief = price.tarieven[0].__class__(8_000, "04", date(2024, 1, 1), None)
    price = price.__class__(price.bekend_op, price.oorzaak, "product-1", "contract-1", 1, (tarief,))

    found, _ = verplichting.toegewezen(
        some_facts(versies=(version,), prijzen=(contract, price)), date(2024, 5, 1)
    )

    assert sum(found.values()) == 208_000


def test_a_new_version_books_what_it_changes() -> None:
    shorter = a_version(2, einddatum=date(2026, 2, 28), omvang=omvang(3, "04", "4"))

    found, _ = cellen(some_facts(versies=(a_version(), shorter)), TODAY)

    assert shown(found) == {
        **{(V1, "toegewezen", 202600 + m): 16_000 for m in (1, 2, 3)},
        **{(V2, "gewijzigd", 202600 + m): 8_000 for m in (1, 2)},
        (V2, "gewijzigd", 202603): -16_000,
    }


def test_a_deleted_toewijzing_is_worth_nothing() -> None:
    found, _ = cellen(some_facts(versies=(a_version(), a_version(2, reden_wijziging="13"))), TODAY)

    assert sum(found.values()) == 0


def test_a_later_price_is_a_change_that_the_contract_caused() -> None:
    prices = (a_contract(), a_price(), a_price(2, 8_500, day=30))

    found, _ = cellen(some_facts(prijzen=prices), TODAY)

    changed = {
        (cause, m): b for (cause, soort, m), b in shown(found).items() if soort != "toegewezen"
    }
    assert changed == {("product-1/v2", 202600 + m): 1_000 for m in (1, 2, 3)}


def test_a_price_that_comes_after_the_award_is_when_it_gets_a_value() -> None:
    found, _ = cellen(some_facts(prijzen=(a_contract(), a_price(day=30))), TODAY)

    assert {(cel.oorzaak.kenmerk, cel.soort) for cel in found} == {("product-1/v1", "toegewezen")}


def test_without_an_end_each_new_year_is_obliged_when_it_comes() -> None:
    facts = some_facts(versies=(a_version(einddatum=None),))

    before, _ = cellen(facts, date(2026, 12, 31))
    after, _ = cellen(facts, date(2027, 1, 1))

    assert (sum(before.values()), sum(after.values())) == (12 * 16_000, 24 * 16_000)
    new = {cel.oorzaak for cel in after.keys() - before.keys()}
    assert new == {Oorzaak("kalender", "2027-01-01")}


@pytest.mark.parametrize(
    ("uitloop", "begins", "worth"),
    [
        (None, BEGIN, 16_000),
        (date(2026, 2, 28), BEGIN, 32_000),
        (date(2026, 2, 28), date(2026, 2, 1), 0),
    ],
    ids=["no run-off", "run-off", "begins after the contract"],
)
def test_a_tariff_ends_with_its_contract(uitloop: date | None, begins: date, worth: int) -> None:
    """C-12: in the run-off the last tariff goes on, for what began before the end."""
    contract = a_contract(geldig_tot=date(2026, 1, 31), uitloop_tot=uitloop)
    version = a_version(ingangsdatum=begins)

    found, _ = verplichting.toegewezen(
        some_facts(versies=(version,), prijzen=(contract, a_price())), TODAY
    )

    assert sum(found.values()) == worth


def test_a_stop_releases_the_months_after_it() -> None:
    found, afgelopen = cellen(some_facts(stop=a_stop(date(2026, 1, 31))), date(2026, 2, 1))

    released = {key: b for key, b in shown(found).items() if key[1] == "vrijgevallen"}
    assert released == {
        (STOP, "vrijgevallen", 202602): 16_000,
        (STOP, "vrijgevallen", 202603): 16_000,
    }
    assert afgelopen


def test_a_stop_releases_no_more_of_a_total_than_was_not_claimed() -> None:
    """900 euro over 90 days, stopped after 30: 600 would go, but 500 was claimed already."""
    version = a_version(omvang=None, budget=90_000)
    facts = some_facts(versies=(version,), stop=a_stop(date(2026, 1, 30)))

    nothing_claimed, _ = cellen(facts, date(2026, 2, 1))
    claimed, _ = cellen(
        some_facts(versies=(version,), stop=a_stop(date(2026, 1, 30)), netto={202601: 50_000}),
        date(2026, 2, 1),
    )

    assert _released(nothing_claimed) == 60_000
    assert _released(claimed) == 40_000


def test_a_stop_on_the_last_day_releases_nothing() -> None:
    found, afgelopen = cellen(some_facts(stop=a_stop(date(2026, 3, 31))), date(2026, 4, 1))

    assert (_released(found), afgelopen) == (0, False)


def test_what_is_left_after_a_year_expires() -> None:
    facts = some_facts(netto={202601: 16_000, 202602: 20_000})

    last_day, _ = cellen(facts, date(2027, 3, 31))
    after, _ = cellen(facts, date(2027, 4, 1))

    assert _released(last_day) == 0
    assert {key: b for key, b in shown(after).items() if key[1] == "vrijgevallen"} == {
        ("vervallen 2026-03-31", "vrijgevallen", 202602): -4_000,
        ("vervallen 2026-03-31", "vrijgevallen", 202603): 16_000,
    }


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 3, 31), date(2026, 3, 31)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2027, 1, 1), date(2026, 1, 1)),
    ],
)
def test_when_something_expires(today: date, expected: date) -> None:
    assert expires_before(today) == expected


_versions = st.builds(
    lambda versie, hours, month: a_version(
        versie, omvang=omvang(hours, "04", "4"), einddatum=date(2026, month, 28)
    ),
    st.integers(1, 6),
    st.integers(0, 9),
    st.integers(1, 12),
)
_prices = st.builds(
    lambda versie, bedrag: a_price(versie, bedrag, day=versie * 2),
    st.integers(1, 4),
    st.integers(1, 9_999),
)


@given(
    st.lists(_versions, min_size=1, max_size=5, unique_by=lambda v: v.versie),
    st.lists(_prices, max_size=4, unique_by=lambda p: p.versie),
    st.integers(0, 1_000),
)
def test_the_order_of_arrival_does_not_count(
    versies: list[Toewijzingversie], prijzen: list[Prijsfeit], seed: int
) -> None:
    """And all changes together are what the last version is worth at the last price."""
    prijzen = [a_contract(), *prijzen]
    once, stand = verplichting.toegewezen(
        some_facts(versies=tuple(versies), prijzen=tuple(prijzen)), TODAY
    )
    shuffled = Random(seed)
    shuffled.shuffle(versies)
    shuffled.shuffle(prijzen)
    again, _ = verplichting.toegewezen(
        some_facts(versies=tuple(versies), prijzen=tuple(prijzen)), TODAY
    )

    assert once == again
    by_month: Counter[int] = Counter()
    for cel, bedrag in once.items():
        by_month[cel.maand] += bedrag
    assert {m: b for m, b in by_month.items() if b} == verplichting.worth(stand.award(), stand)


_cells = st.builds(
    Cel,
    st.builds(Oorzaak, st.sampled_from(["toewijzing", "contract"]), st.sampled_from("ab")),
    st.sampled_from(sorted(REKENINGEN)),
    st.sampled_from([202601, 202602]),
)
_wanted = st.dictionaries(_cells, st.integers(-(10**9), 10**9).filter(bool), max_size=6)


@given(st.lists(_wanted, min_size=1, max_size=5))
def test_entries_bring_each_cell_where_it_should_be(states: list[dict[Cel, int]]) -> None:
    """Whatever stood there; nothing is changed, only added, and nothing twice."""
    booked: dict[Cel, Geboekt] = {}
    numbers: set[tuple[Cel, int]] = set()
    for wanted in states:
        for boeking in boekingen(wanted, booked):
            assert (boeking.cel, boeking.volgnummer) not in numbers
            numbers.add((boeking.cel, boeking.volgnummer))
            before = booked.get(boeking.cel, Geboekt(0, 0))
            booked[boeking.cel] = Geboekt(before.bedrag + boeking.bedrag, boeking.volgnummer)
        assert {cel: staat.bedrag for cel, staat in booked.items() if staat.bedrag} == wanted
        assert boekingen(wanted, booked) == []


def test_every_kind_moves_between_two_accounts() -> None:
    assert all(debet != credit for debet, credit in REKENINGEN.values())
    assert vrijval.VERVALT_NA_MAANDEN == 12


def _released(found: dict[Cel, int]) -> int:
    return sum(bedrag for cel, bedrag in found.items() if cel.soort == "vrijgevallen")
