# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the contracts: signing, products, tariffs."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Change,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    etag,
    location,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType
from libs.common.problem import Forbidden, NotFound
from services.contract import handlers, store
from services.contract.api.callers import Reader, Signer
from services.contract.api.headers import expected, shown
from services.contract.domain import Contractant
from services.contract.schemas import (
    Contract,
    ContractenPagina,
    ContractInvoer,
    Product,
    ProductInvoer,
    Tarief,
    TarievenInvoer,
    contract_in,
    contract_of,
    product_in,
    product_of,
    tarief_in,
)
from services.contract.store import StoredContract, StoredProduct

router = APIRouter(tags=["Contracten"], redirect_slashes=False)

_ID = r"^[0-9a-f-]{1,36}$"
ContractId = Annotated[str, Path(alias="contractId", pattern=_ID)]


@dataclass(frozen=True, slots=True)
class ProductPlace:
    """A product by the contract that holds it."""

    contract_id: ContractId
    product_id: Annotated[str, Path(alias="productId", pattern=_ID)]


InContract = Annotated[ProductPlace, Depends()]


@router.post(
    "/contracten",
    status_code=201,
    response_model=Contract,
    summary="Contract vastleggen",
    description="Een contract met één aanbieder voor een of meer gemeenten, met producten, "
    "uitvoeringsvariant, eenheid en tarieven. Een regio contracteert voor haar leden op de "
    "ingangsdatum, een gemeente voor zichzelf.",
)
async def post_contract(
    invoer: ContractInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Sign."""
    contractant = contractant_of(caller)

    async def act(session: AsyncSession) -> Answer:
        contract = contract_in(invoer, caller.code)
        stored = await handlers.sign_contract(
            session, rt.outbox, contract, contractant, rt.clock.today()
        )
        place = {"Location": location(request, f"/contracten/{stored.id}")}
        return Answer(201, contract_of(stored), place | _version(stored))

    return await write(request, caller, act)


@router.get(
    "/contracten",
    response_model=ContractenPagina,
    summary="Contracten",
    description="Oudste eerst. Een aanbieder ziet zijn eigen contracten, een gemeente die voor "
    "haar zijn gesloten, een regio die zij zelf sloot.",
)
async def list_contracten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """By id."""
    async with rt.db.read() as session:
        found = await store.list_contracten(session, _seen_by(caller), decode_cursor(cursor), limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [contract_of(c) for c in found], last)


@router.get(
    "/contracten/{contractId}",
    response_model=Contract,
    summary="Eén contract",
    description="Een contract met zijn producten en tarieven; de versie staat in de ETag.",
)
async def get_contract(contract_id: ContractId, rt: Rt, caller: Reader) -> Response:
    """One contract, with its version as ETag."""
    async with rt.db.read() as session:
        stored = await visible(session, contract_id, caller)
    return shown(contract_of(stored), stored.versie)


@router.post(
    "/contracten/{contractId}/producten",
    status_code=201,
    response_model=Product,
    summary="Product toevoegen",
    description="Een product erbij in een contract. Alleen wie het contract sloot; `If-Match` en "
    "`ETag` gaan over het contract.",
)
async def post_product(
    contract_id: ContractId,
    invoer: ProductInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Add a product."""

    async def act(session: AsyncSession) -> Answer:
        stored = await _to_change(session, contract_id, caller, request)
        product = product_in(invoer)
        return _changed(201, await handlers.add_product(session, rt.outbox, stored, product))

    return await write(request, caller, act)


@router.put(
    "/contracten/{contractId}/producten/{productId}/tarieven",
    response_model=Product,
    summary="Tarieven vastleggen",
    description="Vervangt alle tarieven van een product, ook vroegere. Perioden overlappen niet. "
    "Dezelfde inhoud nog eens verandert niets. `If-Match` en `ETag` gaan over het contract.",
)
async def put_tarieven(
    place: InContract,
    invoer: TarievenInvoer,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Replace the tariffs of a product."""
    tarieven = tuple(tarief_in(tarief) for tarief in invoer.tarieven)

    async def act(session: AsyncSession) -> Answer:
        stored = await _to_change(session, place.contract_id, caller, request)
        changed = await handlers.set_tarieven(
            session, rt.outbox, stored, place.product_id, tarieven
        )
        return _changed(200, changed)

    return await write(request, caller, act)


@router.post(
    "/contracten/{contractId}/producten/{productId}/tarieven",
    status_code=201,
    response_model=Product,
    summary="Tarief toevoegen",
    description="Een tarief erbij. Het sluit geen ander tarief af: een overlap is een 409 die de "
    "periode noemt. `If-Match` en `ETag` gaan over het contract.",
)
async def post_tarief(
    place: InContract,
    invoer: Tarief,
    request: Request,
    rt: Rt,
    caller: Signer,
    change: Change,
) -> Response:
    """Add one tariff."""

    async def act(session: AsyncSession) -> Answer:
        stored = await _to_change(session, place.contract_id, caller, request)
        tarief = tarief_in(invoer)
        changed = await handlers.add_tarief(session, rt.outbox, stored, place.product_id, tarief)
        return _changed(201, changed)

    return await write(request, caller, act)


def _seen_by(caller: Caller) -> sa.ColumnElement[bool] | None:
    """Which contracts the caller is party to; all when None."""
    if caller.org_type == OrgType.BEHEER:
        return None
    seen = {
        OrgType.AANBIEDER: store.of_aanbieder,
        OrgType.GEMEENTE: store.of_gemeente,
        OrgType.REGIO: store.signed_by,
    }
    return seen[caller.org_type](caller.code)


def contractant_of(caller: Caller) -> Contractant:
    """The caller as who signs."""
    return Contractant(caller.code, caller.org_type == OrgType.REGIO)


async def visible(session: AsyncSession, contract_id: str, caller: Caller) -> StoredContract:
    """A contract that the caller is party to; any other does not exist for it, and is not read."""
    stored = await store.read_contract(session, contract_id, _seen_by(caller))
    return _there(stored)


def _there(stored: StoredContract | None) -> StoredContract:
    if stored is None:
        raise NotFound("Dit contract bestaat niet.")
    return stored


async def changeable(session: AsyncSession, contract_id: str, caller: Caller) -> StoredContract:
    """The contract, locked; only who signed it changes it."""
    stored = _there(await store.lock_contract(session, contract_id, _seen_by(caller)))
    if stored.contract.contractant != caller.code:
        raise Forbidden("Alleen wie het contract sloot, wijzigt het.", code="niet-de-contractant")
    return stored


async def _to_change(
    session: AsyncSession, contract_id: str, caller: Caller, request: Request
) -> StoredContract:
    """The same in the version that the caller expects."""
    stored = await changeable(session, contract_id, caller)
    expected(request)(stored.versie)
    return stored


def _changed(status: int, changed: tuple[StoredContract, StoredProduct]) -> Answer:
    contract, product = changed
    return Answer(status, product_of(product), _version(contract))


def _version(stored: StoredContract) -> dict[str, str]:
    return {"ETag": etag(stored.versie)}
