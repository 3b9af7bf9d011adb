# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The page on capacity says what is reckoned from the costs that were measured."""

import pytest

from benchmarks.capacity import PAGE, need, page_with, table
from benchmarks.costs import Costs, kept
from libs.common.contracts import TOPICS


def test_the_page_holds_what_is_reckoned() -> None:
    assert page_with(table(kept())) == PAGE.read_text(), "python -m benchmarks.capacity --write"


def test_ten_times_the_work_needs_ten_times_as_much() -> None:
    one, ten = need(kept(), 1), need(kept(), 10)

    assert ten.lines_a_second == pytest.approx(10 * one.lines_a_second)
    assert ten.processors == pytest.approx(10 * one.processors)
    assert ten.gigabytes["billing"] == pytest.approx(10 * one.gigabytes["billing"])


def test_needs_follow_from_costs() -> None:
    """700 000 lines a month, each taking a second and leaving a kilobyte."""
    programs = ("billing api", "billing worker", "reporting worker", "postgres", "kafka")
    costs = Costs(
        line_ms=dict.fromkeys(programs, 0.0) | {"billing worker": 1000.0},
        line_bytes={"billing": 1000.0, "reporting": 0.0, "kafka": 0.0},
        award_ms=dict.fromkeys(programs, 0.0),
        award_bytes={"billing": 0.0, "reporting": 0.0, "kafka": 0.0},
    )

    found = need(costs, 1)

    # 700 000 lines, 6 % of them in an hour, a second each, 60 % of a processor in use.
    assert found.workers["billing worker"] == 20
    assert found.processors == pytest.approx(19.44, abs=0.01)
    assert found.gigabytes["billing"] == pytest.approx(58.8)
    # As many again, so that a reader that was away catches up at the busiest hour of all.
    assert found.partitions["jeugdregio.declaratie"] == 39
    assert found.largest_minutes == pytest.approx(583.3, abs=0.1)


def test_topics_have_the_partitions_that_ten_times_the_country_needs() -> None:
    for name, wanted in need(kept(), 10).partitions.items():
        assert 1 <= wanted <= TOPICS[name].partitions, name
