# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The metrics of a service: names, labels and meaning in one catalogue."""

from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CounterName = Literal[
    "messages_received",  # posted, by kind and outcome of the intake
    "messages_judged",  # by kind and final status
    "retourcodes",  # given in answers, by code
    "events_relayed",  # appended to the log
    "events_consumed",  # by event type and outcome
    "loop_errors",  # exceptions that a background loop survived, by loop
]
GaugeName = Literal[
    "outbox_unsent",  # rows that wait for the relay
    "messages_pending",  # received, not judged yet
]
HistogramName = Literal[
    "request_seconds",  # by method, route and status
    "judge_seconds",  # one message judged, by kind
]

LABELS: dict[str, tuple[str, ...]] = {
    "messages_received": ("kind", "outcome"),
    "messages_judged": ("kind", "status"),
    "retourcodes": ("code",),
    "events_relayed": (),
    "events_consumed": ("type", "outcome"),
    "loop_errors": ("loop",),
    "outbox_unsent": (),
    "messages_pending": (),
    "request_seconds": ("method", "route", "status"),
    "judge_seconds": ("kind",),
}
"""Never a label that names a client or a provider."""


class Metrics:
    """One registry per service, so that four of them can live in one process."""

    def __init__(self, service: str) -> None:
        self._registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {
            n: Counter(f"jeugdregio_{service}_{n}", n, LABELS[n], registry=self._registry)
            for n in get_args(CounterName)
        }
        self._gauges: dict[str, Gauge] = {
            n: Gauge(f"jeugdregio_{service}_{n}", n, LABELS[n], registry=self._registry)
            for n in get_args(GaugeName)
        }
        self._histograms: dict[str, Histogram] = {
            n: Histogram(f"jeugdregio_{service}_{n}", n, LABELS[n], registry=self._registry)
            for n in get_args(HistogramName)
        }

    def count(self, name: CounterName, *labels: str, by: int = 1) -> None:
        """Raise a counter; `labels` in the order of the catalogue."""
        counter = self._counters[name]
        (counter.labels(*labels) if labels else counter).inc(by)

    def gauge(self, name: GaugeName, value: float) -> None:
        """Set a gauge."""
        self._gauges[name].set(value)

    def observe(self, name: HistogramName, seconds: float, *labels: str) -> None:
        """Add one duration in seconds."""
        self._histograms[name].labels(*labels).observe(seconds)

    def exposition(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self._registry)
