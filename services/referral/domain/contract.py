# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral knows of contracts: which products, between whom, and how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contractproduct:
    """A product in a contract between a gemeente and an aanbieder, with the contract's term."""

    categorie: str
    code: str
    eenheid: str
    geldig_van: date
    geldig_tot: date | None

    def runs_on(self, day: date) -> bool:
        """Does the contract run on that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)


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
