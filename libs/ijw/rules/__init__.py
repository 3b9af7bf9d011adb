# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The in-message rules of iJw 3.2 (level 2): reading this tuple is reading the check."""

from libs.ijw.rules.answer import ANSWER_RULES
from libs.ijw.rules.claim import CLAIM_RULES
from libs.ijw.rules.delivery import DELIVERY_RULES
from libs.ijw.rules.person import PERSON_RULES
from libs.ijw.rules.product import PRODUCT_RULES
from libs.ijw.rules.request import REQUEST_RULES
from libs.ijw.rules.unit import Unit

RULES: tuple[Unit, ...] = (
    *PERSON_RULES,
    *PRODUCT_RULES,
    *REQUEST_RULES,
    *DELIVERY_RULES,
    *CLAIM_RULES,
    *ANSWER_RULES,
)
"""A rule id may have several units: one for each kind of class it speaks of."""
