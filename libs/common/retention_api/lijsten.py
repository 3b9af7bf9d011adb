# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The endpoints of destruction lists: draw up, look at, take off, submit, approve or refuse."""

from fastapi import APIRouter, Request
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
    require_match,
    write,
)
from libs.common.auth import Caller
from libs.common.logboek import Sleutel, note
from libs.common.problem import InvalidInput, NotFound
from libs.common.retention import opschorten, opstellen, store, store_bewijs
from libs.common.retention.bekend import invalid
from libs.common.retention.lijst import Handeling, Lijst, Regel, dader
from libs.common.retention.model import Bewaartermijn
from libs.common.retention.vernietiging import Vernietiging
from libs.common.retention_api.callers import Approver, LijstId, Nummer, Preparer, Reader
from libs.common.retention_api.schemas import (
    Afwijzing,
    Bewaarplicht,
    NieuweLijst,
    NieuweOpschorting,
    VerklaringenPagina,
    Vernietigingslijst,
    VernietigingslijstenPagina,
    VernietigingsregelsPagina,
    bewaarplicht_of,
    lijst_of,
    regel_of,
    verklaring_of,
)
from libs.common.runtime import Runtime

router = APIRouter(tags=["Vernietiging"], redirect_slashes=False)


@router.get(
    "/vernietigingslijsten",
    response_model=VernietigingslijstenPagina,
    summary="Vernietigingslijsten",
    description="Wat vernietigd mag worden of werd, van de aanroepende gemeente; nieuwste eerst. "
    "Zolang er geen lijst ligt, wordt er elke nacht een opgesteld van wie de termijn voorbij is.",
)
async def list_lijsten(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    v, page = rt.need_vernietiging(), (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        found = await store.listed(session, v.tables, caller.code, page)
        counts = await store.counts(session, v.tables, [one.id for one in found])
    shown = [lijst_of(one, _termijn(v, one), counts.get(one.id, {})) for one in found]
    return paged(request, shown, found[-1].id if len(found) == limit else None)


@router.post(
    "/vernietigingslijsten",
    status_code=201,
    response_model=Vernietigingslijst,
    responses={409: {"description": "Er ligt al een lijst, of er is niets te vernietigen."}},
    summary="Vernietigingslijst opstellen",
    description="Van wie de termijn voorbij is, of van één client die om vernietiging verzocht "
    "(Jeugdwet art. 7.3.9: binnen drie maanden, tenzij een wet of een belang van een ander zich "
    "verzet). Zonder `categorie` van de eerste waarvan hier lijsten zijn. Wat onder een "
    "bewaarplicht valt staat erop als `opgeschort`.",
)
async def post_lijst(
    body: NieuweLijst,
    request: Request,
    rt: Rt,
    caller: Preparer,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Draw one up."""
    wie, v = dader(caller.client_id, caller.persoon), _of(rt.need_vernietiging(), body.categorie)

    async def act(session: AsyncSession) -> Answer:
        if body.client_id is None or body.verzocht_op is None:
            lijst = await opstellen.draw_up(v, session, caller.code, wie)
        else:
            note(session, [Sleutel(body.client_id)])
            van = (caller.code, body.verzocht_op)
            lijst = await opstellen.on_request(v, session, wie, body.client_id, van=van)
        place = {"Location": location(request, f"/vernietigingslijsten/{lijst.id}")}
        return await _answer(rt, session, lijst, 201, place)

    return await write(request, caller, act)


@router.get(
    "/vernietigingslijsten/{lijstId}",
    response_model=Vernietigingslijst,
    summary="Eén vernietigingslijst",
    description="Met termijn, grondslag, wie wat besloot, en de versie als ETag.",
)
async def get_lijst(
    lijst_id: LijstId, rt: Rt, caller: Reader, response: Response
) -> Vernietigingslijst:
    """One of the caller."""
    async with rt.db.read() as session:
        lijst = await _read(rt, session, caller, lijst_id)
        counts = await store.counts(session, rt.need_vernietiging().tables, [lijst_id])
    response.headers["ETag"] = etag(lijst.versie)
    return lijst_of(lijst, _termijn(rt.need_vernietiging(), lijst), counts.get(lijst_id, {}))


@router.get(
    "/vernietigingslijsten/{lijstId}/regels",
    response_model=VernietigingsregelsPagina,
    summary="Regels van een vernietigingslijst",
    description="Per client: wanneer de termijn begon, tot wanneer bewaard wordt, hoeveel "
    "gegevens per tabel, en wat hen tegenhoudt.",
)
async def list_regels(
    lijst_id: LijstId,
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """In order."""
    after = _number(decode_cursor(cursor))
    async with rt.db.read() as session:
        await _read(rt, session, caller, lijst_id)
        tables = rt.need_vernietiging().tables
        found = await store.regels(session, tables, lijst_id, after, limit)
        note(session, _named(found))
    last = str(found[-1].nummer) if len(found) == limit else None
    return paged(request, [regel_of(one) for one in found], last)


@router.post(
    "/vernietigingslijsten/{lijstId}/regels/{nummer}/_opschorten",
    status_code=201,
    response_model=Bewaarplicht,
    responses={409: {"description": "De lijst is al vastgesteld, of de regel is er al af."}},
    summary="Client van een lijst halen",
    description="Legt een bewaarplicht op: tot die eindigt wordt van deze client niets vernietigd.",
)
async def post_opschorting(  # noqa: PLR0913, PLR0917 - where, what and who
    lijst_id: LijstId,
    nummer: Nummer,
    body: NieuweOpschorting,
    request: Request,
    rt: Rt,
    caller: Preparer,
    change: Change,
) -> Response:
    """Take a row off."""
    v, wie = rt.need_vernietiging(), dader(caller.client_id, caller.persoon)
    aan = (caller.code, lijst_id, nummer, lambda versie: require_match(request, versie))

    async def act(session: AsyncSession) -> Answer:
        held = await opschorten.take_off(v, session, aan, wie=wie, wat=body.as_plicht())
        note(session, [Sleutel(held.persoon)])
        place = location(request, f"/bewaarplichten/{held.id}")
        return Answer(201, bewaarplicht_of(held), {"Location": place, "ETag": etag(held.versie)})

    return await write(request, caller, act)


@router.post(
    "/vernietigingslijsten/{lijstId}/_indienen",
    response_model=Vernietigingslijst,
    responses={409: {"description": "De lijst is niet meer voorgesteld, of leeg."}},
    summary="Vernietigingslijst indienen",
    description="Ter vaststelling door een ander.",
)
async def post_indienen(
    lijst_id: LijstId, request: Request, rt: Rt, caller: Preparer, change: Change
) -> Response:
    """Submit."""
    return await _decide(request, rt, caller, lijst_id, ("indienen", None))


@router.post(
    "/vernietigingslijsten/{lijstId}/_vaststellen",
    response_model=Vernietigingslijst,
    responses={409: {"description": "De lijst is niet ingediend, of leeg."}},
    summary="Vernietigingslijst vaststellen",
    description="Door een ander dan wie haar opstelde of indiende (vier ogen). Daarna wordt zij "
    "uitgevoerd; wat dan onder een bewaarplicht valt of weer gewijzigd is, blijft.",
)
async def post_vaststellen(
    lijst_id: LijstId, request: Request, rt: Rt, caller: Approver, change: Change
) -> Response:
    """Approve."""
    return await _decide(request, rt, caller, lijst_id, ("vaststellen", None))


@router.post(
    "/vernietigingslijsten/{lijstId}/_afwijzen",
    response_model=Vernietigingslijst,
    responses={409: {"description": "De lijst is al vastgesteld of afgehandeld."}},
    summary="Vernietigingslijst afwijzen",
    description="Er wordt niets vernietigd; de reden blijft bij de lijst staan.",
)
async def post_afwijzen(
    lijst_id: LijstId,
    body: Afwijzing,
    request: Request,
    rt: Rt,
    caller: Approver,
    change: Change,
) -> Response:
    """Refuse."""
    reden = ": ".join(part for part in (body.reden, body.grondslag) if part)
    return await _decide(request, rt, caller, lijst_id, ("afwijzen", reden))


@router.get(
    "/vernietigingsverklaringen",
    response_model=VerklaringenPagina,
    summary="Verklaringen van vernietiging",
    description="Het bewijs van elke lijst die is uitgevoerd: wat, hoeveel, waarom en door wie; "
    "nieuwste eerst.",
)
async def list_verklaringen(
    request: Request, rt: Rt, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Response:
    """Newest first."""
    at = decode_cursor(cursor)
    before = None if at is None else _number(at)
    async with rt.db.read() as session:
        tables = rt.need_vernietiging().tables
        found = await store_bewijs.proofs_of(session, tables, caller.code, (before, limit))
    last = str(found[-1].volgnummer) if len(found) == limit else None
    return paged(request, [verklaring_of(one) for one in found], last)


async def _decide(
    request: Request, rt: Runtime, caller: Caller, lijst_id: str, wat: tuple[Handeling, str | None]
) -> Response:
    v, wie = rt.need_vernietiging(), dader(caller.client_id, caller.persoon)
    aan = (caller.code, lijst_id, lambda versie: require_match(request, versie))

    async def act(session: AsyncSession) -> Answer:
        return await _answer(
            rt, session, await opstellen.decide(v, session, aan, wat, wie), 200, {}
        )

    return await write(request, caller, act)


async def _answer(
    rt: Runtime, session: AsyncSession, lijst: Lijst, status: int, headers: dict[str, str]
) -> Answer:
    v = rt.need_vernietiging()
    counts = await store.counts(session, v.tables, [lijst.id])
    shown = lijst_of(lijst, _termijn(v, lijst), counts.get(lijst.id, {}))
    return Answer(status, shown, headers | {"ETag": etag(lijst.versie)})


async def _read(rt: Runtime, session: AsyncSession, caller: Caller, lijst_id: str) -> Lijst:
    found = await store.read(session, rt.need_vernietiging().tables, caller.code, lijst_id)
    if found is None:
        raise NotFound("Deze lijst bestaat niet.")
    return found


def _of(v: Vernietiging, categorie: str | None) -> Vernietiging:
    found = v if categorie is None else v.of(categorie)
    if found is None:
        known = ", ".join(one.dossiers.categorie for one in v.alle)
        raise invalid("categorie", f"hiervan is er geen lijst; wel van {known}")
    return found


def _termijn(v: Vernietiging, lijst: Lijst) -> Bewaartermijn:
    return v.van(lijst).termijn


def _named(regels: list[Regel]) -> list[Sleutel]:
    return [Sleutel(one.persoon) for one in regels if one.persoon is not None]


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 9:  # noqa: PLR2004 - an int
        raise InvalidInput("De cursor klopt niet.")
    return int(cursor)
