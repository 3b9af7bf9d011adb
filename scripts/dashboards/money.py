# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Money: awarded, claimed, approved, open, and whether billing and reporting agree."""

from scripts.dashboards.model import Dashboard, Panel, Query, Row

_EURO = "currencyEUR"


def _stage(title: str, stage: str, description: str) -> Panel:
    return Panel(
        title,
        _EURO,
        [Query(f'jeugdregio:money_cents{{stage="{stage}"}} / 100')],
        description,
        kind="stat",
        width=6,
        height=5,
    )


_YEAR = Row(
    "Help in this calendar year, as reporting counts it",
    (
        _stage("Awarded", "awarded", "What all toewijzingen are worth."),
        _stage("Claimed", "claimed", "All judged lines, debit less credit."),
        _stage("Approved", "approved", "The approved ones of these."),
        Panel(
            "Open",
            _EURO,
            [Query("jeugdregio:money_open_cents / 100")],
            "Awarded and not approved (yet).",
            kind="stat",
            width=6,
            height=5,
        ),
        Panel(
            "Over time",
            _EURO,
            [
                Query("jeugdregio:money_cents / 100", "{{stage}}"),
                Query("jeugdregio:money_open_cents / 100", "open"),
            ],
            width=16,
        ),
        Panel(
            "Approved of what was awarded",
            "percentunit",
            [
                Query(
                    'jeugdregio:money_cents{stage="approved"} / on() '
                    '(jeugdregio:money_cents{stage="awarded"} > 0)'
                )
            ],
            "Verzilvering of the year so far.",
        ),
    ),
)

_AGREEMENT = Row(
    "Do billing and reporting agree?",
    (
        Panel(
            "Difference",
            _EURO,
            [Query("jeugdregio:reconciliation_difference_cents / 100")],
            "Approved according to billing less according to reporting, in all verdicts until ten "
            "to fifteen minutes ago. May show for a moment at each five minutes.",
            kind="stat",
            height=6,
            bad_above=0.01,
        ),
        Panel(
            "Approved until ten to fifteen minutes ago",
            _EURO,
            [Query("max by (service) (jeugdregio_approved_settled_cents) / 100", "{{service}}")],
            height=6,
        ),
        Panel(
            "Difference over time",
            _EURO,
            [Query("jeugdregio:reconciliation_difference_cents / 100", "difference")],
            height=6,
        ),
    ),
)

_LEDGER = Row(
    "Is the obligation ledger what its sources say?",
    (
        Panel(
            "Differences",
            "short",
            [Query("max(jeugdregio_ledger_differences)")],
            "Found by the check of last night.",
            kind="stat",
            height=5,
            bad_above=1,
        ),
        Panel(
            "Verdicts that would be others now",
            "short",
            [Query("max(jeugdregio_late_differences)")],
            "Lines on which something became known after the verdict: /v1/verschillen of billing.",
            kind="stat",
            height=5,
        ),
    ),
)

MONEY = Dashboard(
    "jeugdregio-money",
    "Jeugdregio: money",
    "Awarded, claimed, approved and open, and whether two services agree to the cent.",
    (_YEAR, _AGREEMENT, _LEDGER),
)
