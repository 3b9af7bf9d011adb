# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the reconciliation with reporting, and the command `reconcile`."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import AwareDatetime

from libs.common.api import (
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    as_position,
    decode_cursor,
    paged,
    position,
    to_come,
)
from libs.common.auth import Caller, OrgType, allow
from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import InvalidInput
from libs.common.runtime import Runtime
from libs.common.watch import settled_before
from services.billing.api.maanden import MAAND, TotMaand, VanMaand, as_maand, window
from services.billing.handlers.aansluiten import Opgegeven, Rapportage, compare, told
from services.billing.rules.aansluiting import Cel
from services.billing.schemas.aansluiting import (
    Aansluiting,
    Aansluitregel,
    Aansluitregels,
    Opgave,
    Vergelijking,
    cellen_of,
    vergelijking_of,
)
from services.billing.store import aansluiting
from services.billing.store.aansluiting import Gevraagd
from services.billing.store.clienten import note_regels

router = APIRouter(tags=["Aansluiting"], redirect_slashes=False)

_TIMEOUT_S = 60

Reader = Annotated[Caller, allow("aansluiting:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]
Comparer = Annotated[Caller, allow("aansluiting:lezen", OrgType.GEMEENTE)]


@dataclass(frozen=True, slots=True)
class Aansluitvraag:
    """Which approved lines are laid beside those of reporting."""

    van: VanMaand
    tot: TotMaand
    peilmoment: Annotated[
        AwareDatetime,
        Query(description="Alleen wat voor dit moment is beoordeeld; niet in de toekomst."),
    ]
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$")] = None
    aanbieder: Annotated[str | None, Query(pattern=r"^[0-9]{8}$")] = None

    def within(self, caller: Caller, rt: Runtime) -> Gevraagd:
        """The same within what the caller may see; `InvalidInput` for a moment to come."""
        van, tot = window(self.van, self.tot)
        own = caller.code if caller.org_type == OrgType.GEMEENTE else self.gemeente
        return Gevraagd(_moment(rt, self.peilmoment), van, tot, own, self.aanbieder)


def _moment(rt: Runtime, peilmoment: datetime) -> datetime:
    if wrong := to_come(rt, "peilmoment", peilmoment):
        raise InvalidInput("Het peilmoment ligt in de toekomst.", invalid_params=wrong)
    return peilmoment.astimezone(UTC)


@router.get(
    "/aansluiting",
    response_model=Aansluiting,
    summary="Aansluiting met rapportages",
    description="Wat is goedgekeurd per gemeente, aanbieder en zorgmaand, om naast dezelfde "
    "telling van rapportages te leggen. Een gemeente ziet zichzelf, beheer alles.",
)
async def list_aansluiting(
    vraag: Annotated[Aansluitvraag, Depends()],
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Totals."""
    place = position(cursor, str, str, int)
    after = None if place is None else Cel(*place)
    async with rt.db.read() as session:
        cells = await aansluiting.cells(session, vraag.within(caller, rt), after, limit)
    last = as_position(list(cells)[-1]) if len(cells) == limit else None
    return paged(request, cellen_of(cells), last)


@router.get(
    "/aansluiting/regels",
    response_model=Aansluitregels,
    summary="Regels achter de aansluiting",
    description="De goedgekeurde regels, om een verschil regel voor regel te vinden.",
)
async def list_aansluitregels(
    vraag: Annotated[Aansluitvraag, Depends()],
    request: Request,
    rt: Rt,
    caller: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The lines, without a client."""
    after = decode_cursor(cursor)
    async with rt.db.read() as session:
        lines = await aansluiting.lines(session, vraag.within(caller, rt), after, limit)
        await note_regels(session, list(lines))
    regels = [Aansluitregel(regel_id=one, bedrag=bedrag) for one, bedrag in lines.items()]
    return paged(request, regels, regels[-1].regel_id if len(regels) == limit else None)


@router.post(
    "/aansluiting/_vergelijk",
    response_model=Vergelijking,
    summary="Vergelijken met een opgave",
    description="Legt de opgave van een andere kant naast wat hier is goedgekeurd en noemt elk "
    "verschil, per regel als de regels zijn opgegeven. Er wordt niets vastgelegd.",
)
async def post_vergelijk(
    body: Opgave, rt: Rt, caller: Comparer, idempotency_key: IdempotencyKey = None
) -> Vergelijking:
    """Of the caller."""
    van, tot = window(body.van, body.tot)
    gevraagd = Gevraagd(_moment(rt, body.peilmoment), van, tot, caller.code)
    andere = Opgegeven(body.cells(caller.code), body.lines(caller.code))
    return vergelijking_of([one async for one in compare(rt, gevraagd, andere)])


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("reporting", help="base URL of reporting, up to and including /v1")
    parser.add_argument("--token-file", type=Path, required=True, help="a token for reporting")
    parser.add_argument("--van", required=True, help="first month of care, jjjj-mm")
    parser.add_argument("--tot", required=True, help="last month of care, jjjj-mm")
    parser.add_argument("--gemeente", help="only this gemeentecode")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    if not all(re.match(MAAND, month) for month in (asked.van, asked.tot)) or asked.tot < asked.van:
        raise RefusedError("--van and --tot are months as 2026-04, in that order")
    try:
        token = asked.token_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{asked.token_file} cannot be read") from error
    moment = settled_before(runtime.clock.now())
    gevraagd = Gevraagd(moment, as_maand(asked.van), as_maand(asked.tot), asked.gemeente)
    headers = {"Authorization": f"Bearer {token}"}
    count = 0
    async with httpx.AsyncClient(
        base_url=asked.reporting, headers=headers, timeout=_TIMEOUT_S
    ) as client:
        async for verschil in compare(runtime, gevraagd, Rapportage(client)):
            count += 1
            for line in told(verschil):
                yield line
    if count:
        raise RefusedError(f"billing and reporting differ in {count} places")
    yield f"billing and reporting agree on all that was judged before {moment:%Y-%m-%d %H:%M} UTC"


RECONCILE = OwnCommand("compare what was approved with reporting, line by line", _arguments, _run)
