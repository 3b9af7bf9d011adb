# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The endpoints: what is done with personal data and why, and what was done with that of one."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from libs.common.api import Cursor, IdempotencyKey, Limit, Rt, decode_cursor, paged
from libs.common.auth import Caller, OrgType, allow
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.logboek import Betrokkene, note, store
from libs.common.logboek_api.schemas import (
    VerwerkingenPagina,
    VerwerkingenZoekvraag,
    Verwerkingsactiviteit,
    VerwerkingsactiviteitenPagina,
    activiteit_of,
    verwerking_of,
)
from libs.common.problem import NotFound

SCOPE = "verwerkingen:inzien"

_Gemeente = Annotated[Caller, allow(SCOPE, OrgType.GEMEENTE)]


def logboek_router() -> APIRouter:
    """The endpoints, for a service that keeps a log."""
    router = register_router()
    _add_search(router)
    return router


def register_router() -> APIRouter:
    """Those of the register alone, for a service whose activities need no log."""
    router = APIRouter(tags=["Verwerkingen"], redirect_slashes=False)
    _add_register(router)
    return router


def _add_register(router: APIRouter) -> None:
    @router.get(
        "/verwerkingsactiviteiten",
        response_model=VerwerkingsactiviteitenPagina,
        summary="Register van verwerkingsactiviteiten",
        description="Wat deze dienst met persoonsgegevens doet, met doel en grondslag.",
    )
    async def list_activities(rt: Rt, caller: _Gemeente) -> VerwerkingsactiviteitenPagina:
        base = rt.settings.resource_base(rt.name)
        register = rt.need_register()
        return VerwerkingsactiviteitenPagina(
            resultaten=[activiteit_of(one, base) for one in register.activiteiten]
        )

    @router.get(
        "/verwerkingsactiviteiten/{activiteit_id}",
        response_model=Verwerkingsactiviteit,
        summary="Eén verwerkingsactiviteit",
        description="De activiteit waarnaar een logregel verwijst; een versie verandert niet meer.",
    )
    async def get_activity(
        activiteit_id: Annotated[str, Path(max_length=60)], rt: Rt, caller: _Gemeente
    ) -> Verwerkingsactiviteit:
        found = rt.need_register().find(activiteit_id)
        if found is None:
            raise NotFound("Deze verwerkingsactiviteit bestaat niet.")
        return activiteit_of(found, rt.settings.resource_base(rt.name))


def _add_search(router: APIRouter) -> None:
    @router.post(
        "/verwerkingen/_zoek",
        response_model=VerwerkingenPagina,
        summary="Inzage: wat met de gegevens van een client is gedaan",
        description="Elke handeling met gegevens van de client met dit BSN, voor de aanroepende "
        "gemeente; nieuwste eerst. Deze vraag wordt zelf ook vastgelegd.",
    )
    async def search(  # noqa: PLR0913, PLR0917 - what a search may have
        body: VerwerkingenZoekvraag,
        request: Request,
        rt: Rt,
        caller: _Gemeente,
        cursor: Cursor = None,
        limit: Limit = 50,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        logboek, base = rt.need_logboek(), rt.settings.resource_base(rt.name)
        who = Betrokkene(caller.code, rt.need_vault().pseudonym(body.bsn, PURPOSE_CHAIN))
        async with rt.db.read() as session:
            after = decode_cursor(cursor)
            found = await store.about(session, logboek.tables, who, after, limit)
            if found:
                note(session, [who])
        shown = [
            verwerking_of(one, logboek.register.name_of(one.activiteit), base) for one in found
        ]
        return paged(request, shown, found[-1].id if len(found) == limit else None)
