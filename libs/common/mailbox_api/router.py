# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The endpoints: post a message, follow it, and collect what was sent to you."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Cursor,
    IdempotencyKey,
    IfNoneMatch,
    Limit,
    Rt,
    decode_cursor,
    is_known,
    location,
    paged,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.logboek import VanBericht, note
from libs.common.mailbox import MailIn, MailOut, MailStatus
from libs.common.mailbox_api.door import at_the_door, read_body
from libs.common.mailbox_api.intake import Intake
from libs.common.mailbox_api.room import Queue, Uploads, expected_size
from libs.common.mailbox_api.schemas import (
    Bericht,
    BerichtenPagina,
    UitgaandBericht,
    UitgaandeBerichtenPagina,
    bericht_of,
    uitgaand_of,
)
from libs.common.problem import InvalidInput, NotFound
from libs.common.runtime import Runtime


def mailbox_router(intake: Intake) -> APIRouter:
    """The endpoints, for the kinds of message in `intake`."""
    router = APIRouter(tags=["Berichten"], redirect_slashes=False)
    _add_intake(router, intake)
    _add_received(router)
    _add_outgoing(router)
    return router


_Poster = Annotated[Caller, allow("berichten:indienen", OrgType.AANBIEDER, OrgType.GEMEENTE)]
_Reader = Annotated[Caller, allow("berichten:lezen", OrgType.AANBIEDER, OrgType.GEMEENTE)]
_XML_BODY = {
    "requestBody": {
        "required": True,
        "description": "Een iJw 3.2-bericht: XML, UTF-8 zonder BOM, ten hoogste 25 MB.",
        "content": {
            "application/xml": {"schema": {"type": "string"}},
            "text/xml": {"schema": {"type": "string"}},
        },
    }
}


def _add_intake(router: APIRouter, intake: Intake) -> None:
    kinds = ", ".join(sorted(intake.kinds))
    uploads, queue = Uploads(), Queue()

    @router.post(
        "/berichten",
        status_code=202,
        response_model=Bericht,
        summary="Bericht indienen",
        description=f"Neemt een iJw-bericht aan ({kinds}). Het bericht wordt eerst bewaard en "
        "daarna beoordeeld; volg de uitkomst op de plaats in `Location`, en zie in `wachtendVoor` "
        "hoeveel berichten eerst aan de beurt zijn. Dezelfde bytes nog eens "
        "indienen geeft hetzelfde bericht terug en verandert niets.",
        openapi_extra=_XML_BODY,
        responses={
            413: {"description": "Groter dan 25 MB."},
            415: {"description": "Geen XML."},
            503: {"description": "Er wachten te veel berichten; zie `Retry-After`."},
        },
    )
    async def post_message(
        request: Request,
        rt: Rt,
        caller: _Poster,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        ahead = await queue.ahead(rt)
        with uploads.room(expected_size(request, intake.max_bytes), rt.settings.max_upload_mb):
            body = await read_body(request, intake.max_bytes)
            received, problem = at_the_door(body, caller, intake, rt)
            async with rt.db.begin_alone() as session:
                mail, new = await rt.need_mailbox().receive(session, received)
        if new:
            outcome = "stored" if problem is None else "refused"
            rt.metrics.count("messages_received", received.soort or "unknown", outcome)
        place = location(request, f"/berichten/{mail.id}")
        if problem is not None:
            problem.instance = place
            problem.headers = {**problem.headers, "Location": place}
            raise problem
        if new:
            queue.taken()
            shown = bericht_of(mail, None, "", ahead)
        else:
            async with rt.db.read() as session:
                known = await _visible(session, rt, mail.id, caller)
                shown = await _shown(session, rt, request, known)
        body_json = shown.model_dump(mode="json", by_alias=True)
        return JSONResponse(body_json, 202, headers={"Location": place})


def _add_received(router: APIRouter) -> None:
    @router.get(
        "/berichten",
        response_model=BerichtenPagina,
        summary="Ontvangen berichten",
        description="Nieuwste eerst; alleen berichten van of aan de aanroepende organisatie.",
    )
    async def list_messages(
        request: Request, rt: Rt, caller: _Reader, cursor: Cursor = None, limit: Limit = 50
    ) -> Response:
        mailbox = rt.need_mailbox()
        async with rt.db.read() as session:
            found = await mailbox.list_in(session, caller.code, decode_cursor(cursor), limit)
        last = found[-1].id if len(found) == limit else None
        return paged(request, [bericht_of(mail, None, "") for mail in found], last)

    @router.get(
        "/berichten/{bericht_id}",
        response_model=Bericht,
        summary="Eén ontvangen bericht",
        description="Status, alle bevindingen met regel, plaats en retourcode, en het antwoord. "
        "Met het antwoord komt een ETag: stuur hem mee in If-None-Match, en wie nog eens kijkt "
        "krijgt 304. Wie het antwoord ziet, komt in het logboek van verwerkingen.",
        responses={304: {"description": "Het antwoord is zoals u het hebt."}},
    )
    async def get_message(
        bericht_id: str,
        request: Request,
        rt: Rt,
        caller: _Reader,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        async with rt.db.read() as session:
            mail = await _visible(session, rt, bericht_id, caller)
            tag = f'"{mail.antwoord_id}"'
            if mail.antwoord_id is not None and is_known(request, tag):
                return Response(status_code=304, headers={"ETag": tag})
            shown = await _shown(session, rt, request, mail)
        headers = {"ETag": tag} if shown.antwoord else None
        return JSONResponse(shown.model_dump(mode="json", by_alias=True), headers=headers)


def _add_outgoing(router: APIRouter) -> None:
    @router.get(
        "/uitgaande-berichten",
        response_model=UitgaandeBerichtenPagina,
        summary="Berichten voor mij",
        description="Alles wat voor de aanroepende organisatie klaarligt, in volgorde van "
        "vrijgave. Bewaar de laatste cursor en vraag daarmee verder: er wordt niets gemist.",
    )
    async def list_outgoing(
        request: Request, rt: Rt, caller: _Reader, cursor: Cursor = None, limit: Limit = 50
    ) -> Response:
        after = _number(decode_cursor(cursor))
        async with rt.db.read() as session:
            found = await rt.need_mailbox().list_out(session, caller.code, after, limit)
        shown = [uitgaand_of(mail, request) for mail in found]
        return paged(request, shown, str(found[-1].volgnummer) if found else None)

    @router.get(
        "/uitgaande-berichten/{bericht_id}",
        response_model=UitgaandBericht,
        summary="Eén uitgaand bericht",
        description="De gegevens van een bericht voor of van de aanroepende organisatie.",
    )
    async def get_outgoing(
        bericht_id: str, request: Request, rt: Rt, caller: _Reader
    ) -> UitgaandBericht:
        return uitgaand_of(await _outgoing(rt, bericht_id, caller), request)

    @router.get(
        "/uitgaande-berichten/{bericht_id}/inhoud",
        summary="De XML van een uitgaand bericht",
        description="Het bericht zoals het verzonden wordt.",
        response_class=Response,
        responses={200: {"content": {"application/xml": {"schema": {"type": "string"}}}}},
    )
    async def get_content(bericht_id: str, rt: Rt, caller: _Reader) -> Response:
        mail = await _outgoing(rt, bericht_id, caller, opened=True)
        if not mail.inhoud:
            detail = "De inhoud van dit bericht is vernietigd: de bewaartermijn is voorbij."
            raise NotFound(detail, code="vernietigd")
        return Response(mail.inhoud, media_type="application/xml")


async def _visible(session: AsyncSession, rt: Runtime, mail_id: str, caller: Caller) -> MailIn:
    mail = await rt.need_mailbox().read_in(session, mail_id)
    if mail is None or not _may_see(mail, caller):
        raise NotFound("Dit bericht bestaat niet.")
    return mail


async def _shown(session: AsyncSession, rt: Runtime, request: Request, mail: MailIn) -> Bericht:
    """What became of it; who is shown an answer sees whom it is about, and is logged for that."""
    mailbox = rt.need_mailbox()
    answer = waiting = None
    if mail.status is MailStatus.ONTVANGEN:
        most = rt.settings.max_waiting
        waiting = await mailbox.waiting(session, before=mail.id, most=most)
    if mail.antwoord_id is not None:
        answer = await mailbox.read_out(session, mail.antwoord_id)
    path = location(request, f"/uitgaande-berichten/{mail.antwoord_id}/inhoud")
    shown = bericht_of(mail, answer, path, waiting)
    if shown.antwoord is not None:
        note(session, [VanBericht(mail.id)])
    return shown


def _may_see(mail: MailIn, caller: Caller) -> bool:
    """The poster always; the parties in the header only once that header is believed."""
    if mail.ingediend_door == caller.code:
        return True
    return mail.status != MailStatus.AFGEKEURD and caller.code in (mail.afzender, mail.ontvanger)


async def _outgoing(rt: Runtime, mail_id: str, caller: Caller, *, opened: bool = False) -> MailOut:
    """What the caller may collect; `opened` when the content is shown, of whomever it tells."""
    async with rt.db.read() as session:
        mail = await rt.need_mailbox().read_out(session, mail_id)
        if mail is None or not _may_collect(mail, caller):
            raise NotFound("Dit bericht bestaat niet.")
        if opened:
            note(session, [VanBericht(mail.betreft or mail.bundle)])
    return mail


def _may_collect(mail: MailOut, caller: Caller) -> bool:
    if mail.afzender == caller.code:
        return True
    return mail.ontvanger == caller.code and mail.vrijgegeven_op is not None


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isdigit():
        raise InvalidInput("De cursor klopt niet.")
    return int(cursor)
