# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the control ladder: steps, figures, files; what is refused is written down too."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    Step,
    decode_cursor,
    etag,
    location,
    match_if_given,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import Conflict, Forbidden, NotFound
from libs.common.runtime import Runtime
from services.billing.handlers import controleren
from services.billing.handlers.controleren import Poging
from services.billing.schemas.controles import (
    AankondigingenPagina,
    Auditlog,
    Controle,
    Controlecijfers,
    ControleDossier,
    Controlehandeling,
    ControlesPagina,
    Dossiers,
    Inzage,
    Inzageverzoek,
    NieuweControle,
    Opgeruimd,
    aankondiging_of,
    audit_of,
    cijfers_of,
    controle_of,
    dossier_of,
    dossiers_of,
    inzage_of,
)
from services.billing.store import controles, zaken

router = APIRouter(tags=["Controles"], redirect_slashes=False)

Controller = Annotated[Caller, allow("controles:uitvoeren", OrgType.GEMEENTE)]
Gecontroleerde = Annotated[Caller, allow("controles:lezen", OrgType.AANBIEDER)]
ControleId = Annotated[str, Path(alias="controleId", max_length=36)]

Found = TypeVar("Found")


@router.post(
    "/controles",
    status_code=201,
    response_model=Controle,
    summary="Controle beginnen",
    description="Legt het doel van een materiële controle vast (Regeling Jeugdwet 6b). Signalen "
    "over de aanbieder kunnen hier, en alleen hier, als aanleiding worden genoemd.",
)
async def post_controle(
    body: NieuweControle,
    request: Request,
    rt: Rt,
    caller: Controller,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Fix the goal."""

    async def act(session: AsyncSession) -> Answer:
        controle = body.as_controle(caller.code)
        inhoud = {"tekst": body.doel, "signalen": body.signalen}
        poging = Poging(
            controle.id, "doel", caller.client_id, caller.code, caller.persoon, inhoud=inhoud
        )
        await controleren.start(rt, session, controle, poging)
        place = {"Location": location(request, f"/controles/{controle.id}")}
        return Answer(201, controle_of(controle), place)

    return await write(request, caller, act)


@router.get(
    "/controles",
    response_model=ControlesPagina,
    summary="Controles",
    description="Die van de aanroepende gemeente, nieuwste eerst.",
)
async def list_controles(
    request: Request, rt: Rt, caller: Controller, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await controles.of_gemeente(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [controle_of(controle) for controle in found], last)


@router.get(
    "/controleaankondigingen",
    response_model=AankondigingenPagina,
    summary="Aangekondigde controles",
    description="Wat de aanroepende aanbieder is aangekondigd, met het conceptrapport om op te "
    "reageren en het eindrapport.",
)
async def list_aankondigingen(
    request: Request, rt: Rt, caller: Gecontroleerde, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """For the aanbieder."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await controles.announced_to(session, caller.code, before, limit)
        shown = [aankondiging_of(c, await zaken.steps_of(session, c.id)) for c in found]
    return paged(request, shown, found[-1].id if len(found) == limit else None)


@router.post(
    "/controles/_opruimen",
    response_model=Opgeruimd,
    summary="Bewaartermijn toepassen",
    description="Verwijdert de detailgegevens van controles waarvan de bewaartermijn voorbij is.",
)
async def post_opruimen(
    request: Request, rt: Rt, caller: Controller, idempotency_key: IdempotencyKey = None
) -> Response:
    """Of the caller."""

    async def act(session: AsyncSession) -> Answer:
        cleared = await controleren.clear_expired(rt, session, caller.code)
        return Answer(200, Opgeruimd(aantal=cleared))

    return await write(request, caller, act)


@router.get(
    "/controles/{controleId}",
    response_model=ControleDossier,
    summary="Eén controle",
    description="Met alle stappen en wat daarbij is vastgelegd en gepubliceerd.",
)
async def get_controle(
    controle_id: ControleId, rt: Rt, caller: Controller, response: Response
) -> ControleDossier:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await controles.read(session, controle_id)
        if found is None or found.gemeentecode != caller.code:
            raise NotFound("Deze controle bestaat niet.")
        response.headers["ETag"] = etag(found.versie)
        return dossier_of(found, await zaken.steps_of(session, controle_id))


@router.post(
    "/controles/{controleId}/handelingen",
    response_model=Controle,
    summary="Volgende stap",
    description="Een stap overslaan kan niet (409). De detailcontrole is aan de aangewezen "
    "persoon (403). Ook wat wordt geweigerd komt in het logboek.",
)
async def post_handeling(
    controle_id: ControleId,
    body: Controlehandeling,
    request: Request,
    rt: Rt,
    caller: Controller,
    stap: Step,
) -> Response:
    """One step."""
    inhoud = body.model_dump(mode="json", exclude={"handeling"}, exclude_none=True)
    poging = replace(
        _attempt(controle_id, body.handeling, caller, inhoud), op=partial(match_if_given, request)
    )

    async def act(session: AsyncSession) -> Answer:
        gegevens = body.as_gegevens()
        after = await controleren.step(rt, session, body.handeling, gegevens, poging)
        return Answer(200, controle_of(after), {"ETag": etag(after.versie)})

    return await _noted(rt, poging, lambda: write(request, caller, act))


@router.get(
    "/controles/{controleId}/cijfers",
    response_model=Controlecijfers,
    summary="Cijfers over de aanbieder",
    description="Samengeteld per maand en product, vanaf het algemene controleplan.",
)
async def get_cijfers(controle_id: ControleId, rt: Rt, caller: Controller) -> Controlecijfers:
    """Aggregates only."""
    poging = _attempt(controle_id, "cijfers", caller)
    return cijfers_of(await _looked(rt, poging, controleren.see_figures))


@router.get(
    "/controles/{controleId}/dossiers",
    response_model=Dossiers,
    summary="Dossiers in de detailcontrole",
    description="De clienten in de periode, onder een naam die alleen in deze controle bestaat. "
    "Alleen in de detailcontrole en voor de aangewezen persoon.",
)
async def list_dossiers(controle_id: ControleId, rt: Rt, caller: Controller) -> Dossiers:
    """For the bound person."""
    poging = _attempt(controle_id, "dossiers", caller)
    return dossiers_of(await _looked(rt, poging, controleren.list_files))


@router.post(
    "/controles/{controleId}/inzagen",
    response_model=Inzage,
    summary="Dossier inzien",
    description="De prestaties van één client. Alleen in de detailcontrole en voor de aangewezen "
    "persoon; elke inzage wordt per dossier vastgelegd, ook die onder een sleutel die al gebruikt "
    "is: het antwoord wordt niet bewaard.",
)
async def post_inzage(
    controle_id: ControleId,
    body: Inzageverzoek,
    rt: Rt,
    caller: Controller,
    idempotency_key: IdempotencyKey = None,
) -> Inzage:
    """For the bound person."""
    poging = replace(
        _attempt(controle_id, "inzage", caller), dossier=body.dossier, waarom=body.reden
    )
    return inzage_of(body.dossier, await _looked(rt, poging, controleren.open_file))


@router.get(
    "/controles/{controleId}/audit",
    response_model=Auditlog,
    summary="Logboek van een controle",
    description="Elke poging, ook die is geweigerd, met de reden.",
)
async def get_audit(controle_id: ControleId, rt: Rt, caller: Controller) -> Auditlog:
    """Of a control of the caller."""
    async with rt.db.read() as session:
        found = await controles.read(session, controle_id)
        if found is None or found.gemeentecode != caller.code:
            raise NotFound("Deze controle bestaat niet.")
        return audit_of(await controles.log_of(session, controle_id))


def _attempt(
    controle_id: str,
    handeling: str,
    caller: Caller,
    inhoud: dict[str, object] | None = None,
) -> Poging:
    return Poging(
        controle_id=controle_id,
        handeling=handeling,
        door=caller.client_id,
        code=caller.code,
        persoon=caller.persoon,
        inhoud=inhoud or {},
    )


async def _looked(
    rt: Runtime,
    poging: Poging,
    look: Callable[[Runtime, AsyncSession, Poging], Awaitable[Found]],
) -> Found:
    """Looking writes too: the log of it is in the same transaction."""

    async def act() -> Found:
        async with rt.db.begin() as session:
            return await look(rt, session, poging)

    return await _noted(rt, poging, act)


async def _noted(rt: Runtime, poging: Poging, act: Callable[[], Awaitable[Found]]) -> Found:
    """What is refused is undone, and then written down."""
    try:
        return await act()
    except (Forbidden, Conflict) as refusal:
        await controleren.note_refusal(rt, poging, refusal)
        raise
