# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Amendments of a contract: variants of products, its term, or its gemeenten (C-04). Pure.

A product is paid by effort or by output, and may change between the two. To or from a lump sum it
may not: that is another assignment, which is procured anew (CS 1.4). Other gemeenten are for a
contract that follows on this one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.contract.domain.contracten import (
    TAAK,
    Contract,
    Product,
    Tarief,
    Variant,
    product_faults,
    uitloop_faults,
)
from services.contract.domain.geldigheid import Fault, Geldigheid

_DAY = timedelta(days=1)


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
class Looptijd:
    """Another last day of the contract, and until when what then runs is finished."""

    tot: date | None
    uitloop_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Deelname:
    """All gemeenten that go on, and until when those that leave finish what runs."""

    gemeentecodes: tuple[str, ...]
    uitloop_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One amendment: from which day, why, and the one thing that changes."""

    ingang: date
    grond: str
    omzettingen: tuple[Omzetting, ...] = ()
    looptijd: Looptijd | None = None
    deelname: Deelname | None = None


def until(product: Product, ingang: date) -> Product:
    """The product as it was: it and its tariffs end on the day before."""
    return replace(_shortened(product, ingang - _DAY), tot=ingang - _DAY)


def with_looptijd(contract: Contract, looptijd: Looptijd) -> Contract:
    """The contract with another end; a tariff without an end of its own follows it."""
    producten = contract.producten
    if looptijd.tot is not None:
        producten = tuple(_within(one, looptijd.tot) for one in producten)
    geldig = replace(contract.geldig, tot=looptijd.tot)
    return replace(contract, geldig=geldig, uitloop_tot=looptijd.uitloop_tot, producten=producten)


def successor(contract: Contract, ingang: date, deelname: Deelname) -> Contract:
    """The contract that goes on from a day for other gemeenten, with the products of that day."""
    going_on = (one for one in contract.producten if one.tot is None or one.tot >= ingang)
    return replace(
        contract,
        gemeentecodes=deelname.gemeentecodes,
        geldig=replace(contract.geldig, van=ingang),
        producten=tuple(_from(one, ingang) for one in going_on),
    )


def wijziging_faults(
    wijziging: Wijziging, held: Mapping[str, Product], contract: Contract, today: date
) -> Iterator[Fault]:
    """Everything wrong; `held` are the products of the contract by id, as they now are."""
    if wijziging.ingang < today:
        reason = "ligt in het verleden: wat is gedeclareerd blijft zoals het was afgesproken"
        yield Fault("ingangsdatum", "verleden", reason)
    if not contract.geldig.holds_on(wijziging.ingang):
        reason = f"ligt buiten de looptijd van het contract ({contract.geldig})"
        yield Fault("ingangsdatum", "buiten-contract", reason)
    parts = (wijziging.omzettingen, wijziging.looptijd, wijziging.deelname)
    if sum(map(bool, parts)) != 1:
        reason = "een wijziging gaat over producten, looptijd of gemeenten: precies één ervan"
        yield Fault("producten", "een-tegelijk", reason)
    yield from _omzettingen_faults(wijziging, held, contract.geldig)
    if wijziging.looptijd is not None:
        yield from _looptijd_faults(wijziging.looptijd, wijziging.ingang, contract)
    if wijziging.deelname is not None:
        yield from _deelname_faults(wijziging.deelname, wijziging.ingang, contract)


def _omzettingen_faults(
    wijziging: Wijziging, held: Mapping[str, Product], contract: Geldigheid
) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, one in enumerate(wijziging.omzettingen):
        place = f"producten[{number}]"
        product = held.get(one.product_id)
        if product is None:
            yield Fault(f"{place}.productId", "onbekend", "staat niet in het contract")
        elif one.product_id in seen:
            yield Fault(f"{place}.productId", "dubbel", "staat al in deze wijziging")
        elif product.tot is not None:
            reason = f"is geëindigd met {product.tot}; wijzig het product dat erop volgde"
            yield Fault(f"{place}.productId", "geeindigd", reason)
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


def _looptijd_faults(looptijd: Looptijd, ingang: date, contract: Contract) -> Iterator[Fault]:
    name, tot = "looptijd.geldigTot", looptijd.tot
    if looptijd == Looptijd(contract.geldig.tot, contract.uitloop_tot):
        yield Fault(name, "ongewijzigd", "is al zo")
    if looptijd.uitloop_tot is not None:
        term = replace(contract.geldig, tot=tot)
        yield from uitloop_faults(looptijd.uitloop_tot, term, "looptijd.")
    if tot is None:
        return
    if tot < ingang:
        yield Fault(name, "volgorde", "ligt voor de ingangsdatum")
        return
    for product in contract.producten:
        if product.van is not None and product.van > tot:
            reason = f"ligt voor {product.van}: dan begint {product.code} in een andere variant"
            yield Fault(name, "wijziging-erna", reason)
        elif product.tarieven and not _within(product, tot).tarieven:
            yield Fault(name, "zonder-tarief", f"laat {product.code} zonder tarief")


def _deelname_faults(deelname: Deelname, ingang: date, contract: Contract) -> Iterator[Fault]:
    """What is reckoned by the year, a ceiling or a key, is of one contract in that year."""
    name = "gemeenten.gemeentecodes"
    if set(deelname.gemeentecodes) == set(contract.gemeentecodes):
        yield Fault(name, "ongewijzigd", "zijn al deze gemeenten")
    if (ingang.month, ingang.day) != (1, 1) or ingang <= contract.geldig.van:
        reason = (
            "is geen 1 januari na het begin van het contract: plafonds en sleutels zijn per jaar"
        )
        yield Fault("ingangsdatum", "jaargrens", reason)
    if deelname.uitloop_tot is not None:
        term = replace(contract.geldig, tot=ingang - _DAY)
        yield from uitloop_faults(deelname.uitloop_tot, term, "gemeenten.")
    for product in contract.producten:
        if product.van is not None and product.van > ingang:
            reason = f"ligt voor {product.van}: dan begint {product.code} in een andere variant"
            yield Fault("ingangsdatum", "wijziging-erna", reason)


def _within(product: Product, last: date) -> Product:
    """The product in a contract that ends then; a tariff without an end ends with it."""
    return _shortened(product, last, open_ends=True)


def _from(product: Product, first: date) -> Product:
    """The product with what it costs from a day on."""
    going_on = (t for t in product.tarieven if t.geldig.tot is None or t.geldig.tot >= first)
    tarieven = tuple(
        replace(one, geldig=replace(one.geldig, van=max(one.geldig.van, first))) for one in going_on
    )
    return replace(product, tarieven=tarieven, van=None, tot=None)


def _shortened(product: Product, last: date, *, open_ends: bool = False) -> Product:
    kept = (one for one in product.tarieven if one.geldig.van <= last)
    return replace(product, tarieven=tuple(_cut(one, last, open_ends) for one in kept))


def _cut(tarief: Tarief, last: date, open_ends: bool) -> Tarief:
    tot = tarief.geldig.tot
    if (tot is None and open_ends) or (tot is not None and tot <= last):
        return tarief
    return replace(tarief, geldig=Geldigheid(tarief.geldig.van, last))
