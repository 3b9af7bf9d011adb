# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""State machines as data: which step leads from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass


class VerkeerdeStap(Exception):
    """A step that cannot be taken from here; the text says in Dutch which ones can."""


@dataclass(frozen=True, slots=True)
class Verloop:
    """`stappen` maps (toestand, handeling) to the toestand that follows; nothing else goes."""

    naam: str
    begin: str
    stappen: Mapping[tuple[str, str], str]

    @property
    def toestanden(self) -> tuple[str, ...]:
        """Every state, in order of appearance."""
        return tuple(dict.fromkeys((self.begin, *self.stappen.values())))

    @property
    def handelingen(self) -> tuple[str, ...]:
        """Every step, in order of appearance."""
        return tuple(dict.fromkeys(handeling for _, handeling in self.stappen))

    def mogelijk(self, toestand: str) -> tuple[str, ...]:
        """The steps that can be taken from a state."""
        return tuple(handeling for van, handeling in self.stappen if van == toestand)

    def volgende(self, toestand: str, handeling: str) -> str:
        """The state after the step; `VerkeerdeStap` when it cannot be taken."""
        naar = self.stappen.get((toestand, handeling))
        if naar is None:
            wel = ", ".join(f"'{stap}'" for stap in self.mogelijk(toestand)) or "niets meer"
            raise VerkeerdeStap(
                f"'{handeling}' kan niet in toestand '{toestand}' van deze {self.naam}. Wel: {wel}."
            )
        return naar
