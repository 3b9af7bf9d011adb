# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stands beside a toewijzing and bounds what is paid on it: pgb's and plafonds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pgb:
    """One version of a budget of a client to buy help with; without `code` for the category."""

    pgb_id: str
    versie: int
    client_pseudoniem: str
    categorie: str
    code: str | None
    begindatum: date
    einddatum: date | None

    def excludes(self, product: tuple[str, str], begin: date, end: date) -> bool:
        """Is this product bought with the budget on some day of the period (OP043)?"""
        same = self.categorie == product[0] and self.code in (None, product[1])
        taken_back = self.einddatum is not None and self.einddatum < self.begindatum
        goes_on = self.einddatum is None or begin <= self.einddatum
        return same and goes_on and not taken_back and self.begindatum <= end


PlafondSleutel = tuple[str, int]
"""Contract and calendar year of the care."""


@dataclass(frozen=True, slots=True)
class Plafond:
    """One version of the most that is paid under a contract for care of a year, in cents."""

    contract_id: str
    jaar: int
    versie: int
    bedrag: int

    @property
    def sleutel(self) -> PlafondSleutel:
        """What there is one ceiling of."""
        return self.contract_id, self.jaar
