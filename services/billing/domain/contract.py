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
    uitloop_tot: date | None = None

    def runs_on(self, day: date) -> bool:
        """Does the contract run on that day?"""
        return self.geldig_van <= day and (self.geldig_tot is None or day <= self.geldig_tot)

    def runs_off_on(self, day: date) -> bool:
        """Is the contract over on that day, while what was awarded under it may be finished?"""
        over = self.geldig_tot is not None and day > self.geldig_tot
        return over and self.uitloop_tot is not None and day <= self.uitloop_tot

    def tarief_on(self, day: date, awarded_on: date | None = None) -> Tarief | None:
        """The tariff of that day; of two that overlap, the one that started last.

        In the run-off that is the tariff of the last day of the contract, for help that was
        `awarded_on` a day of the contract (C-12). A tariff without an end ends with its contract.
        """
        if self.runs_off_on(day) and self.geldig_tot is not None:
            known = awarded_on is not None and awarded_on <= self.geldig_tot
            return self._covering(day) or self._covering(self.geldig_tot) if known else None
        return self._covering(day) if self.runs_on(day) else None

    def tarief_continued_on(self, day: date) -> Tarief | None:
        """The tariff of that day for help that goes on elsewhere after a move (R-20).

        As if it had stayed; once the contract is over, the tariff of its last day.
        """
        if self.geldig_tot is not None and day > self.geldig_tot:
            return self._covering(day) or self._covering(self.geldig_tot)
        return self._covering(day) if self.runs_on(day) else None

    def _covering(self, day: date) -> Tarief | None:
        current = [tarief for tarief in self.tarieven if tarief.covers(day)]
        return max(current, key=lambda tarief: tarief.geldig_van, default=None)


def choose_product(candidates: tuple[Contractproduct, ...], day: date) -> Contractproduct | None:
    """Of the contracts that hold the same product: one that runs and has a tariff, latest first.

    A contract in its run-off comes after all that run, and before those that are over.
    """

    def preference(product: Contractproduct) -> tuple[bool, bool, bool, date, str]:
        runs, priced = product.runs_on(day), product.tarief_on(day) is not None
        return runs, priced, product.runs_off_on(day), product.geldig_van, product.product_id

    if len(candidates) == 1:
        return candidates[0]
    return max(candidates, key=preference, default=None)
