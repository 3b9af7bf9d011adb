# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys by which a lump sum is split over gemeenten beforehand, and what may be wrong with them.

Pure (C-10). Amounts are cents; weights of the parts of a mixture are thousandths of the whole, and
a fixed share is in thousandths of a percent. Nothing is rounded before the cents are split.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from libs.common.shares import split_by_weight
from services.contract.domain.contracten import TAAK, Contract
from services.contract.domain.geldigheid import Fault, Geldigheid

Sleutelsoort = Literal[
    "vast",
    "clienten",
    "besteding",
    "clienten-driejaars",
    "besteding-driejaars",
    "jeugd",
    "gemeentefonds",
]

JAREN: Mapping[Sleutelsoort, int] = {
    "clienten": 1,
    "besteding": 1,
    "clienten-driejaars": 3,
    "besteding-driejaars": 3,
}
"""Years that the figures of a kind are about; those of the others are of one day."""

GEHEEL = 1000
"""Weights of the parts add up to it."""
VAST_GEHEEL = 100_000
"""Fixed shares add up to it."""


@dataclass(frozen=True, slots=True)
class Sleuteldeel:
    """One key in the mixture with its table: for each gemeente a figure per year of `jaren`."""

    soort: Sleutelsoort
    gewicht: int
    bron: str
    peildatum: date
    jaren: tuple[int, ...]
    invoer: Mapping[str, tuple[int, ...]]

    def aandelen(self) -> dict[str, Fraction]:
        """Share per gemeente: of several years the sums, which weigh as their averages do."""
        sums = {code: sum(figures) for code, figures in self.invoer.items()}
        total = sum(sums.values())
        return {code: Fraction(one, total) for code, one in sums.items()}


@dataclass(frozen=True)
class Verdeelsleutel:
    """The budget of a year before indexation, its index in percent, and the mixture of keys."""

    jaar: int
    bedrag: int
    index: Decimal
    delen: tuple[Sleuteldeel, ...]

    @property
    def budget(self) -> int:
        """Indexed, half-up to the cent."""
        exact = self.bedrag * (1 + self.index / 100)
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    @cached_property
    def aandelen(self) -> dict[str, Fraction]:
        """Share per gemeente over all parts; together exactly one."""
        found: dict[str, Fraction] = {}
        for deel in self.delen:
            for code, aandeel in deel.aandelen().items():
                own = Fraction(deel.gewicht, GEHEEL) * aandeel
                found[code] = found.get(code, Fraction(0)) + own
        return found

    @property
    def bijdragen(self) -> dict[str, int]:
        """Cents per gemeente; together exactly the budget."""
        scale = lcm(*(one.denominator for one in self.aandelen.values()))
        weights = {code: int(one * scale) for code, one in self.aandelen.items()}
        return split_by_weight(self.budget, weights)


def sleutel_faults(sleutel: Verdeelsleutel, contract: Contract) -> Iterator[Fault]:
    """Everything wrong with a key for a contract."""
    if not contract.geldig.overlaps(
        Geldigheid(date(sleutel.jaar, 1, 1), date(sleutel.jaar, 12, 31))
    ):
        reason = f"ligt buiten de looptijd van het contract ({contract.geldig})"
        yield Fault("jaar", "buiten-contract", reason)
    if not sleutel.budget:
        yield Fault("bedrag", "zonder-budget", "laat niets over om te verdelen")
    total = sum(deel.gewicht for deel in sleutel.delen)
    if total != GEHEEL:
        yield Fault("delen", "som", f"wegen samen {total} promille in plaats van {GEHEEL}")
    kinds = [deel.soort for deel in sleutel.delen]
    for number, deel in enumerate(sleutel.delen):
        place = f"delen[{number}]"
        if deel.soort in kinds[:number]:
            yield Fault(f"{place}.soort", "dubbel", "staat al in deze sleutel")
        yield from _jaren_faults(deel, sleutel.jaar, place)
        yield from _invoer_faults(deel, contract.gemeentecodes, place)


def is_taakgericht(contract: Contract) -> bool:
    """Something in it is paid as a lump sum."""
    return any(product.variant == TAAK for product in contract.producten)


def _jaren_faults(deel: Sleuteldeel, jaar: int, place: str) -> Iterator[Fault]:
    wanted = JAREN.get(deel.soort, 0)
    row = tuple(range(deel.jaren[0], deel.jaren[0] + wanted)) if deel.jaren else ()
    if len(deel.jaren) != wanted or deel.jaren != row:
        told = "geen jaren" if not wanted else "één jaar" if wanted == 1 else "drie jaren op rij"
        yield Fault(f"{place}.jaren", "past-niet-bij-soort", f"noemt bij {deel.soort} {told}")
    elif wanted == 1 and deel.jaren != (jaar - 1,):
        yield Fault(f"{place}.jaren", "ander-jaar", f"is het jaar voor {jaar}")
    elif wanted and deel.jaren[-1] >= jaar:
        yield Fault(f"{place}.jaren", "ander-jaar", f"ligt voor {jaar}")


def _invoer_faults(deel: Sleuteldeel, codes: Sequence[str], place: str) -> Iterator[Fault]:
    for code in sorted(set(codes) - deel.invoer.keys()):
        yield Fault(f"{place}.invoer.{code}", "ontbreekt", "staat in het contract en niet hier")
    for code in sorted(deel.invoer.keys() - set(codes)):
        yield Fault(f"{place}.invoer.{code}", "niet-onder-contract", "is niet in het contract")
    columns = max(1, len(deel.jaren))
    for code, figures in sorted(deel.invoer.items()):
        if len(figures) != columns:
            reason = f"heeft {columns} waarde(n) nodig"
            yield Fault(f"{place}.invoer.{code}", "aantal", reason)
    total = sum(sum(figures) for figures in deel.invoer.values())
    if deel.soort == "vast" and total != VAST_GEHEEL:
        reason = f"telt op tot {total} duizendsten van een procent in plaats van {VAST_GEHEEL}"
        yield Fault(f"{place}.invoer", "som", reason)
    elif not total:
        yield Fault(f"{place}.invoer", "zonder-gewicht", "heeft geen enkel gewicht")
