# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral knows of contracts: which products, between whom, and how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from services.referral.domain.toewijzing import Toekenning


@dataclass(frozen=True, slots=True)
class Contractproduct:
    """A product in a contract between a gemeente and an aanbieder, with the contract's term.

    Until `uitloop_tot` help that was awarded in that term is finished (C-12).
    """

    categorie: str
    code: str
    eenheid: str | None
    """None for what is paid taakgericht."""

    geldig_van: date
    geldig_tot: date | None
    uitloop_tot: date | None = None
    contract_id: str = ""

    def amended(self, van: date | None, tot: date | None) -> "Contractproduct":
        """With a first or last day of its own after an amendment (C-04).

        What ended so has no run-off: it goes on in another unit, under another product.
        """
        first = self.geldig_van if van is None else max(self.geldig_van, van)
        if tot is None or (self.geldig_tot is not None and self.geldig_tot <= tot):
            return replace(self, geldig_van=first)
        return replace(self, geldig_van=first, geldig_tot=tot, uitloop_tot=None)

    def runs_on(self, day: date) -> bool:
        """Does the contract run on that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)

    def finishes_on(self, day: date) -> bool:
        """Does it run then, or is what was awarded under it finished then?"""
        if self.runs_on(day):
            return True
        return self.uitloop_tot is not None and self.geldig_van <= day <= self.uitloop_tot

    def fits(self, toekenning: Toekenning) -> bool:
        """Specific help by product and unit, aspecific by category, generic any product."""
        if toekenning.categorie is None:
            return True
        if toekenning.code is None:
            return self.categorie == toekenning.categorie
        eenheid = toekenning.omvang.eenheid if toekenning.omvang else None
        same = (self.categorie, self.code) == (toekenning.categorie, toekenning.code)
        return same and self.eenheid in (None, eenheid)


def under_contract(toekenning: Toekenning, day: date, producten: Iterable[Contractproduct]) -> bool:
    """Does one of these, in its unit, run on that day?"""
    return any(one.fits(toekenning) and one.runs_on(day) for one in producten)


Grond = Literal["verhuizing", "kinderbescherming", "crisis", "passende-hulp"]

GRONDEN: Mapping[Grond, str] = MappingProxyType(
    {
        "verhuizing": "Hulp gaat na een verhuizing hoogstens een jaar door (art. 2.7a Jeugdwet).",
        "kinderbescherming": "Een maatregel of jeugdreclassering wordt altijd uitgevoerd, met de "
        "hulp die de gecertificeerde instelling nodig acht (art. 2.4 en 3.5 Jeugdwet).",
        "crisis": "Hulp die onmiddellijk nodig is, wacht op geen contract (art. 2.6 Jeugdwet).",
        "passende-hulp": "Geen gecontracteerde aanbieder kan deze hulp bieden (art. 2.3 Jeugdwet).",
    }
)
"""On which the law has a gemeente award help beside its contracts, told to people."""

_CATEGORIEEN: Mapping[Grond, frozenset[str | None]] = MappingProxyType(
    {"crisis": frozenset({"46"})}
)
"""Grounds that are for some categories of help only (JZ020)."""


@dataclass(frozen=True, slots=True)
class Afwijking:
    """Help that is awarded beside the contracts: on which ground, and why in this case."""

    grond: Grond
    motivering: str

    def fits(self, toekenning: Toekenning) -> bool:
        """Crisis and measures have categories of their own; the other grounds are for any help."""
        only = _CATEGORIEEN.get(self.grond)
        return only is None or toekenning.categorie in only


@dataclass(frozen=True, slots=True)
class Productlijst:
    """The product codes in the contracts of a gemeente, with the categories they stand under."""

    categorieen: Mapping[str, frozenset[str]]

    def fits(self, categorie: str | None, code: str | None) -> bool:
        """Does the code belong to the category (TR381)?

        A code that no contract of the gemeente lists is one of a national or older list: those
        begin with their category.
        """
        if code is None:
            return True
        known = self.categorieen.get(code)
        return code[:2] == categorie if known is None else categorie in known
