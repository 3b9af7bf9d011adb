# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Contracts as values, with what must hold of them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from libs.ijw import codelist
from services.contract.domain.geldigheid import Fault, Geldigheid, overlap_faults, unordered

Variant = Literal["inspanningsgericht", "outputgericht", "taakgericht"]

TAAK: Variant = "taakgericht"

EENHEDEN: Mapping[Variant, frozenset[str]] = {
    "inspanningsgericht": frozenset({"01", "04", "14", "16", "84"}),
    "outputgericht": frozenset({"82", "83"}),
}
"""Units of the variants that are paid per unit (C-04, OP262, OP263)."""

ALLEEN_OUTPUT = frozenset({"47", "48"})
"""Measures of certified institutions are bought as output only (C-04)."""

CRISIS = "46"
"""Help that no ceiling and no client stop holds back (C-09, C-19)."""

EURO = "83"
"""Counts euros itself, so it has no tariff (CD087)."""


@dataclass(frozen=True, slots=True)
class Tarief:
    """Cents per unit for a time; `indexatie_id` is the run that it came of, if it did (C-06).

    That is where it comes from and not what was agreed: two that differ in it only are the same.
    """

    bedrag: int
    geldig: Geldigheid
    indexatie_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """What is bought: a product in exactly one variant (C-04)."""

    categorie: str
    code: str
    omschrijving: str
    variant: Variant
    eenheid: str | None
    tarieven: tuple[Tarief, ...]
    van: date | None = None
    tot: date | None = None
    """First and last day in this variant, where an amendment set them; else the contract's."""

    @property
    def key(self) -> tuple[str, str]:
        """What a product is called in messages."""
        return self.categorie, self.code

    @property
    def has_tarief(self) -> bool:
        """Paid per unit: not taakgericht, and not in euros."""
        return self.variant != TAAK and self.eenheid != EURO

    def in_order(self) -> "Product":
        """The same product as it is kept and shown."""
        return replace(self, tarieven=tuple(sorted(self.tarieven, key=lambda x: x.geldig.van)))


@dataclass(frozen=True, slots=True)
class Contract:
    """What an aanbieder may deliver for which gemeenten.

    Until `uitloop_tot` what was awarded before the end goes on at the last tariff (C-12).
    """

    agb_code: str
    contractant: str
    gemeentecodes: tuple[str, ...]
    geldig: Geldigheid
    producten: tuple[Product, ...]
    uitloop_tot: date | None = None
    inkoop_id: str | None = None
    vervolg_van: str | None = None

    def in_order(self) -> "Contract":
        """The same contract as it is kept and shown."""
        products = sorted((p.in_order() for p in self.producten), key=lambda p: p.key)
        codes = tuple(sorted(self.gemeentecodes))
        return replace(self, gemeentecodes=codes, producten=tuple(products))


@dataclass(frozen=True, slots=True)
class Contractant:
    """Who signs: a regio for its members of the day, or a gemeente for itself."""

    code: str
    is_regio: bool


@dataclass(frozen=True, slots=True)
class Gecontracteerd:
    """A product that an aanbieder has under contract with a gemeente, and how long."""

    gemeentecode: str
    product: tuple[str, str]
    geldig: Geldigheid


@dataclass(frozen=True, slots=True)
class ContractFeiten:
    """What is known around a contract."""

    aanbieder_exists: bool
    gemeentecodes: frozenset[str]
    may_contract_for: frozenset[str]


def contract_faults(contract: Contract, feiten: ContractFeiten) -> Iterator[Fault]:
    """Everything wrong with a contract, apart from clashes with other contracts."""
    if not feiten.aanbieder_exists:
        yield Fault("agbCode", "onbekend", "is geen geregistreerde aanbieder")
    if not contract.geldig.is_ordered:
        yield unordered("geldigTot")
    if contract.uitloop_tot is not None:
        yield from uitloop_faults(contract.uitloop_tot, contract.geldig)
    yield from _gemeenten_faults(contract.gemeentecodes, feiten)
    keys = [product.key for product in contract.producten]
    for number, product in enumerate(contract.producten):
        place = f"producten[{number}]"
        if product.key in keys[:number]:
            yield Fault(f"{place}.code", "dubbel", "staat al in dit contract")
        yield from product_faults(product, contract.geldig, f"{place}.")


def clashes(
    products: Sequence[Product], geldig: Geldigheid, held: Sequence[Gecontracteerd]
) -> list[Gecontracteerd]:
    """What stands in the way: a product is contracted once per aanbieder, gemeente and day."""
    keys = {product.key for product in products}
    found = [e for e in held if e.product in keys and e.geldig.overlaps(geldig)]
    return sorted(found, key=lambda e: (e.product, e.gemeentecode, e.geldig.van))


def product_faults(product: Product, contract: Geldigheid, dot: str = "") -> Iterator[Fault]:
    """Everything wrong with a product, its unit and its tariffs; `dot` leads to its fields."""
    if product.categorie not in codelist("JZ020"):
        yield Fault(f"{dot}categorie", "onbekend", "staat niet in codelijst JZ020")
    yield from _unit_faults(product, dot)
    yield from tarieven_faults(product, contract, dot)


def tarieven_faults(product: Product, contract: Geldigheid, dot: str = "") -> Iterator[Fault]:
    """Everything wrong with the tariffs of a product."""
    tarieven = product.tarieven
    if product.has_tarief and not tarieven:
        yield Fault(f"{dot}tarieven", "ontbreekt", "heeft ten minste één tarief nodig")
    if tarieven and not product.has_tarief:
        yield Fault(f"{dot}tarieven", "overbodig", "hoort leeg te zijn: hier geldt geen tarief")
    for number, tarief in enumerate(tarieven):
        place = f"{dot}tarieven[{number}]"
        yield from tarief_faults(tarief, contract, f"{place}.")
        yield from overlap_faults(place, tarief.geldig, [x.geldig for x in tarieven[:number]])


def tarief_faults(tarief: Tarief, contract: Geldigheid, dot: str = "") -> Iterator[Fault]:
    """Everything wrong with one tariff; without an end it lasts as long as the contract."""
    if not tarief.geldig.is_ordered:
        yield unordered(f"{dot}geldigTot")
    if not contract.is_ordered:
        return
    if not contract.holds_on(tarief.geldig.van):
        yield _outside(f"{dot}geldigVan", contract)
    if tarief.geldig.tot is not None and not contract.holds_on(tarief.geldig.tot):
        yield _outside(f"{dot}geldigTot", contract)


def toestand_op(
    contract: Contract, day: date
) -> Literal["toekomstig", "lopend", "uitloop", "afgelopen"]:
    """In which state a contract is on a day (C-12)."""
    if day < contract.geldig.van:
        return "toekomstig"
    if contract.geldig.holds_on(day):
        return "lopend"
    runs_off = contract.uitloop_tot is not None and day <= contract.uitloop_tot
    return "uitloop" if runs_off else "afgelopen"


def uitloop_faults(uitloop_tot: date, contract: Geldigheid, dot: str = "") -> Iterator[Fault]:
    """A run-off is after the end of a contract that has one."""
    name = f"{dot}uitloopTot"
    if contract.tot is None:
        yield Fault(name, "overbodig", "hoort leeg te zijn: het contract is onbepaald")
    elif uitloop_tot <= contract.tot:
        yield Fault(name, "volgorde", f"ligt niet na het einde van het contract ({contract.tot})")


def _unit_faults(product: Product, dot: str) -> Iterator[Fault]:
    if product.eenheid is not None and product.eenheid not in codelist("WJ756"):
        yield Fault(f"{dot}eenheid", "onbekend", "staat niet in codelijst WJ756")
        return
    if product.categorie in ALLEEN_OUTPUT and product.variant == "inspanningsgericht":
        reason = "hoort outputgericht te zijn: een maatregel van een gecertificeerde instelling"
        yield Fault(f"{dot}variant", "past-niet-bij-categorie", reason)
        return
    allowed = EENHEDEN.get(product.variant)
    if allowed is not None and product.eenheid not in allowed:
        reason = f"past niet bij {product.variant}; toegestaan: {', '.join(sorted(allowed))}"
        yield Fault(f"{dot}eenheid", "past-niet-bij-variant", reason)


def _gemeenten_faults(codes: Sequence[str], feiten: ContractFeiten) -> Iterator[Fault]:
    for number, code in enumerate(codes):
        place = f"gemeentecodes[{number}]"
        if code in codes[:number]:
            yield Fault(place, "dubbel", "staat al in dit contract")
        elif code not in feiten.gemeentecodes:
            yield Fault(place, "onbekend", "is geen geregistreerde gemeente")
        elif code not in feiten.may_contract_for:
            reason = "is op de ingangsdatum geen gemeente waarvoor u mag contracteren"
            yield Fault(place, "niet-bevoegd", reason)


def _outside(name: str, contract: Geldigheid) -> Fault:
    return Fault(name, "buiten-contract", f"ligt buiten de looptijd van het contract ({contract})")
