# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Percentages, by hand."""

from services.reporting.domain import verzilvering


def test_verzilvering_has_one_decimal_or_nothing() -> None:
    assert verzilvering(112_000, 208_000) == 53.8
    assert verzilvering(1_040_000_000, 2_000_000_000) == 52.0
    assert verzilvering(1, 400) == 0.3  # a quarter of a percent: half up
    assert verzilvering(5, 0) is None
    assert verzilvering(-500, 1_000) == -50.0
