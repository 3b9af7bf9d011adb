# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far a region keeps the agreements of a norm, and whether it is large enough (B.8). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

Oordeel = Literal["nee", "deels", "ja"]
OORDELEN: tuple[Oordeel, ...] = ("nee", "deels", "ja")
"""A judgement is told as its place in this row."""
ROBUUST = 60_000
"""Young people that a region needs to be robust."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Agreements or criteria by their key, each with a short name of ours."""

    naam: str
    onderdelen: Mapping[str, str]


NORMEN: Mapping[str, Norm] = MappingProxyType(
    {
        "nvo": Norm(
            "Norm voor Opdrachtgeverschap",
            {
                "1": "Regiovisie",
                "2": "Samenwerking in de regio",
                "3": "Toegang en verwijzers",
                "4": "Eén aanspreekpunt van de regio",
                "5": "Continuïteit en vroegsignalering",
                "6": "Uitvoeringsvarianten en contractvoorwaarden",
                "7": "Zorgvuldige inkoop",
                "8": "Reële tarieven",
            },
        ),
        "basis-op-orde": Norm(
            "Basis op orde",
            {
                "expertteam": "Er is een expertteam",
                "wachtlijsten": "Er zijn afspraken over wachtlijsten",
                "meerjarige-contracten": "Contracten zijn meerjarig",
                "uitvoeringsvarianten": "De uitvoeringsvarianten worden gebruikt",
                "visie-lokale-teams": "Er is een visie op lokale teams",
            },
        ),
    }
)
"""By the kind under which judgements of them are told."""


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """A judgement with its evidence, of a day."""

    oordeel: Oordeel
    bewijs: str
    datum: date
    bron: str


@dataclass(frozen=True, slots=True)
class Scorekaart:
    """A norm with what was judged of it; what nobody judged is not there."""

    soort: str
    norm: Norm
    beoordelingen: Mapping[str, Beoordeling]

    def aantal(self, oordeel: Oordeel) -> int:
        """How many of its parts were judged so."""
        return sum(one.oordeel == oordeel for one in self.beoordelingen.values())

    @property
    def voldoet(self) -> bool | None:
        """All of it is kept; None as long as nothing speaks against it and not all is judged."""
        if len(self.beoordelingen) > self.aantal("ja"):
            return False
        return True if len(self.beoordelingen) == len(self.norm.onderdelen) else None


def is_robuust(jeugdigen: int) -> bool:
    """A region with so many young people can carry what is scarce by itself."""
    return jeugdigen >= ROBUUST
