# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The decision of a GI that help is needed in a measure (R-05; article 3.5 Jeugdwet)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from libs.ijw.calendar import add_working_days

Maatregel = Literal["ots", "voogdij", "jeugdreclassering"]
Overleg = Literal["akkoord", "bezwaar", "geen-reactie"]

VERZOEK_WERKDAGEN = 5
"""Working days from the decision of the court in which a GI is to ask for a toewijzing."""


@dataclass(frozen=True, slots=True)
class Bepaling:
    """The measure on a decision of the court, and what the college said: it has no veto."""

    maatregel: Maatregel
    beschikking_datum: date
    overleg_datum: date
    overleg_uitkomst: Overleg

    def bezwaren(self) -> Iterator[tuple[str, str]]:
        """Each thing that is wrong with it: its field, and why."""
        if self.overleg_datum < self.beschikking_datum:
            yield "bepaling.overlegDatum", "ligt voor de beschikking van de rechter"

    def request_due(self) -> date:
        """The last day on which the request is in time; later is told, and not refused."""
        return add_working_days(self.beschikking_datum, VERZOEK_WERKDAGEN)
