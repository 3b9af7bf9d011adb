# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The rules on a JW323 across messages and against the contract; reading this is the policy.

The order within a tuple is the order in which codes appear in the answer.
"""

from services.billing.rules.credit import CREDIT_RULES
from services.billing.rules.line import LINE_RULES
from services.billing.rules.line_rule import LineRule
from services.billing.rules.message import CLIENT_RULES, DECLARATIE_RULES, HEADER_RULES
from services.billing.rules.own import OWN_RULES
from services.billing.rules.tariff import TARIFF_RULES
from services.billing.rules.volume import VOLUME_RULES

RULES: tuple[LineRule, ...] = LINE_RULES + CREDIT_RULES + TARIFF_RULES + VOLUME_RULES + OWN_RULES
"""On one line: its toewijzing and period, its debit, its price, its volume; then our own."""

__all__ = ["CLIENT_RULES", "DECLARATIE_RULES", "HEADER_RULES", "RULES", "LineRule"]
