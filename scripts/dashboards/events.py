# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event bus: from outbox to log to projection."""

from scripts.dashboards.model import Dashboard, Panel, Query, Row, Variable

_WHERE = 'service=~"$service", topic=~"$topic"'
_SERVICE = 'service=~"$service"'
_RATE = "$__rate_interval"

_OUT = Row(
    "Out: outbox and relay",
    (
        Panel(
            "Events that wait for the relay",
            "none",
            [Query(f"jeugdregio:outbox_unsent{{{_SERVICE}}}", "{{service}}")],
        ),
        Panel(
            "The first of them waits for",
            "s",
            [Query(f"jeugdregio:outbox_oldest_seconds{{{_SERVICE}}}", "{{service}}")],
            bad_above=60,
        ),
        Panel(
            "Relayed, per second",
            "none",
            [
                Query(
                    f"sum by (service) (rate(jeugdregio_events_relayed_total{{{_SERVICE}}}"
                    f"[{_RATE}]))",
                    "{{service}}",
                )
            ],
        ),
    ),
)

_IN = Row(
    "In: consumers",
    (
        Panel(
            "Lag in events",
            "none",
            [Query(f"jeugdregio:consumer_lag_messages{{{_WHERE}}}", "{{service}} {{topic}}")],
        ),
        Panel(
            "Lag in time",
            "s",
            [Query(f"jeugdregio:consumer_lag_seconds{{{_WHERE}}}", "{{service}} {{topic}}")],
            bad_above=120,
        ),
        Panel(
            "Consumed, per second",
            "none",
            [
                Query(
                    "sum by (service, outcome) "
                    f"(rate(jeugdregio_events_consumed_total{{{_SERVICE}}}[{_RATE}]))",
                    "{{service}} {{outcome}}",
                )
            ],
        ),
        Panel(
            "From recording to effect",
            "s",
            [
                Query(
                    f"histogram_quantile({q}, sum by (service, le) "
                    f"(rate(jeugdregio_projection_seconds_bucket{{{_WHERE}}}[{_RATE}])))",
                    f"{{{{service}}}} p{p}",
                )
                for p, q in ((50, 0.5), (99, 0.99))
            ],
            bad_above=5,
        ),
        Panel(
            "p99 over five minutes",
            "s",
            [Query(f"jeugdregio:projection_seconds:p99_5m{{{_SERVICE}}}", "{{service}}")],
        ),
        Panel(
            "Age of the newest event that had its effect",
            "s",
            [
                Query(
                    "time() - max by (service, topic) "
                    f"(jeugdregio_projection_newest_timestamp_seconds{{{_WHERE}}})",
                    "{{service}} {{topic}}",
                )
            ],
            "Grows when nothing happens: read it beside the lag.",
        ),
    ),
)

_DEAD = Row(
    "Dead letters",
    (
        Panel(
            "Waiting for a replay",
            "none",
            [Query(f"jeugdregio:dead_letters{{{_SERVICE}}}", "{{service}}")],
            width=12,
            bad_above=1,
        ),
        Panel(
            "Parked, per hour",
            "none",
            [
                Query(
                    "sum by (service, topic) "
                    f"(rate(jeugdregio_dead_letters_parked_total{{{_WHERE}}}[{_RATE}])) * 3600",
                    "{{service}} {{topic}}",
                )
            ],
            width=12,
        ),
    ),
)

_TOLD = Row(
    "Subscribers",
    (
        Panel(
            "Deliveries that wait for a try",
            "none",
            [Query(f"max by (service) (jeugdregio_webhooks_waiting{{{_SERVICE}}})", "{{service}}")],
            "Grows when a subscriber is away: it is tried again for a day.",
            width=12,
        ),
        Panel(
            "Tries, per hour",
            "none",
            [
                Query(
                    "sum by (service, outcome) "
                    f"(rate(jeugdregio_webhook_deliveries_total{{{_SERVICE}}}[{_RATE}])) * 3600",
                    "{{service}} {{outcome}}",
                )
            ],
            width=12,
        ),
    ),
)

EVENTS = Dashboard(
    "jeugdregio-events",
    "Jeugdregio: event bus",
    "From the outbox over the log to what comes of it in other services.",
    (_OUT, _IN, _DEAD, _TOLD),
    (
        Variable("service", "Dienst", "label_values(jeugdregio_build_info, service)"),
        Variable("topic", "Topic", "label_values(jeugdregio_consumer_lag_messages, topic)"),
    ),
)
