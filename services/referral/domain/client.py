# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A client as a gemeente knows it from the BRP: who it is and where it lives."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Grond = Literal["geen-bsn", "geheim-adres", "veiligheid"]
"""Why no message may be about a client (OP003): there is no BSN, or the risk is too great."""


@dataclass(frozen=True, slots=True)
class Naam:
    """A person's own name, as in the BRP."""

    achternaam: str
    voorvoegsel: str | None = None
    voornamen: str | None = None
    voorletters: str | None = None


@dataclass(frozen=True, slots=True)
class Adres:
    """A BRP address in the Netherlands, and in which gemeente that is when it was told."""

    straatnaam: str
    huisnummer: int
    postcode: str
    plaatsnaam: str
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    gemeentecode: str | None = None


@dataclass(frozen=True, slots=True)
class Relatie:
    """Somebody around a client, or an organisation, whose name is then the `achternaam` (IV045).

    `soort` is a code of COD472; `nummer` is given once and stays (OP071), empty until then.
    """

    soort: str
    naam: Naam
    nummer: str = ""
    gezag: bool = False
    organisatie: bool = False
    geboortedatum: date | None = None
    geslacht: str | None = None
    adres: Adres | None = None
    telefoonnummer: str | None = None
    landnummer: str | None = None
    emailadres: str | None = None


@dataclass(frozen=True, slots=True)
class Persoon:
    """What is kept sealed; `adres` is None as long as only a message told of the client.

    `buiten_berichten` keeps every message about the client back: then nothing has its address.
    `gezag_zelf` is a client that has the authority itself (OP001); `laatste_relatie` is the last
    number that a relatie was given, which no other gets when that one is gone (OP071).
    """

    geboortedatum: date
    geslacht: str
    naam: Naam
    adres: Adres | None = None
    datum_gebruik: str | None = None
    buiten_berichten: Grond | None = None
    relaties: tuple[Relatie, ...] = ()
    gezag_zelf: bool = False
    laatste_relatie: int = 0


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one gemeente; `pseudoniem` is the one that travels in events.

    One without a `bsn` goes by a reference that the gemeente and the aanbieder agreed on.
    """

    id: str
    gemeentecode: str
    versie: int
    pseudoniem: str
    bsn: str | None
    persoon: Persoon

    @property
    def in_berichten(self) -> bool:
        """Is there a BSN, and no reason to keep messages back (OP003)?"""
        return self.bsn is not None and self.persoon.buiten_berichten is None

    @property
    def geboortemaand(self) -> str:
        """Year and month, all that events tell of the birth date."""
        return f"{self.persoon.geboortedatum:%Y-%m}"
