# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A client as a gemeente knows it from the BRP: who it is and where it lives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Naam:
    """A person's own name, as in the BRP."""

    achternaam: str
    voorvoegsel: str | None = None
    voornamen: str | None = None
    voorletters: str | None = None


@dataclass(frozen=True, slots=True)
class Adres:
    """A BRP address in the Netherlands."""

    straatnaam: str
    huisnummer: int
    postcode: str
    plaatsnaam: str
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None


@dataclass(frozen=True, slots=True)
class Persoon:
    """What is kept sealed; `adres` is None as long as only a message told of the client."""

    geboortedatum: date
    geslacht: str
    naam: Naam
    adres: Adres | None = None
    datum_gebruik: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one gemeente; `pseudoniem` is the one that travels in events."""

    id: str
    gemeentecode: str
    versie: int
    pseudoniem: str
    bsn: str
    persoon: Persoon

    @property
    def geboortemaand(self) -> str:
        """Year and month, all that events tell of the birth date."""
        return f"{self.persoon.geboortedatum:%Y-%m}"
