# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules on a JW323 across messages and against the contract; reading this is the policy.

The order within a tuple is the order in which codes appear in the answer.
"""

from typing import Any, TypeVar

from libs.ijw import Rule
from libs.ijw.rules import RULES as IN_MESSAGE
from services.billing.domain.regelset import Regelset
from services.billing.rules.credit import CREDIT_RULES
from services.billing.rules.line import LINE_RULES
from services.billing.rules.line_rule import LineRule
from services.billing.rules.message import CLIENT_RULES, DECLARATIE_RULES, HEADER_RULES
from services.billing.rules.own import OWN_RULES
from services.billing.rules.tariff import TARIFF_RULES
from services.billing.rules.volume import VOLUME_RULES

RULES: tuple[LineRule, ...] = LINE_RULES + CREDIT_RULES + TARIFF_RULES + VOLUME_RULES + OWN_RULES
"""On one line: its toewijzing and period, its debit, its price, its volume; then our own."""

INSIDE: tuple[Rule[Any, Any], ...] = tuple(
    unit.rule for unit in IN_MESSAGE if "JW323" in unit.soorten
)
"""Those of level 2, within the message; a rule may have several units."""

RULE_IDS = frozenset(
    rule.id
    for rule in (
        *INSIDE,
        *HEADER_RULES,
        *DECLARATIE_RULES,
        *CLIENT_RULES,
        *(line.rule for line in RULES),
    )
)
"""Every rule that a rule set can leave out."""

S = TypeVar("S")
F = TypeVar("F")


def in_force(rules: tuple[Rule[S, F], ...], regelset: Regelset) -> tuple[Rule[S, F], ...]:
    """Without the rules that a rule set leaves out."""
    if not regelset.zonder:
        return rules
    return tuple(rule for rule in rules if rule.id not in regelset.zonder)


__all__ = [
    "CLIENT_RULES",
    "DECLARATIE_RULES",
    "HEADER_RULES",
    "INSIDE",
    "RULES",
    "RULE_IDS",
    "LineRule",
    "in_force",
]
