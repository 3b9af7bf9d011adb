# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the explanation of a message as a whole, which goes before that of its lines."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from libs.common.api import Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.api.callers import partij_of
from services.billing.api.declaraties import DeclaratieId
from services.billing.api.page import HTML, page_of_whole, wants_page
from services.billing.handlers import toelichten
from services.billing.handlers.toelichten import GeheelUitgelegd
from services.billing.schemas.toelichting import GeheelToelichting, geheel_of

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Reader = Annotated[Caller, allow("declaraties:lezen", OrgType.AANBIEDER, OrgType.GEMEENTE)]
BerichtId = Annotated[str, Path(max_length=36)]

_PAGE = {"content": {HTML: {"schema": {"type": "string"}}}}
_TOLD = (
    "Elke regel die aan de prestaties voorafgaat, in het bericht, op de header en op de "
    "declaratie als geheel: wat er is gezien en het oordeel. Met `Accept: text/html` als bladzijde "
    "om te lezen."
)


@router.get(
    "/declaraties/{declaratie_id}/toelichting",
    response_model=GeheelToelichting,
    responses={200: _PAGE, 409: {"description": "Het bericht is niet bewaard."}},
    summary="Toelichting op een declaratie",
    description=_TOLD,
)
async def get_toelichting(
    declaratie_id: DeclaratieId, request: Request, rt: Rt, caller: Reader
) -> Response:
    """Why the declaratie came to its lines, or was refused as a whole."""
    async with rt.db.read() as session:
        party = partij_of(caller)
        found = await toelichten.explain_declaratie(rt, session, party, declaratie_id)
    if found is None:
        raise NotFound("Deze declaratie bestaat niet.")
    return _answer(request, found)


@router.get(
    "/berichten/{bericht_id}/toelichting",
    response_model=GeheelToelichting,
    responses={200: _PAGE, 409: {"description": "Het bericht is niet bewaard."}},
    summary="Toelichting op een bericht",
    description=f"{_TOLD} Ook van een bericht dat geen declaratie heeft opgeleverd.",
)
async def get_berichttoelichting(
    bericht_id: BerichtId, request: Request, rt: Rt, caller: Reader
) -> Response:
    """The same, also of a message that was refused before there was a declaratie."""
    async with rt.db.read() as session:
        found = await toelichten.explain_bericht(rt, session, partij_of(caller), bericht_id)
    if found is None:
        raise NotFound("Dit bericht bestaat niet, of is niet beoordeeld.")
    return _answer(request, found)


def _answer(request: Request, found: GeheelUitgelegd) -> Response:
    geheel = geheel_of(found)
    if wants_page(request):
        return page_of_whole(geheel, found.gezien)
    content = geheel.model_dump_json(by_alias=True)
    return Response(content, media_type="application/json", headers={"Vary": "Accept"})
