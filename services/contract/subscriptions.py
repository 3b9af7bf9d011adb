# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract listens to: what billing approved."""

from libs.common.consume import Subscriptions
from libs.common.contracts import DeclaratieBeoordeeld
from services.contract.projections import besteding_of

SUBSCRIPTIONS: Subscriptions = {"jeugdregio.declaratie": {DeclaratieBeoordeeld: besteding_of}}
