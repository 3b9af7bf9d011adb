# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of contracts: each checks everything at once, saves, and publishes the new state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import ContractproductVastgesteld, ContractVastgesteld
from libs.common.contracts import Tarief as TariefFeit
from libs.common.ids import new_id
from libs.common.outbox import Outbox
from libs.common.problem import Conflict, NotFound
from libs.ijw.zorgvormen import ZORGVORMEN
from services.contract import store
from services.contract.domain import (
    Contract,
    Contractant,
    ContractFeiten,
    Fault,
    Product,
    Tarief,
    clashes,
    contract_faults,
    product_faults,
    tarief_faults,
    tarieven_faults,
)
from services.contract.domain.inkoop import inkoop_uit, laat_toe
from services.contract.domain.mijlpalen import is_gegund
from services.contract.handlers.versies import refuse
from services.contract.store import StoredContract, StoredProduct, dossiers
from services.contract.store.dossiers import Zicht

_NAMED = 5
"""Clashes that are named, of however many."""


async def sign_contract(
    session: AsyncSession,
    outbox: Outbox,
    contract: Contract,
    contractant: Contractant,
    today: date,
) -> StoredContract:
    """A new contract, refused when it clashes with another of the same aanbieder.

    After a procurement only while that lets anybody in (C-02).
    """
    exists = await store.lock_aanbieder(session, contract.agb_code)
    refuse(contract_faults(contract, await _feiten(session, contract, contractant, exists)))
    await _refuse_closed(session, contract, today)
    return await conclude(session, outbox, contract)


async def refuse_unknown(
    session: AsyncSession, contract: Contract, contractant: Contractant
) -> None:
    """Everything wrong with a contract that follows on one of the same aanbieder."""
    refuse(contract_faults(contract, await _feiten(session, contract, contractant, True)))


async def conclude(session: AsyncSession, outbox: Outbox, contract: Contract) -> StoredContract:
    """A contract in which nothing is wrong, kept unless another has the same product."""
    kept = contract.in_order()
    await refuse_clashes(session, kept, kept.producten)
    contract_id = new_id()
    products = tuple(StoredProduct(new_id(), contract_id, 1, p) for p in kept.producten)
    stored = StoredContract(contract_id, 1, kept, products)
    await store.insert_contract(session, stored)
    product_events = (product_event(stored, product) for product in products)
    await outbox.add(session, contract_event(stored), *product_events)
    return stored


async def add_product(
    session: AsyncSession, outbox: Outbox, stored: StoredContract, product: Product
) -> tuple[StoredContract, StoredProduct]:
    """One more product in a contract from `store.lock_contract`; both as they now are."""
    refuse(product_faults(product, stored.contract.geldig))
    if product.key in {p.key for p in stored.contract.producten}:
        raise Conflict("Dit product staat al in het contract.", code="product-dubbel")
    await refuse_clashes(session, stored.contract, [product])
    added = StoredProduct(new_id(), stored.id, 1, product.in_order())
    await store.insert_producten(session, [added])
    return await _count_change(session, outbox, stored, added), added


async def add_tarief(
    session: AsyncSession, outbox: Outbox, stored: StoredContract, product_id: str, tarief: Tarief
) -> tuple[StoredContract, StoredProduct]:
    """One more tariff; it closes no other, so an overlap is a `Conflict` that names the period."""
    held = find_product(stored, product_id)
    refuse(tarief_faults(tarief, stored.contract.geldig))
    if not held.product.has_tarief:
        raise Conflict("Voor dit product geldt geen tarief.", code="geen-tarief")
    for other in held.product.tarieven:
        if other.geldig.overlaps(tarief.geldig):
            detail = f"In de periode {other.geldig} geldt al een tarief van {other.bedrag} cent."
            raise Conflict(detail, code="tarief-overlap")
    tarieven = (*held.product.tarieven, tarief)
    return await _change_tarieven(session, outbox, stored, held, tarieven)


async def set_tarieven(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    product_id: str,
    tarieven: tuple[Tarief, ...],
) -> tuple[StoredContract, StoredProduct]:
    """All tariffs of a product as they now are, earlier ones too; the same again is no change."""
    held = find_product(stored, product_id)
    wanted = replace(held.product, tarieven=tuple(_with_origin(tarieven, held.product.tarieven)))
    refuse(tarieven_faults(wanted, stored.contract.geldig))
    if wanted.in_order() == held.product:
        return stored, held
    return await _change_tarieven(session, outbox, stored, held, wanted.tarieven)


def _with_origin(tarieven: Iterable[Tarief], known: Iterable[Tarief]) -> Iterator[Tarief]:
    """One that stays, or only ends on another day, is still that of the same indexation."""
    origin = {(one.bedrag, one.geldig.van): one.indexatie_id for one in known}
    for one in tarieven:
        earlier = origin.get((one.bedrag, one.geldig.van))
        yield replace(one, indexatie_id=one.indexatie_id or earlier)


def find_product(stored: StoredContract, product_id: str) -> StoredProduct:
    """The product of this contract; `NotFound` for any other."""
    for product in stored.producten:
        if product.id == product_id:
            return product
    raise NotFound("Dit product staat niet in het contract.")


async def _change_tarieven(
    session: AsyncSession,
    outbox: Outbox,
    stored: StoredContract,
    held: StoredProduct,
    tarieven: tuple[Tarief, ...],
) -> tuple[StoredContract, StoredProduct]:
    _refuse_in_other_variant(stored, held, tarieven)
    product = replace(held.product, tarieven=tarieven).in_order()
    changed = replace(held, versie=held.versie + 1, product=product)
    await store.replace_tarieven(session, changed)
    return await _count_change(session, outbox, stored, changed), changed


def _refuse_in_other_variant(
    stored: StoredContract, held: StoredProduct, tarieven: Iterable[Tarief]
) -> None:
    """On a day a product has one variant (C-04): after an amendment each has its own period."""
    for other in stored.producten:
        if other.id == held.id or other.product.key != held.product.key:
            continue
        for theirs in other.product.tarieven:
            if any(theirs.geldig.overlaps(one.geldig) for one in tarieven):
                named = f"{other.product.variant}, {theirs.geldig}"
                detail = f"Dit product heeft dan een tarief in een andere variant ({named})."
                raise Conflict(detail, code="andere-variant")


async def _count_change(
    session: AsyncSession, outbox: Outbox, stored: StoredContract, product: StoredProduct
) -> StoredContract:
    counted = replace(stored, versie=stored.versie + 1)
    await store.save_contract_versie(session, counted)
    await outbox.add(session, contract_event(counted), product_event(counted, product))
    return counted


async def _feiten(
    session: AsyncSession, contract: Contract, contractant: Contractant, exists: bool
) -> ContractFeiten:
    may = frozenset({contractant.code})
    if contractant.is_regio:
        may = await store.members_on(session, contractant.code, contract.geldig.van)
    known = await store.known_gemeenten(session, contract.gemeentecodes)
    return ContractFeiten(aanbieder_exists=exists, gemeentecodes=known, may_contract_for=may)


async def _refuse_closed(session: AsyncSession, contract: Contract, today: date) -> None:
    if contract.inkoop_id is None:
        return
    own = Zicht(eigenaren=(contract.contractant,))
    found = await dossiers.read(session, "inkopen", contract.inkoop_id, own)
    if found is None:
        refuse([Fault("inkoopId", "onbekend", "is geen inkoop van u")])
        return
    inkoop = inkoop_uit(found.inhoud)
    if not laat_toe(inkoop, today):
        detail = "Deze inkoop is gesloten: er kan geen aanbieder meer bij."
        raise Conflict(detail, code="inkoop-gesloten")
    if not is_gegund(inkoop):
        detail = "Deze inkoop is nog niet gegund: er wordt nog niets ondertekend."
        raise Conflict(detail, code="inkoop-niet-gegund")


async def refuse_clashes(
    session: AsyncSession, contract: Contract, products: Sequence[Product]
) -> None:
    """`Conflict` when the aanbieder has one of the products elsewhere on a day of this contract."""
    held = await store.contracted(session, contract)
    found = clashes(products, contract.geldig, held)
    if not found:
        return
    named = [f"{'/'.join(e.product)} voor {e.gemeentecode} ({e.geldig})" for e in found[:_NAMED]]
    more = f" en nog {len(found) - _NAMED}" if len(found) > _NAMED else ""
    detail = f"Bij deze aanbieder is al gecontracteerd: {', '.join(named)}{more}."
    raise Conflict(detail, code="product-al-gecontracteerd")


def contract_event(stored: StoredContract) -> ContractVastgesteld:
    """The contract as it now stands."""
    contract = stored.contract
    return ContractVastgesteld(
        contract_id=stored.id,
        versie=stored.versie,
        agb_code=contract.agb_code,
        gemeentecodes=contract.gemeentecodes,
        geldig_van=contract.geldig.van,
        geldig_tot=contract.geldig.tot,
        uitloop_tot=contract.uitloop_tot,
    )


def product_event(contract: StoredContract, stored: StoredProduct) -> ContractproductVastgesteld:
    """A product as it now stands in its contract."""
    product = stored.product
    vorm = ZORGVORMEN.get(product.categorie)
    tarieven = tuple(
        TariefFeit(
            bedrag=x.bedrag,
            geldig_van=x.geldig.van,
            geldig_tot=x.geldig.tot,
            indexatie_id=x.indexatie_id,
        )
        for x in product.tarieven
    )
    return ContractproductVastgesteld(
        contract_id=contract.id,
        product_id=stored.id,
        versie=stored.versie,
        agb_code=contract.contract.agb_code,
        categorie=product.categorie,
        code=product.code,
        omschrijving=product.omschrijving,
        variant=product.variant,
        eenheid=product.eenheid,
        tarieven=tarieven,
        segment=vorm.segment if vorm else None,
        geldig_van=product.van,
        geldig_tot=product.tot,
    )
