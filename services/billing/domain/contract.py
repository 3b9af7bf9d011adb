# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is contracted with an aanbieder: products and their tariffs."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit, from `geldig_van` up to and including `geldig_tot`."""

    bedrag: int
    geldig_van: date
    geldig_tot: date | None

    def covers(self, day: date) -> bool:
        """Is this the tariff of that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)


@dataclass(frozen=True, slots=True)
class Contractproduct:
    """A product in a contract between the aanbieder and the gemeente, with the contract's term."""

    contract_id: str
    contract_versie: int
    product_id: str
    versie: int
    categorie: str
    code: str
    variant: str
    eenheid: str | None
    tarieven: tuple[Tarief, ...]
    geldig_van: date
    geldig_tot: date | None

    def runs_on(self, day: date) -> bool:
        """Does the contract run on that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)

    def tarief_on(self, day: date) -> Tarief | None:
        """The tariff of that day; of two that overlap, the one that started last."""
        current = [tarief for tarief in self.tarieven if tarief.covers(day)]
        return max(current, key=lambda tarief: tarief.geldig_van, default=None)


def choose_product(candidates: tuple[Contractproduct, ...], day: date) -> Contractproduct | None:
    """Of the contracts that hold the same product: one that runs and has a tariff, latest first."""

    def preference(product: Contractproduct) -> tuple[bool, bool, date, str]:
        priced = product.tarief_on(day) is not None
        return product.runs_on(day), priced, product.geldig_van, product.product_id

    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=preference, default=None)
