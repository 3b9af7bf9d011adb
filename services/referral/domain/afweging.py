# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which form of stay comes first when a child cannot live at home (R-16; art. 2.3 lid 6 Jeugdwet).

Matched care, not stepped care: a heavy form may be the first, with a reason for each that it skips.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Trede = Literal[
    "netwerk",
    "netwerkpleegzorg",
    "pleegzorg",
    "gezinshuis",
    "kleinschalig",
    "instelling",
    "gesloten",
]
VOORKEUR: tuple[Trede, ...] = (
    "netwerk",
    "netwerkpleegzorg",
    "pleegzorg",
    "gezinshuis",
    "kleinschalig",
    "instelling",
    "gesloten",
)
"""From a place in the network to closed care."""

Reden = Literal[
    "niet-beschikbaar",
    "zorgzwaarte",
    "veiligheid",
    "eerder-mislukt",
    "wens-jeugdige",
    "gezin-bij-elkaar",
    "machtiging",
]


@dataclass(frozen=True, slots=True)
class Overgeslagen:
    """A form that comes earlier, and why it was not chosen."""

    vorm: Trede
    reden: Reden


@dataclass(frozen=True, slots=True)
class Afweging:
    """The choice for a child as it was made; another one is a new one."""

    id: str
    gemeentecode: str
    client_id: str
    vorm: Trede
    overgeslagen: tuple[Overgeslagen, ...]
    toelichting: str | None
    versie: int
    gewijzigd_op: datetime

    def bezwaren(self) -> Iterator[tuple[str, str]]:
        """Each form that was skipped without a reason, and each that was not skipped."""
        before = VOORKEUR[: VOORKEUR.index(self.vorm)]
        named = [one.vorm for one in self.overgeslagen]
        for vorm in before:
            if vorm not in named:
                yield "overgeslagen", f"noemt geen reden om {vorm} over te slaan"
        for vorm in sorted(set(named) - set(before)):
            yield "overgeslagen", f"noemt {vorm}, dat niet voor {self.vorm} komt"
        if len(set(named)) < len(named):
            yield "overgeslagen", "noemt een vorm twee keer"


def needs_reasons(vorm: str | None) -> bool:
    """Does a stay of this form skip another?"""
    return vorm is not None and vorm != VOORKEUR[0]
