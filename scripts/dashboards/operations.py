# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Operations: does everything run, how fast, and how far behind."""

from scripts.dashboards.model import Dashboard, Panel, Query, Row

SERVICES = ("contract", "referral", "billing", "reporting")
_PROBES = 'route!~"/livez|/readyz|/metrics"'
_RATE = "$__rate_interval"
_WHO = "{{service}} {{role}}"

_NOW = Row(
    "Now",
    (
        Panel(
            "Alerts that fire",
            "none",
            [Query('count(ALERTS{alertstate="firing"}) or vector(0)')],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Programs down",
            "none",
            [Query('count(up{role=~"api|worker"} == 0) or vector(0)')],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Programs not ready",
            "none",
            [Query("count(jeugdregio_ready == 0) or vector(0)")],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Versions",
            "none",
            [Query("count by (service, version) (jeugdregio_build_info)")],
            kind="table",
            width=6,
            height=5,
        ),
        Panel(
            "Which alerts",
            "none",
            [Query('ALERTS{alertstate="firing"}')],
            kind="table",
            width=6,
            height=5,
            description="Empty when all is well.",
        ),
    ),
)

_LEVELS = Row(
    "Service levels: share of events that went wrong, over an hour and over three days",
    tuple(
        Panel(
            title,
            "percentunit",
            [
                Query(f'jeugdregio:slo_errors:ratio_rate1h{{slo="{slo}"}}', "{{service}} 1 h"),
                Query(f'jeugdregio:slo_errors:ratio_rate3d{{slo="{slo}"}}', "{{service}} 3 d"),
            ],
            width=6,
            bad_above=budget,
            description="Red is above the budget of 30 days.",
        )
        for title, slo, budget in (
            ("Requests with an error", "availability", 0.005),
            ("Requests over 1 s", "latency", 0.01),
            ("Answers after their term", "answers", 0.005),
            ("Events over 5 s", "projection", 0.01),
        )
    ),
)


def _service(name: str) -> Row:
    api = f'service="{name}", role="api", {_PROBES}'
    count = f"jeugdregio_request_seconds_count{{{api}}}"
    bucket = f"jeugdregio_request_seconds_bucket{{{api}}}"
    errors = f'jeugdregio_request_seconds_count{{{api}, status=~"5.."}}'
    return Row(
        f"Service {name}",
        (
            Panel(
                "Requests",
                "reqps",
                [Query(f"sum by (status) (rate({count}[{_RATE}]))", "{{status}}")],
                width=5,
            ),
            Panel(
                "Errors (5xx)",
                "reqps",
                [Query(f"sum(rate({errors}[{_RATE}])) or 0 * sum(rate({count}[{_RATE}]))")],
                width=4,
            ),
            Panel(
                "Duration",
                "s",
                [
                    Query(
                        f"histogram_quantile({q}, sum by (le) (rate({bucket}[{_RATE}])))", f"p{p}"
                    )
                    for p, q in ((50, 0.5), (99, 0.99))
                ],
                width=5,
            ),
            Panel("Lag", "s", _lag(name), width=5, description="Of the outbox and of topics."),
            Panel(
                "Errors of loops, per minute",
                "none",
                [
                    Query(
                        "sum by (role, loop) (rate("
                        f'jeugdregio_loop_errors_total{{service="{name}"}}[{_RATE}])) * 60',
                        "{{role}} {{loop}}",
                    )
                ],
                width=5,
            ),
        ),
    )


def _lag(name: str) -> list[Query]:
    return [
        Query(f'jeugdregio:outbox_oldest_seconds{{service="{name}"}}', "outbox"),
        Query(f'jeugdregio:consumer_lag_seconds{{service="{name}"}}', "{{topic}}"),
    ]


_PROGRAMS = Row(
    "Programs",
    (
        Panel(
            "Processor",
            "percentunit",
            [Query(f'rate(process_cpu_seconds_total{{role=~"api|worker"}}[{_RATE}])', _WHO)],
            width=6,
        ),
        Panel(
            "Memory",
            "bytes",
            [Query('process_resident_memory_bytes{role=~"api|worker"}', _WHO)],
            width=6,
        ),
        Panel(
            "Event loop comes back late (p99)",
            "s",
            [
                Query(
                    "histogram_quantile(0.99, sum by (service, role, le) "
                    f"(rate(jeugdregio_event_loop_lag_seconds_bucket[{_RATE}])))",
                    _WHO,
                )
            ],
            width=6,
            bad_above=0.5,
        ),
        Panel(
            "Age of the figures",
            "s",
            [Query("jeugdregio:figures_age_seconds", "{{service}}")],
            width=6,
            bad_above=120,
        ),
    ),
)

_PERSONAL = Row(
    "Personal data",
    (
        Panel(
            "Sealed under another key than the current one",
            "none",
            [Query("max by (service) (jeugdregio_sealed_under_other_key)", "{{service}}")],
            "Counted each hour while another data key is given; see the runbook rotate-keys.",
            width=12,
        ),
        Panel(
            "Emergency access of operators",
            "none",
            [
                Query("max(jeugdregio_break_glass_open)", "open"),
                Query("max(jeugdregio_break_glass_unreviewed)", "to be judged"),
                Query("max(jeugdregio_break_glass_overdue)", "judged too late"),
            ],
            width=12,
            bad_above=1,
            description="An operator looks as another organisation; another judges it afterwards.",
        ),
    ),
)

OPERATIONS = Dashboard(
    "jeugdregio-operations",
    "Jeugdregio: operations",
    "Does everything run, how fast, and how far behind.",
    (_NOW, _LEVELS, *map(_service, SERVICES), _PROGRAMS, _PERSONAL),
)
