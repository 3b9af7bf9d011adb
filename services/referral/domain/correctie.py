# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Correcting what is kept of a client (art. 16 AVG): what is asked, and what it changes."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from services.referral.domain.client import Adres, Client, Naam, Persoon

Reden = Literal["onjuist-vastgelegd", "brp-gecorrigeerd", "verwisseld", "dubbel-vastgelegd"]
"""Noted wrongly here; corrected in the BRP; somebody else's data; one person noted twice."""


@dataclass(frozen=True, slots=True)
class Correctie:
    """What is right, as far as it is told; `bron` refers to the document that shows it.

    `samenvoegen_met` is the client that has the right BSN already, and is the same person.
    """

    reden: Reden
    bron: str
    bsn: str | None = None
    geboortedatum: date | None = None
    geslacht: str | None = None
    naam: Naam | None = None
    adres: Adres | None = None
    samenvoegen_met: str | None = None

    def of(self, known: Persoon) -> Persoon:
        """The person with what is right."""
        return replace(
            known,
            geboortedatum=self.geboortedatum or known.geboortedatum,
            geslacht=self.geslacht or known.geslacht,
            naam=self.naam or known.naam,
            adres=self.adres or known.adres,
        )


@dataclass(frozen=True, slots=True)
class Gewijzigd:
    """A field that was corrected; values only of what identifies nobody by itself."""

    veld: str
    oud: str | None = None
    nieuw: str | None = None


@dataclass(frozen=True, slots=True)
class Gecorrigeerd:
    """A correction that was made: by whom, why, and which version of the client came of it."""

    id: str
    gemeentecode: str
    client_id: str
    versie: int
    reden: Reden
    bron: str
    door: str
    gewijzigd: tuple[Gewijzigd, ...]
    gecorrigeerd_op: datetime


def merged(one: Persoon, other: Persoon) -> Persoon:
    """One person of two records: `one`, or `other` where only that was registered.

    Who has authority comes of the other where it does not say it (OP002); a number that a relatie
    of either was given is given to no other (OP071).
    """
    base, rest = (one, other) if one.adres else (other, one)
    told = base if base.relaties or base.gezag_zelf else rest
    return replace(
        base,
        relaties=told.relaties,
        gezag_zelf=told.gezag_zelf,
        laatste_relatie=max(one.laatste_relatie, other.laatste_relatie),
    )


def changes(before: Client, after: Client) -> tuple[Gewijzigd, ...]:
    """What differs: of BSN, name, address and day of birth only that they do."""
    old, new = before.persoon, after.persoon
    found = [
        Gewijzigd("bsn", before.pseudoniem, after.pseudoniem) if before.bsn != after.bsn else None,
        Gewijzigd("geboortedatum", before.geboortemaand, after.geboortemaand)
        if old.geboortedatum != new.geboortedatum
        else None,
        Gewijzigd("geslacht", old.geslacht, new.geslacht) if old.geslacht != new.geslacht else None,
        Gewijzigd("naam") if old.naam != new.naam else None,
        Gewijzigd("adres", _gemeente(old), _gemeente(new)) if old.adres != new.adres else None,
    ]
    return tuple(one for one in found if one is not None)


def _gemeente(persoon: Persoon) -> str | None:
    return persoon.adres.gemeentecode if persoon.adres else None
