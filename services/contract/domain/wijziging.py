# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Amendments of a contract: another variant of a product from a day on (C-04). Pure.

A product is paid by effort or by output, and may change between the two. To or from a lump sum it
may not: that is another assignment, which is procured anew (CS 1.4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.contract.domain.contracten import TAAK, Product, Tarief, Variant, product_faults
from services.contract.domain.geldigheid import Fault, Geldigheid


@dataclass(frozen=True, slots=True)
class Omzetting:
    """What a product becomes, with its tariffs from the day on."""

    product_id: str
    variant: Variant
    eenheid: str | None
    tarieven: tuple[Tarief, ...]

    def of(self, product: Product) -> Product:
        """The same product as it is from then on."""
        return replace(
            product, variant=self.variant, eenheid=self.eenheid, tarieven=self.tarieven
        ).in_order()


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One amendment: from which day, why, and what changes."""

    ingang: date
    grond: str
    omzettingen: tuple[Omzetting, ...]


def until(product: Product, ingang: date) -> Product:
    """The product as it was: its tariffs end on the day before."""
    last = ingang - timedelta(days=1)
    kept = (one for one in product.tarieven if one.geldig.van <= last)
    return replace(product, tarieven=tuple(_cut(one, last) for one in kept))


def wijziging_faults(
    wijziging: Wijziging, held: Mapping[str, Product], contract: Geldigheid, today: date
) -> Iterator[Fault]:
    """Everything wrong; `held` are the products of the contract by id, as they now are."""
    if wijziging.ingang < today:
        reason = "ligt in het verleden: wat is gedeclareerd blijft zoals het was afgesproken"
        yield Fault("ingangsdatum", "verleden", reason)
    if not contract.holds_on(wijziging.ingang):
        reason = f"ligt buiten de looptijd van het contract ({contract})"
        yield Fault("ingangsdatum", "buiten-contract", reason)
    seen: set[str] = set()
    for number, one in enumerate(wijziging.omzettingen):
        place = f"producten[{number}]"
        product = held.get(one.product_id)
        if product is None:
            yield Fault(f"{place}.productId", "onbekend", "staat niet in het contract")
        elif one.product_id in seen:
            yield Fault(f"{place}.productId", "dubbel", "staat al in deze wijziging")
        else:
            yield from _omzetting_faults(one, product, wijziging.ingang, contract, place)
        seen.add(one.product_id)


def _omzetting_faults(
    one: Omzetting, product: Product, ingang: date, contract: Geldigheid, place: str
) -> Iterator[Fault]:
    if TAAK in (one.variant, product.variant):
        reason = "gaat niet van of naar taakgericht: dat is een andere opdracht (CS 1.4)"
        yield Fault(f"{place}.variant", "taakgericht", reason)
        return
    if (one.variant, one.eenheid) == (product.variant, product.eenheid):
        yield Fault(f"{place}.variant", "ongewijzigd", "is met deze eenheid al zo")
    if not any(tarief.geldig.van < ingang for tarief in product.tarieven):
        reason = "heeft voor de ingangsdatum geen tarief dat kan eindigen"
        yield Fault(f"{place}.productId", "zonder-tarief", reason)
    yield from product_faults(one.of(product), contract, f"{place}.")
    starts = [tarief.geldig.van for tarief in one.tarieven]
    if starts and min(starts) != ingang:
        yield Fault(f"{place}.tarieven", "begin", f"begint niet op {ingang}")


def _cut(tarief: Tarief, last: date) -> Tarief:
    if tarief.geldig.tot is not None and tarief.geldig.tot <= last:
        return tarief
    return replace(tarief, geldig=Geldigheid(tarief.geldig.van, last))
