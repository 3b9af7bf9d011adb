# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of lump sums: what is agreed, and what the aanbieder says it delivered.

And `python -m services.billing taakafspraken`, which tells all that were agreed.
"""

from argparse import ArgumentParser
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    location,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.commands.parser import OwnCommand
from libs.common.problem import NotFound
from services.billing.api.callers import gemeenten_of
from services.billing.domain.taakgericht import Afspraak
from services.billing.handlers import taakgericht as handlers
from services.billing.schemas.taakgericht import (
    NieuweOpgave,
    NieuweTaakafspraak,
    Opgave,
    OpgavenPagina,
    Taakafspraak,
    TaakafsprakenPagina,
    kort_of,
    opgave_of,
    taakafspraak_of,
)
from services.billing.store import taakgericht

router = APIRouter(tags=["Taakgericht"], redirect_slashes=False)

_PARTIES = (OrgType.REGIO, OrgType.GEMEENTE, OrgType.AANBIEDER)
Agreer = Annotated[Caller, allow("taakgericht:afspreken", OrgType.REGIO, OrgType.GEMEENTE)]
Reporter = Annotated[Caller, allow("taakgericht:opgeven", OrgType.AANBIEDER)]
Reader = Annotated[Caller, allow("taakgericht:lezen", *_PARTIES)]
OpgaveReader = Annotated[Caller, allow("taakgericht:lezen", OrgType.GEMEENTE, OrgType.AANBIEDER)]
AfspraakId = Annotated[str, Path(alias="afspraakId", max_length=36)]


@router.post(
    "/taakafspraken",
    status_code=201,
    response_model=Taakafspraak,
    summary="Lumpsum vastleggen",
    description="Het jaarbedrag van een taakgericht contract, met de verdeelsleutel ex ante. Per "
    "gemeente en per maand op de cent verdeeld; samen precies het jaarbedrag. Zonder bedrag en "
    "sleutel gelden de bijdragen die in het contract zijn vastgesteld.",
)
async def post_taakafspraak(
    body: NieuweTaakafspraak,
    request: Request,
    rt: Rt,
    caller: Agreer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Agree, for the gemeenten that the caller speaks for."""

    async def act(session: AsyncSession) -> Answer:
        gemeenten = await gemeenten_of(session, caller, date(body.jaar, 1, 1))
        wanted = body.as_afspraak(caller.code)
        made = await handlers.agree(rt, session, wanted, body.as_looptijd(), gemeenten)
        termijnen = await taakgericht.termijnen_of(session, made.id)
        place = {"Location": location(request, f"/taakafspraken/{made.id}")}
        return Answer(201, taakafspraak_of(made, termijnen), place)

    return await write(request, caller, act)


@router.get(
    "/taakafspraken",
    response_model=TaakafsprakenPagina,
    summary="Lumpsums",
    description="Die de aanroeper afsprak, ontvangt of meebetaalt, nieuwste eerst.",
)
async def list_taakafspraken(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of the caller."""
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await taakgericht.list_afspraken(session, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [kort_of(afspraak) for afspraak in found], last)


@router.get(
    "/taakafspraken/{afspraakId}",
    response_model=Taakafspraak,
    summary="Eén lumpsum",
    description="Voor wie haar afsprak, de aanbieder en de gemeenten in de sleutel.",
)
async def get_taakafspraak(afspraak_id: AfspraakId, rt: Rt, caller: Reader) -> Taakafspraak:
    """One of the caller."""
    async with rt.db.read() as session:
        found = await taakgericht.read_afspraak(session, afspraak_id)
        if found is None or caller.code not in _parties(found):
            raise NotFound("Deze afspraak bestaat niet.")
        return taakafspraak_of(found, await taakgericht.termijnen_of(session, afspraak_id))


@router.post(
    "/taakopgaven",
    status_code=201,
    response_model=Opgave,
    responses={200: {"model": Opgave, "description": "Dezelfde regels waren al opgegeven."}},
    summary="Levering opgeven",
    description="Wat onder een lumpsum per client is geleverd, per gemeente en per maand of "
    "kwartaal. Een volgende opgave over dezelfde periode vervangt de vorige geheel. Alle fouten "
    "worden in één antwoord genoemd; dan is er niets vastgelegd.",
)
async def post_taakopgave(
    body: NieuweOpgave,
    request: Request,
    rt: Rt,
    caller: Reporter,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Report, as the aanbieder."""

    async def act(session: AsyncSession) -> Answer:
        opgave = body.as_opgave(caller.code, rt.need_vault())
        kept, is_new = await handlers.report(rt, session, opgave)
        return Answer(201 if is_new else 200, opgave_of(kept))

    return await write(request, caller, act)


@router.get(
    "/taakopgaven",
    response_model=OpgavenPagina,
    summary="Opgaven",
    description="Alle versies, nieuwste eerst: aantallen, zonder gegevens over een client.",
)
async def list_taakopgaven(
    request: Request, rt: Rt, caller: OpgaveReader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Of or about the caller."""
    column = "agb_code" if caller.org_type == OrgType.AANBIEDER else "gemeentecode"
    before = decode_cursor(cursor)
    async with rt.db.read() as session:
        found = await taakgericht.list_opgaven(session, column, caller.code, before, limit)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [opgave_of(opgave) for opgave in found], last)


def _parties(afspraak: Afspraak) -> frozenset[str]:
    return frozenset((afspraak.opdrachtgever, afspraak.agb_code, *afspraak.sleutel))


def _arguments(_parser: ArgumentParser) -> None:
    """None."""


TAAKAFSPRAKEN = OwnCommand(
    "publish all lump sums as they were agreed", _arguments, handlers.tell_agreed
)
