# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Splitting to the cent: exact, by largest remainder, mirrored for a credit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.verdeling import by_key, gelijke_delen, verdeel

EEMLAND = {
    "0307": 4980,
    "0308": 622,
    "0313": 740,
    "0317": 224,
    "0327": 794,
    "0342": 1249,
    "0351": 414,
}
"""Unique clients of 2019 per gemeente (table 2), the key of C-10."""

WEIGHTS = st.dictionaries(st.text("0123456789", min_size=4, max_size=4), st.integers(0, 10**6))


def test_c10_twelve_million_by_clients() -> None:
    """C-10: every gemeente its cents, together exactly twelve million euro."""
    assert verdeel(1_200_000_000, EEMLAND) == {
        "0307": 662_307_437,
        "0308": 82_721_933,
        "0313": 98_415_161,
        "0317": 29_790_535,
        "0327": 105_596_808,
        "0342": 166_108_833,
        "0351": 55_059_293,
    }


def test_the_cents_left_over_go_to_the_largest_remainders() -> None:
    """Ties by key, so that the same question always has the same answer."""
    assert verdeel(100, {"b": 1, "a": 1, "c": 1}) == {"b": 33, "a": 34, "c": 33}
    assert verdeel(101, {"a": 2, "b": 1}) == {"a": 67, "b": 34}
    assert verdeel(7, {"a": 0, "b": 5}) == {"a": 0, "b": 7}


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_parts_add_up_and_differ_less_than_a_cent(bedrag: int, gewichten: dict[str, int]) -> None:
    """Whatever the amount and the weights; a credit is the mirror of its debit."""
    totaal = sum(gewichten.values())
    if totaal == 0:
        with pytest.raises(ValueError, match="weights"):
            verdeel(bedrag, gewichten)
        return
    delen = verdeel(bedrag, gewichten)
    assert sum(delen.values()) == bedrag
    for key, deel in delen.items():
        assert abs(deel * totaal - bedrag * gewichten[key]) < totaal
    assert {key: -deel for key, deel in delen.items()} == verdeel(-bedrag, gewichten)


def test_a_negative_weight_is_refused() -> None:
    """It would make somebody pay twice."""
    with pytest.raises(ValueError, match="weights"):
        verdeel(100, {"a": 3, "b": -1})


@given(st.integers(0, 10**12), st.integers(1, 12))
def test_equal_parts_add_up(bedrag: int, aantal: int) -> None:
    """At most a cent between the first and the last."""
    delen = gelijke_delen(bedrag, aantal)
    assert (sum(delen), len(delen)) == (bedrag, aantal)
    assert delen[0] - delen[-1] in (0, 1)


def test_difference_per_key() -> None:
    """A key on one side only counts as zero on the other."""
    assert by_key({"a": 3, "b": 1}, {"b": 4, "c": 2}) == {"a": 3, "b": -3, "c": -2}
