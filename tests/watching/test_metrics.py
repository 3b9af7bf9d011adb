# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The catalogue of metrics, and what is worked out before it becomes one."""

import re
from datetime import UTC, datetime
from typing import get_args

import pytest

from libs.common.eventlog.port import place
from libs.common.metrics import CATALOGUE, CounterName, GaugeName, HistogramName, Metrics
from libs.common.watch import settled_before
from libs.common.watch.lag import MOST_SAMPLES, Lag, LagMeter
from tests.watching.rulebook import ROOT, queries

FORBIDDEN = {"agb_code", "aanbieder", "gemeente", "gemeentecode", "client", "bsn", "regio", "party"}


def test_the_catalogue_and_the_types_name_the_same() -> None:
    named = {"counter": CounterName, "gauge": GaugeName, "histogram": HistogramName}
    for kind, names in named.items():
        assert {m.name for m in CATALOGUE.values() if m.kind == kind} == set(get_args(names))


@pytest.mark.parametrize("metric", CATALOGUE.values(), ids=lambda m: m.name)
def test_a_metric_is_described_used_and_names_nobody(metric) -> None:
    asked = " ".join(queries())
    shown = f"{metric.shown}(?:_bucket|_count)" if metric.kind == "histogram" else metric.shown
    assert re.search(rf"\b{shown}\b", asked), "no rule and no panel asks for it"
    assert f"| `{metric.shown}` |" in (ROOT / "docs" / "watching.md").read_text()
    assert not FORBIDDEN & set(metric.labels)
    assert (metric.kind == "histogram") == bool(metric.buckets)
    assert metric.meaning.endswith(".")


def test_every_metric_that_is_asked_for_exists() -> None:
    known = {metric.shown for metric in CATALOGUE.values()}
    asked = {re.sub("_(bucket|count|sum)$", "", n) for n in _asked(r"jeugdregio_\w+")}
    assert asked <= known


def test_every_recorded_series_that_is_asked_for_is_recorded() -> None:
    text = (ROOT / "deploy" / "prometheus" / "rules").glob("*.yml")
    recorded = {n for p in text for n in re.findall(r"record: (\S+)", p.read_text())}
    assert _asked(r"jeugdregio:[\w:]+") <= recorded


def _asked(pattern: str) -> set[str]:
    return {name for query in queries() for name in re.findall(pattern, query)}


def test_a_metric_is_there_once_it_was_used() -> None:
    metrics = Metrics("test")
    before = metrics.exposition()
    metrics.gauges("messages_pending", {"ontvangen": 2, "vastgelopen": 1})
    metrics.gauges("messages_pending", {"ontvangen": 3})
    after = metrics.exposition()

    assert b"jeugdregio_messages_pending" not in before
    assert b'jeugdregio_messages_pending{status="ontvangen"} 3.0' in after
    assert b'status="vastgelopen"' not in after


def test_verdicts_settle_at_the_same_moment_everywhere() -> None:
    def at(minute: int, second: int = 0) -> datetime:
        return datetime(2026, 7, 1, 12, minute, second, tzinfo=UTC)

    assert settled_before(at(30)) == settled_before(at(34, 59)) == at(20)
    assert settled_before(at(35)) == at(25)


class TestLag:
    def test_counts_from_when_the_log_was_seen_to_grow(self) -> None:
        meter = LagMeter(["t"])
        assert meter.look(0, {place("t", 0): 5}, {place("t", 0): 5}) == {"t": Lag(0, 0)}
        assert meter.look(10, {place("t", 0): 7}, {place("t", 0): 5}) == {"t": Lag(2, 0)}
        assert meter.look(20, {place("t", 0): 9}, {place("t", 0): 6}) == {"t": Lag(3, 10)}
        assert meter.look(30, {place("t", 0): 9}, {place("t", 0): 7}) == {"t": Lag(2, 10)}
        assert meter.look(40, {place("t", 0): 9}, {place("t", 0): 9}) == {"t": Lag(0, 0)}

    def test_of_a_topic_is_that_of_its_partitions_together(self) -> None:
        meter = LagMeter(["t", "u"])
        meter.look(0, {place("t", 0): 3}, {})
        found = meter.look(8, {place("t", 0): 3, place("t", 1): 4}, {place("t", 1): 3})
        assert found == {"t": Lag(4, 8), "u": Lag()}

    def test_takes_bounded_memory_and_keeps_the_first_moment(self) -> None:
        meter = LagMeter(["t"])
        for second in range(10 * MOST_SAMPLES):
            found = meter.look(second, {place("t", 0): second + 1}, {})
        assert found == {"t": Lag(10 * MOST_SAMPLES, 10 * MOST_SAMPLES - 1)}
        assert len(meter._seen[place("t", 0)]) <= MOST_SAMPLES
