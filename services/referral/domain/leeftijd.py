# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Until which age youth help may be given: dated rules (R-12; art. 1.1 Jeugdwet)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.referral.domain.machtiging import add_months

Kader = Literal["jeugdhulp", "pleegzorg", "strafrecht"]

_JAAR = 12
_BEGIN = date(2015, 1, 1)
"""The Jeugdwet is in force since."""


@dataclass(frozen=True, slots=True)
class Grens:
    """Help ends the day before the birthday at this age; None has no limit.

    `verlengd` is the age where help was decided on before 18, or is taken up again within half a
    year. Valid from `geldig_van` until the next of its kind.
    """

    kader: Kader
    tot: int | None
    verlengd: int | None
    geldig_van: date
    bron: str


GRENZEN = (
    Grens("jeugdhulp", 18, 23, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
    Grens("pleegzorg", 18, 23, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
    Grens("pleegzorg", 21, 23, date(2018, 7, 1), "pleegzorg standaard tot 21 jaar"),
    Grens("strafrecht", None, None, _BEGIN, "Jeugdwet artikel 1.1, jeugdige"),
)


def limit_on(kader: Kader, dag: date) -> Grens | None:
    """The rule that holds on a day; None before the law was there."""
    held = [grens for grens in GRENZEN if grens.kader == kader and grens.geldig_van <= dag]
    return max(held, key=lambda grens: grens.geldig_van, default=None)


def last_day(grens: Grens, geboortedatum: date, *, verlengd: bool) -> date | None:
    """The last day of help under this rule; None without a limit."""
    age = grens.verlengd if verlengd else grens.tot
    if age is None:
        return None
    return add_months(geboortedatum, _JAAR * age) - timedelta(days=1)
