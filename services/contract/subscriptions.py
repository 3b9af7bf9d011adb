# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What contract listens to: what billing approved, and who is counted in it."""

from libs.common.consume import Subscriptions, Together
from libs.common.contracts import (
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    DeclaratieBeoordeeld,
)
from services.contract.projections import (
    project_bestedingen,
    project_correcties,
    project_vernietigingen,
)

SUBSCRIPTIONS: Subscriptions = {
    # First: all that is handled with it waits for it, and never it for that.
    "jeugdregio.vernietiging": {ClientgegevensVernietigd: Together(project_vernietigingen)},
    "jeugdregio.toewijzing": {ClientGecorrigeerd: Together(project_correcties)},
    "jeugdregio.declaratie": {DeclaratieBeoordeeld: Together(project_bestedingen)},
}
