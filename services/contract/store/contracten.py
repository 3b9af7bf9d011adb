# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over contracts with their gemeenten, products and tariffs."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.domain import Contract, Gecontracteerd, Product, Tarief
from services.contract.store.registers import lock_aanbieder
from services.contract.store.rows import Row, as_geldigheid, dates

_SCAN = 500
"""Contracts that are read at a time."""


@dataclass(frozen=True, slots=True)
class StoredProduct:
    """A product with its identity; `volgnummer` counts its variants in the contract."""

    id: str
    contract_id: str
    versie: int
    product: Product
    volgnummer: int = 1


@dataclass(frozen=True, slots=True)
class StoredContract:
    """A contract with its identity; `contract.producten` mirrors `producten`."""

    id: str
    versie: int
    contract: Contract
    producten: tuple[StoredProduct, ...]


async def read_contract(
    session: AsyncSession, contract_id: str, seen_by: sa.ColumnElement[bool] | None = None
) -> StoredContract | None:
    """One contract, whole; None too for one that is not seen."""
    query = sa.select(t.contract).where(t.contract.c.id == contract_id)
    if seen_by is not None:
        query = query.where(seen_by)
    found = await _complete(session, list(await session.execute(query)))
    return found[0] if found else None


async def lock_contract(
    session: AsyncSession, contract_id: str, seen_by: sa.ColumnElement[bool] | None = None
) -> StoredContract | None:
    """The same, to be changed: contracts of one aanbieder change one at a time until the commit.

    The aanbieder is what events are ordered by, and what may have a product in one contract only.
    """
    c = t.contract.c
    query = sa.select(c.agb_code).where(c.id == contract_id)
    agb_code = await session.scalar(query if seen_by is None else query.where(seen_by))
    if agb_code is None:
        return None
    await lock_aanbieder(session, agb_code)
    return await read_contract(session, contract_id)


async def list_contracten(
    session: AsyncSession, seen_by: sa.ColumnElement[bool] | None, after: str | None, limit: int
) -> list[StoredContract]:
    """Contracts that the caller may see, by id."""
    query = sa.select(t.contract).order_by(t.contract.c.id).limit(limit)
    if seen_by is not None:
        query = query.where(seen_by)
    if after is not None:
        query = query.where(t.contract.c.id > after)
    return await _complete(session, list(await session.execute(query)))


def of_aanbieder(agb_code: str) -> sa.ColumnElement[bool]:
    """Contracts of this aanbieder."""
    return t.contract.c.agb_code == agb_code


def of_gemeente(gemeentecode: str) -> sa.ColumnElement[bool]:
    """Contracts that are for this gemeente, whoever signed."""
    g = t.contract_gemeente.c
    return t.contract.c.id.in_(sa.select(g.contract_id).where(g.gemeentecode == gemeentecode))


def signed_by(contractant: str) -> sa.ColumnElement[bool]:
    """Contracts that this organisation signed."""
    return t.contract.c.contractant == contractant


async def signed(session: AsyncSession, contractant: str) -> list[StoredContract]:
    """All that an organisation signed, by id, however many."""
    found: list[StoredContract] = []
    while True:
        after = found[-1].id if found else None
        page = await list_contracten(session, signed_by(contractant), after, _SCAN)
        found += page
        if len(page) < _SCAN:
            return found


async def contracted(session: AsyncSession, contract: Contract) -> list[Gecontracteerd]:
    """All that the aanbieder of this contract has under contract with its gemeenten."""
    c, p, g = t.contract.c, t.contractproduct.c, t.contract_gemeente.c
    query = (
        sa.select(g.gemeentecode, p.categorie, p.code, c.geldig_van, c.geldig_tot)
        .join_from(t.contract, t.contractproduct, p.contract_id == c.id)
        .join(t.contract_gemeente, g.contract_id == c.id)
        .where(c.agb_code == contract.agb_code, g.gemeentecode.in_(contract.gemeentecodes))
    )
    rows = await session.execute(query)
    return [Gecontracteerd(x.gemeentecode, (x.categorie, x.code), as_geldigheid(x)) for x in rows]


async def insert_contract(session: AsyncSession, stored: StoredContract) -> None:
    """A new contract with its gemeenten and products."""
    contract = stored.contract
    values = {
        "id": stored.id,
        "agb_code": contract.agb_code,
        "contractant": contract.contractant,
        "versie": stored.versie,
        "uitloop_tot": contract.uitloop_tot,
        "inkoop_id": contract.inkoop_id,
        "vervolg_van": contract.vervolg_van,
        **dates(contract.geldig),
    }
    await session.execute(sa.insert(t.contract).values(values))
    rows = [{"contract_id": stored.id, "gemeentecode": code} for code in contract.gemeentecodes]
    await session.execute(sa.insert(t.contract_gemeente), rows)
    await insert_producten(session, stored.producten)


async def insert_producten(session: AsyncSession, products: Sequence[StoredProduct]) -> None:
    """New products with their tariffs."""
    if products:
        rows = [_product_values(stored) for stored in products]
        await session.execute(sa.insert(t.contractproduct), rows)
        await _insert_tarieven(session, products)


async def replace_tarieven(session: AsyncSession, stored: StoredProduct) -> None:
    """The tariffs of a product and its last day as they now are, with its version."""
    await session.execute(sa.delete(t.tarief).where(t.tarief.c.product_id == stored.id))
    await _insert_tarieven(session, [stored])
    p = t.contractproduct
    values = {"versie": stored.versie, "geldig_tot": stored.product.tot}
    await session.execute(sa.update(p).where(p.c.id == stored.id).values(values))


async def save_contract_versie(session: AsyncSession, stored: StoredContract) -> None:
    """Count a change."""
    c = t.contract
    await session.execute(sa.update(c).where(c.c.id == stored.id).values(versie=stored.versie))


async def save_einde(session: AsyncSession, stored: StoredContract) -> None:
    """Another last day or run-off, which counts as a change."""
    c, contract = t.contract, stored.contract
    values = {
        "versie": stored.versie,
        "geldig_tot": contract.geldig.tot,
        "uitloop_tot": contract.uitloop_tot,
    }
    await session.execute(sa.update(c).where(c.c.id == stored.id).values(values))


async def _complete(session: AsyncSession, rows: Sequence[Row]) -> list[StoredContract]:
    """Rows of `contract` with what hangs on them: three statements, however many rows."""
    ids = [row.id for row in rows]
    codes = await _gemeentecodes(session, ids)
    products = await _producten(session, ids)
    return [_contract(row, codes[row.id], products[row.id]) for row in rows]


async def _gemeentecodes(session: AsyncSession, ids: Sequence[str]) -> dict[str, list[str]]:
    g = t.contract_gemeente.c
    query = sa.select(t.contract_gemeente).where(g.contract_id.in_(ids)).order_by(g.gemeentecode)
    found: dict[str, list[str]] = {contract_id: [] for contract_id in ids}
    for row in await session.execute(query):
        found[row.contract_id].append(row.gemeentecode)
    return found


async def _producten(session: AsyncSession, ids: Sequence[str]) -> dict[str, list[StoredProduct]]:
    p = t.contractproduct.c
    query = sa.select(t.contractproduct).where(p.contract_id.in_(ids))
    rows = list(await session.execute(query.order_by(p.categorie, p.code, p.volgnummer)))
    tarieven = await _tarieven(session, ids)
    found: dict[str, list[StoredProduct]] = {contract_id: [] for contract_id in ids}
    for row in rows:
        stored = _product(row, tuple(tarieven.get(row.id, ())))
        found[row.contract_id].append(stored)
    return found


async def _tarieven(session: AsyncSession, ids: Sequence[str]) -> dict[str, list[Tarief]]:
    """By product, of these contracts: a list of products could outgrow one statement."""
    query = (
        sa.select(t.tarief)
        .join(t.contractproduct)
        .where(t.contractproduct.c.contract_id.in_(ids))
        .order_by(t.tarief.c.geldig_van)
    )
    found: dict[str, list[Tarief]] = {}
    for row in await session.execute(query):
        tarief = Tarief(row.bedrag, as_geldigheid(row), row.indexatie_id)
        found.setdefault(row.product_id, []).append(tarief)
    return found


async def _insert_tarieven(session: AsyncSession, products: Sequence[StoredProduct]) -> None:
    rows = [
        {
            "product_id": stored.id,
            "bedrag": tarief.bedrag,
            "indexatie_id": tarief.indexatie_id,
            **dates(tarief.geldig),
        }
        for stored in products
        for tarief in stored.product.tarieven
    ]
    if rows:
        await session.execute(sa.insert(t.tarief), rows)


def _product_values(stored: StoredProduct) -> dict[str, object]:
    product = stored.product
    return {
        "id": stored.id,
        "contract_id": stored.contract_id,
        "versie": stored.versie,
        "categorie": product.categorie,
        "code": product.code,
        "omschrijving": product.omschrijving,
        "variant": product.variant,
        "eenheid": product.eenheid,
        "volgnummer": stored.volgnummer,
        "geldig_van": product.van,
        "geldig_tot": product.tot,
    }


def _product(row: Row, tarieven: tuple[Tarief, ...]) -> StoredProduct:
    product = Product(
        categorie=row.categorie,
        code=row.code,
        omschrijving=row.omschrijving,
        variant=row.variant,
        eenheid=row.eenheid,
        tarieven=tarieven,
        van=row.geldig_van,
        tot=row.geldig_tot,
    )
    return StoredProduct(row.id, row.contract_id, row.versie, product, row.volgnummer)


def _contract(row: Row, codes: Sequence[str], products: Sequence[StoredProduct]) -> StoredContract:
    contract = Contract(
        agb_code=row.agb_code,
        contractant=row.contractant,
        gemeentecodes=tuple(codes),
        geldig=as_geldigheid(row),
        producten=tuple(stored.product for stored in products),
        uitloop_tot=row.uitloop_tot,
        inkoop_id=row.inkoop_id,
        vervolg_van=row.vervolg_van,
    )
    return StoredContract(row.id, row.versie, contract, tuple(products))
