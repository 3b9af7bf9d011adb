# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the dossiers: for each kind the same five, with its own shape and rights."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, create_model
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    ApiModel,
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
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.contract import store
from services.contract.api.callers import LEZEN, SCHRIJVEN
from services.contract.api.headers import expected, shown
from services.contract.handlers.dossiers import change_dossier, invoer_of, open_dossier
from services.contract.handlers.soort import Soort
from services.contract.schemas.soorten import SOORTEN
from services.contract.store import dossiers
from services.contract.store.dossiers import Dossier, Zicht

Act = Callable[..., Awaitable[Response]]

DossierId = Annotated[str, Path(alias="dossierId", pattern=r"^[0-9a-f-]{1,36}$")]
OverAanbieder = Annotated[
    str | None, Query(alias="agbCode", pattern=r"^[0-9]{8}$", description="Alleen over deze.")
]

router = APIRouter(tags=["Dossiers"], redirect_slashes=False)


async def sight(session: AsyncSession, rt: Runtime, caller: Caller) -> Zicht:
    """What a caller may see: its own and that of its regio's or members; an aanbieder of itself."""
    if caller.org_type == OrgType.AANBIEDER:
        return Zicht(agb_code=caller.code)
    if caller.org_type == OrgType.BEHEER:
        return Zicht()
    near = await store.regions_and_members(session, caller.code, rt.clock.today())
    return Zicht(eigenaren={caller.code, *near})


def as_shown(rt: Runtime, soort: Soort, dossier: Dossier) -> BaseModel:
    """With what follows from it today."""
    invoer = invoer_of(soort, dossier)
    return soort.uitvoer(
        **{name: getattr(invoer, name) for name in soort.invoer.model_fields},
        **soort.afgeleid(invoer, rt.clock.today()),
        id=dossier.id,
        versie=dossier.versie,
        eigenaar=dossier.eigenaar,
        gewijzigd_op=dossier.gewijzigd_op,
    )


def _add(soort: Soort) -> None:
    _add_list(soort)
    _add_one(soort)
    _add_versions(soort)
    _add_post(soort)
    _add_put(soort)


def _add_list(soort: Soort) -> None:
    page: Any = create_model(
        f"{soort.uitvoer.__name__}Pagina",
        __base__=ApiModel,
        __doc__="Een bladzijde.",
        resultaten=(list[soort.uitvoer], ...),  # type: ignore[name-defined]
    )
    reader = Annotated[Caller, allow(LEZEN, *soort.lezers)]

    async def listed(
        request: Request,
        rt: Rt,
        caller: reader,
        agb_code: OverAanbieder = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        async with rt.db.read() as session:
            zicht = await sight(session, rt, caller)
            after = decode_cursor(cursor)
            found = await dossiers.page(session, soort.naam, zicht, agb_code, after, limit)
        last = found[-1].id if len(found) == limit else None
        return paged(request, [as_shown(rt, soort, one) for one in found], last)

    _route(soort, listed, "GET", "", page, (f"{soort.titel}: lijst", soort.beschrijving))


def _add_one(soort: Soort) -> None:
    reader = Annotated[Caller, allow(LEZEN, *soort.lezers)]

    async def one(
        dossier_id: DossierId,
        rt: Rt,
        caller: reader,
    ) -> Response:
        async with rt.db.read() as session:
            found = await _found(session, rt, soort, dossier_id, caller)
        return shown(as_shown(rt, soort, found), found.versie)

    told = "Met de versie als ETag."
    _route(soort, one, "GET", "/{dossierId}", soort.uitvoer, (soort.titel, told))


def _add_versions(soort: Soort) -> None:
    page: Any = create_model(
        f"{soort.uitvoer.__name__}Versies",
        __base__=ApiModel,
        __doc__="Alle versies, oudste eerst.",
        resultaten=(list[soort.uitvoer], ...),  # type: ignore[name-defined]
    )
    reader = Annotated[Caller, allow(LEZEN, *soort.lezers)]

    async def versions(
        dossier_id: DossierId,
        request: Request,
        rt: Rt,
        caller: reader,
    ) -> Response:
        async with rt.db.read() as session:
            now = await _found(session, rt, soort, dossier_id, caller)
            rows = await dossiers.history(session, now.id)
        then = [
            as_shown(rt, soort, dossiers.at(now, row.versie, row.inhoud, row.gewijzigd_op))
            for row in rows
        ]
        return paged(request, then, None)

    title = f"{soort.titel}: versies"
    told = "Elke versie die is vastgelegd, oudste eerst."
    _route(soort, versions, "GET", "/{dossierId}/versies", page, (title, told))


def _add_post(soort: Soort) -> None:
    writer = Annotated[Caller, allow(SCHRIJVEN, *soort.schrijvers)]

    async def post(
        invoer: soort.invoer,  # type: ignore[name-defined]
        request: Request,
        rt: Rt,
        caller: writer,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        async def act(session: AsyncSession) -> Answer:
            made = await open_dossier(rt, session, soort, caller.code, invoer)
            place = location(request, f"/{soort.naam}/{made.id}")
            headers = {"Location": place, "ETag": etag(made.versie)}
            return Answer(201, as_shown(rt, soort, made), headers)

        return await write(request, caller, act)

    title = f"{soort.titel} vastleggen"
    _route(soort, post, "POST", "", soort.uitvoer, (title, soort.beschrijving))


def _add_put(soort: Soort) -> None:
    writer = Annotated[Caller, allow(SCHRIJVEN, *soort.schrijvers)]

    async def put(
        dossier_id: DossierId,
        invoer: soort.invoer,  # type: ignore[name-defined]
        request: Request,
        rt: Rt,
        caller: writer,
        change: Change,
    ) -> Response:
        async def act(session: AsyncSession) -> Answer:
            place = (caller.code, dossier_id)
            made = await change_dossier(rt, session, soort, place, invoer, expected(request))
            return Answer(200, as_shown(rt, soort, made), {"ETag": etag(made.versie)})

        return await write(request, caller, act)

    told = "Alleen wie het vastlegde; dezelfde inhoud nog eens verandert niets."
    _route(soort, put, "PUT", "/{dossierId}", soort.uitvoer, (f"{soort.titel} wijzigen", told))


async def _found(
    session: AsyncSession, rt: Runtime, soort: Soort, dossier_id: str, caller: Caller
) -> Dossier:
    zicht = await sight(session, rt, caller)
    found = await dossiers.read(session, soort.naam, dossier_id, zicht)
    if found is None:
        raise NotFound(f"Dit dossier ({soort.titel.lower()}) bestaat niet.")
    return found


def _route(
    soort: Soort, act: Act, method: str, path: str, model: type[BaseModel], words: tuple[str, str]
) -> None:
    router.add_api_route(
        f"/{soort.naam}{path}",
        act,
        methods=[method],
        response_model=model,
        status_code=201 if method == "POST" else 200,
        summary=words[0],
        description=words[1],
        name=f"{act.__name__}_{soort.naam}",
    )


for _soort in SOORTEN:
    _add(_soort)
