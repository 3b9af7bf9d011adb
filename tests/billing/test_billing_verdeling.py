# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Equal parts that add up, and the difference of two splits."""

from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.verdeling import by_key, gelijke_delen


@given(st.integers(0, 10**12), st.integers(1, 12))
def test_equal_parts_add_up(bedrag: int, aantal: int) -> None:
    """At most a cent between the first and the last."""
    delen = gelijke_delen(bedrag, aantal)
    assert (sum(delen), len(delen)) == (bedrag, aantal)
    assert delen[0] - delen[-1] in (0, 1)


def test_difference_per_key() -> None:
    """A key on one side only counts as zero on the other."""
    assert by_key({"a": 3, "b": 1}, {"b": 4, "c": 2}) == {"a": 3, "b": -3, "c": -2}
