# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Splitting to the cent: exact, by largest remainder, mirrored for a credit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.shares import split_by_weight

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
    assert split_by_weight(1_200_000_000, EEMLAND) == {
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
    assert split_by_weight(100, {"b": 1, "a": 1, "c": 1}) == {"b": 33, "a": 34, "c": 33}
    assert split_by_weight(101, {"a": 2, "b": 1}) == {"a": 67, "b": 34}
    assert split_by_weight(7, {"a": 0, "b": 5}) == {"a": 0, "b": 7}


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_parts_add_up_and_differ_less_than_a_cent(bedrag: int, gewichten: dict[str, int]) -> None:
    """Whatever the amount and the weights; a credit is the mirror of its debit."""
    totaal = sum(gewichten.values())
    if totaal == 0:
        with pytest.raises(ValueError, match="weights"):
            split_by_weight(bedrag, gewichten)
        return
    delen = split_by_weight(bedrag, gewichten)
    assert sum(delen.values()) == bedrag
    for key, deel in delen.items():
        assert abs(deel * totaal - bedrag * gewichten[key]) < totaal
    assert {key: -deel for key, deel in delen.items()} == split_by_weight(-bedrag, gewichten)


def test_a_negative_weight_is_refused() -> None:
    """It would make somebody pay twice."""
    with pytest.raises(ValueError, match="weights"):
        split_by_weight(100, {"a": 3, "b": -1})
