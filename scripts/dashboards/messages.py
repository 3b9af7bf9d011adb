# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Message traffic against its legal terms."""

from scripts.dashboards.model import Dashboard, Panel, Query, Row, Variable

_KIND = 'kind=~"$kind"'
_RATE = "$__rate_interval"

_TERMS = Row(
    "Legal terms",
    (
        Panel(
            "Answers overdue",
            "none",
            [Query("sum(jeugdregio:answers_overdue)")],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Answers due within two working days",
            "none",
            [Query("sum(jeugdregio:answers_due)")],
            kind="stat",
            width=4,
            height=5,
        ),
        Panel(
            "Verzoeken overdue for a decision",
            "none",
            [Query("jeugdregio:decisions_overdue")],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Verzoeken to decide within two working days",
            "none",
            [Query("jeugdregio:decisions_due")],
            kind="stat",
            width=4,
            height=5,
        ),
        Panel(
            "Messages that wait for an operator",
            "none",
            [Query('sum(jeugdregio:messages_pending{status="vastgelopen"})')],
            kind="stat",
            width=4,
            height=5,
            bad_above=1,
        ),
        Panel(
            "Answered in time, 3 days",
            "percentunit",
            [Query('1 - jeugdregio:slo_errors:ratio_rate3d{slo="answers"}', "{{service}}")],
            kind="stat",
            width=4,
            height=5,
        ),
        Panel(
            "Overdue, by kind",
            "none",
            [
                Query(f"jeugdregio:answers_overdue{{{_KIND}}}", "{{kind}}"),
                Query("jeugdregio:decisions_overdue", "besluit"),
                Query("max(jeugdregio_settlements_overdue)", "verrekening"),
                Query("max(jeugdregio_waiting_overdue)", "wachttijd"),
                Query("max(jeugdregio_residence_overdue)", "woonplaats"),
                Query("max by (kind) (jeugdregio_reports_flagged)", "melding {{kind}}"),
                Query("max(jeugdregio_contract_terms_overdue)", "contract"),
                Query("max by (kind) (jeugdregio_tasks_open)", "taak {{kind}}"),
                Query("max(jeugdregio_ews_deliveries_overdue)", "ews"),
            ],
            bad_above=1,
        ),
        Panel(
            "Due within two working days, by kind",
            "none",
            [
                Query(f"jeugdregio:answers_due{{{_KIND}}}", "{{kind}}"),
                Query("jeugdregio:decisions_due", "besluit"),
                Query("max(jeugdregio_contract_terms_due)", "contract"),
                Query("max(jeugdregio_ews_deliveries_due)", "ews"),
            ],
        ),
        Panel(
            "Answers, per hour",
            "none",
            [
                Query(
                    "sum by (kind, outcome) "
                    f"(rate(jeugdregio_answers_total{{{_KIND}}}[{_RATE}])) * 3600",
                    "{{kind}} {{outcome}}",
                )
            ],
        ),
    ),
)

_TRAFFIC = Row(
    "Traffic",
    (
        Panel(
            "Posted, per hour",
            "none",
            [
                Query(
                    "sum by (kind, outcome) "
                    f"(rate(jeugdregio_messages_received_total{{{_KIND}}}[{_RATE}])) * 3600",
                    "{{kind}} {{outcome}}",
                )
            ],
        ),
        Panel(
            "Judged, per hour",
            "none",
            [
                Query(
                    "sum by (kind, status) "
                    f"(rate(jeugdregio_messages_judged_total{{{_KIND}}}[{_RATE}])) * 3600",
                    "{{kind}} {{status}}",
                )
            ],
        ),
        Panel(
            "Return codes in this time, most given first",
            "none",
            [
                Query(
                    "topk(20, sum by (kind, code) "
                    f"(increase(jeugdregio_retourcodes_total{{{_KIND}}}[$__range])))"
                )
            ],
            kind="table",
        ),
        Panel(
            "Waiting",
            "none",
            [Query("jeugdregio:messages_pending", "{{service}} {{status}}")],
        ),
        Panel(
            "The first one waits for",
            "s",
            [Query("jeugdregio:messages_oldest_seconds", "{{service}}")],
            bad_above=900,
        ),
        Panel(
            "Judging one message",
            "s",
            [
                Query(
                    f"histogram_quantile({q}, sum by (kind, le) "
                    f"(rate(jeugdregio_judge_seconds_bucket{{{_KIND}}}[{_RATE}])))",
                    f"{{{{kind}}}} p{p}",
                )
                for p, q in ((50, 0.5), (99, 0.99))
            ],
        ),
    ),
)

MESSAGES = Dashboard(
    "jeugdregio-messages",
    "Jeugdregio: messages and legal terms",
    "What comes in, what becomes of it, and whether it is answered in time.",
    (_TERMS, _TRAFFIC),
    (Variable("kind", "Soort", "label_values(jeugdregio_messages_received_total, kind)"),),
)
