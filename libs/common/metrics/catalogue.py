# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The catalogue of metrics: one for all services, each with its labels, unit and meaning.

Which service and which program (`role`) a value is of, is said by the labels of the scrape target.
No label names a client, an aanbieder or a gemeente.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

CounterName = Literal[
    "messages_received",
    "messages_judged",
    "answers",
    "retourcodes",
    "events_relayed",
    "events_consumed",
    "dead_letters_parked",
    "loop_errors",
    "webhook_deliveries",
]
GaugeName = Literal[
    "build_info",
    "ready",
    "figures_refreshed_timestamp_seconds",
    "messages_pending",
    "messages_oldest_seconds",
    "answers_due",
    "answers_overdue",
    "decisions_due",
    "decisions_overdue",
    "residence_overdue",
    "contract_terms_due",
    "contract_terms_overdue",
    "settlements_overdue",
    "tasks_open",
    "waiting_overdue",
    "reports_flagged",
    "ews_deliveries_due",
    "ews_deliveries_overdue",
    "outbox_unsent",
    "outbox_oldest_seconds",
    "dead_letters",
    "webhooks_waiting",
    "consumer_lag_messages",
    "consumer_lag_seconds",
    "projection_newest_timestamp_seconds",
    "money_cents",
    "approved_settled_cents",
    "ledger_differences",
    "late_differences",
    "sealed_under_other_key",
    "break_glass_open",
    "break_glass_unreviewed",
    "break_glass_overdue",
    "pool_checked_out",
    "pool_size",
    "pool_overflow",
    "pool_most",
]
HistogramName = Literal[
    "request_seconds",
    "judge_seconds",
    "projection_seconds",
    "event_loop_lag_seconds",
]
PREFIX = "jeugdregio"
Kind = Literal["counter", "gauge", "histogram"]

DUE_WITHIN = 2
"""Working days, today not counted, in which a term ends that is called due."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric; `name` is without the prefix, and without the `_total` of a counter.

    `unit` is of the value; `buckets` are the upper bounds of a histogram, in seconds.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def shown(self) -> str:
        """The name as Prometheus knows it."""
        return f"{PREFIX}_{self.name}" + ("_total" if self.kind == "counter" else "")


def _counter(name: CounterName, unit: str, meaning: str, *labels: str) -> Metric:
    return Metric(name, "counter", unit, meaning, labels)


def _gauge(name: GaugeName, unit: str, meaning: str, *labels: str) -> Metric:
    return Metric(name, "gauge", unit, meaning, labels)


def _histogram(
    name: HistogramName, meaning: str, labels: Iterable[str], buckets: Iterable[float]
) -> Metric:
    return Metric(name, "histogram", "seconds", meaning, tuple(labels), tuple(buckets))


_REQUEST = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_JUDGE = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_PROJECTION = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)
_LOOP = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)

_METRICS = (
    # Messages and their terms
    _counter(
        "messages_received",
        "messages",
        "Messages posted, by kind and by what was done with them at the door.",
        "kind",
        "outcome",
    ),
    _counter(
        "messages_judged", "messages", "Messages judged, by their final status.", "kind", "status"
    ),
    _counter(
        "answers",
        "messages",
        "Messages with a legal term that were judged, in_time or late.",
        "kind",
        "outcome",
    ),
    _counter(
        "retourcodes", "findings", "Return codes given; `-` for a finding without.", "kind", "code"
    ),
    _gauge(
        "messages_pending",
        "messages",
        "Messages without an outcome: ontvangen waits to be judged, vastgelopen for an operator.",
        "status",
    ),
    _gauge("messages_oldest_seconds", "seconds", "How long the first of them waits to be judged."),
    _gauge(
        "answers_due",
        "messages",
        "Unanswered messages of which the legal term ends within two working days.",
        "kind",
    ),
    _gauge(
        "answers_overdue",
        "messages",
        "Unanswered messages of which the legal term is over.",
        "kind",
    ),
    _gauge("decisions_due", "requests", "Open verzoeken to decide on within two working days."),
    _gauge("decisions_overdue", "requests", "Open verzoeken that should have been decided on."),
    _gauge(
        "residence_overdue",
        "requests",
        "Open verzoeken too old to reject on the woonplaatsbeginsel, never checked for it (OP359).",
    ),
    _gauge("contract_terms_due", "terms", "Terms of procurements and contracts that come near."),
    _gauge("contract_terms_overdue", "terms", "Terms of contracts that went by unmet."),
    _gauge(
        "settlements_overdue",
        "settlements",
        "Questions between gemeenten who pays that had no answer within two weeks.",
    ),
    _gauge(
        "waiting_overdue",
        "referrals",
        "Referrals that wait longer than a norm, on which help has not begun.",
    ),
    _gauge(
        "reports_flagged",
        "reports",
        "Starts and stops of the last 30 days that came late or name another product.",
        "kind",
    ),
    _gauge(
        "ews_deliveries_due",
        "deliveries",
        "Early warning deliveries to come of which the last day is within two weeks.",
    ),
    _gauge(
        "ews_deliveries_overdue",
        "deliveries",
        "Early warning deliveries that did not come and of which the last day is over.",
    ),
    _gauge(
        "tasks_open",
        "tasks",
        "What the daily work found for people to do around families, and is not done.",
        "kind",
    ),
    _histogram("judge_seconds", "Judging one message.", ["kind"], _JUDGE),
    # Events
    _counter("events_relayed", "events", "Events brought from the outbox to the log."),
    _counter(
        "events_consumed",
        "events",
        "Events taken from the log, by type of event (handled) or by topic (dead).",
        "type",
        "outcome",
    ),
    _counter("dead_letters_parked", "events", "Events parked as dead letters.", "topic"),
    _gauge("dead_letters", "events", "Dead letters that were not replayed."),
    _counter(
        "webhook_deliveries",
        "deliveries",
        "Tries to tell a subscriber of an event, by outcome: delivered, failed or given_up.",
        "outcome",
    ),
    _gauge("webhooks_waiting", "deliveries", "Deliveries to subscribers that wait for a try."),
    _gauge("outbox_unsent", "events", "Events that wait for the relay."),
    _gauge("outbox_oldest_seconds", "seconds", "How long the first of them waits for the relay."),
    _gauge("consumer_lag_messages", "events", "Events in the log that were not consumed.", "topic"),
    _gauge(
        "consumer_lag_seconds",
        "seconds",
        "How long the first of them was seen in the log; counts from the start of the worker.",
        "topic",
    ),
    _histogram(
        "projection_seconds",
        "From the recording of an event to its effect in another service.",
        ["topic"],
        _PROJECTION,
    ),
    _gauge(
        "projection_newest_timestamp_seconds",
        "unix time",
        "When the newest event was recorded that had its effect here.",
        "topic",
    ),
    # Money
    _gauge(
        "money_cents",
        "eurocents",
        "Awarded, claimed and approved for help in this calendar year, as reporting counts it.",
        "stage",
    ),
    _gauge(
        "approved_settled_cents",
        "eurocents",
        "Approved in all verdicts up to ten to fifteen minutes ago, at a whole five minutes.",
    ),
    _gauge(
        "ledger_differences",
        "differences",
        "What the last nightly check of the obligation ledger found.",
    ),
    _gauge(
        "late_differences",
        "lines",
        "Lines of which the verdict would be another by what became known after it.",
    ),
    # Personal data
    _gauge(
        "sealed_under_other_key",
        "values",
        "Sealed values that wait for rotate-keys, counted hourly while other keys are given.",
    ),
    _gauge("break_glass_open", "accesses", "Emergency accesses of operators that are open."),
    _gauge("break_glass_unreviewed", "accesses", "Those that ended and were not judged yet."),
    _gauge("break_glass_overdue", "accesses", "Those of which the days to judge them are over."),
    # The programs
    _histogram(
        "request_seconds",
        "HTTP requests, by route and status.",
        ["method", "route", "status"],
        _REQUEST,
    ),
    _histogram(
        "event_loop_lag_seconds", "How late the event loop comes back to a sleeper.", [], _LOOP
    ),
    _gauge("ready", "0 or 1", "1 when this process can do its work, as /readyz says."),
    _gauge(
        "figures_refreshed_timestamp_seconds",
        "unix time",
        "When the worker last counted what stands in its database.",
    ),
    _counter("loop_errors", "errors", "Errors that a background loop survived.", "loop"),
    _gauge("pool_checked_out", "connections", "Database connections in use.", "pool"),
    _gauge("pool_size", "connections", "Database connections that the pool keeps open.", "pool"),
    _gauge("pool_overflow", "connections", "Database connections open above that.", "pool"),
    _gauge("pool_most", "connections", "Database connections that the pool may open.", "pool"),
    _gauge("build_info", "1", "What runs: always 1.", "program", "version"),
)

CATALOGUE: Mapping[str, Metric] = MappingProxyType({metric.name: metric for metric in _METRICS})
"""Every metric by its name."""
