# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The metrics of one service in one process."""

from bisect import bisect_left
from collections import Counter as Counted
from collections.abc import Callable, Iterable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from libs.common.metrics.catalogue import (
    CATALOGUE,
    PREFIX,
    CounterName,
    GaugeName,
    HistogramName,
)

# A second series beside each counter, of which no query makes use.
disable_created_metrics()  # type: ignore[no-untyped-call]


class _Histogram(Histogram):
    """Takes in many at once: one by one costs as much as reading an event does."""

    def observe_all(self, amounts: Iterable[float]) -> None:
        """As `observe`, of each."""
        taken = list(amounts)
        self._sum.inc(sum(taken))
        for bucket, count in Counted(bisect_left(self._upper_bounds, one) for one in taken).items():
            self._buckets[bucket].inc(count)


class Metrics:
    """One registry per service, so that four of them can live in one process.

    A metric is there once it was used: a process shows nothing that it does not measure. Labels
    are given in the order of the catalogue.
    """

    def __init__(self, service: str, version: str = "") -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._histograms: dict[str, _Histogram] = {}
        self.gauge("build_info", 1, service, version)

    def count(self, name: CounterName, *labels: str, by: int = 1) -> None:
        """Raise a counter; by 0 it is there before there is anything to count."""
        counter = self._counter(name)
        (counter.labels(*labels) if labels else counter).inc(by)

    def gauge(self, name: GaugeName, value: float, *labels: str) -> None:
        """Set a gauge."""
        gauge = self._gauge(name)
        (gauge.labels(*labels) if labels else gauge).set(value)

    def gauges(self, name: GaugeName, values: Mapping[str, float]) -> None:
        """Set a gauge with one label for each of its values; those not given are gone."""
        gauge = self._gauge(name)
        gauge.clear()
        for label, value in values.items():
            gauge.labels(label).set(value)

    def gauge_from(self, name: GaugeName, look: Callable[[], float], *labels: str) -> None:
        """Let a gauge be looked up whenever metrics are collected: in memory only."""
        self._gauge(name).labels(*labels).set_function(look)

    def observe(self, name: HistogramName, seconds: float, *labels: str) -> None:
        """Add one duration in seconds."""
        self.observe_all(name, (seconds,), *labels)

    def observe_all(self, name: HistogramName, seconds: Iterable[float], *labels: str) -> None:
        """Add durations in seconds."""
        histogram = self._histogram(name)
        (histogram.labels(*labels) if labels else histogram).observe_all(seconds)

    def exposition(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self._registry)

    def _counter(self, name: CounterName) -> Counter:
        if name not in self._counters:
            self._counters[name] = Counter(*_declared(name), registry=self._registry)
        return self._counters[name]

    def _gauge(self, name: GaugeName) -> Gauge:
        if name not in self._gauges:
            self._gauges[name] = Gauge(*_declared(name), registry=self._registry)
        return self._gauges[name]

    def _histogram(self, name: HistogramName) -> _Histogram:
        if name not in self._histograms:
            buckets = CATALOGUE[name].buckets
            made = _Histogram(*_declared(name), registry=self._registry, buckets=buckets)
            self._histograms[name] = made
        return self._histograms[name]


def _declared(name: str) -> tuple[str, str, tuple[str, ...]]:
    metric = CATALOGUE[name]
    return f"{PREFIX}_{metric.name}", metric.meaning, metric.labels
