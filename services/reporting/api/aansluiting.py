# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is known as approved, to lay beside what billing approved (X-10)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from libs.common.api import Cursor, Limit, Rt, as_position, decode_cursor, paged, position
from libs.common.auth import Caller, OrgType, allow
from libs.common.runtime import Runtime
from services.reporting import store
from services.reporting.api.vragen import MAAND, ORDER, Gemeentefilter, Moment, op_moment
from services.reporting.schemas import Aansluitcel, Aansluiting, Aansluitregel, Aansluitregels
from services.reporting.store import Approved

router = APIRouter(tags=["Weergaven"], redirect_slashes=False)


@dataclass(frozen=True, slots=True)
class Aansluitvraag:
    """Which approved lines are laid beside those of billing."""

    van: Annotated[str, Query(pattern=MAAND, description="Eerste zorgmaand, jjjj-mm.")]
    tot: Annotated[str, Query(pattern=MAAND, description="Laatste zorgmaand, jjjj-mm.")]
    peilmoment: Annotated[
        Moment, Query(description="Alleen wat voor dit moment is beoordeeld; niet in de toekomst.")
    ]
    gemeente: Gemeentefilter = None
    aanbieder: Annotated[str | None, Query(pattern=r"^[0-9]{8}$", description="AGB-code.")] = None

    def as_approved(self, rt: Runtime, caller: Caller) -> Approved:
        """The same within what the caller may see."""
        van, tot = (date.fromisoformat(f"{month}-01") for month in (self.van, self.tot))
        moment = op_moment(rt, self.peilmoment, [ORDER] if tot < van else ())
        own = caller.code if caller.org_type == OrgType.GEMEENTE else self.gemeente
        return Approved(moment, van, tot, own, self.aanbieder)


Reconciler = Annotated[Caller, allow("aansluiting:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]


@router.get(
    "/aansluiting",
    response_model=Aansluiting,
    summary="Aansluiting met declaraties",
    description="Wat hier als goedgekeurd bekend is per gemeente, aanbieder en zorgmaand, om naast "
    "dezelfde telling van declaraties te leggen. Een gemeente ziet zichzelf, beheer alles.",
)
async def list_aansluiting(
    vraag: Annotated[Aansluitvraag, Depends()],
    request: Request,
    rt: Rt,
    caller: Reconciler,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Totals."""
    place = position(cursor, str, str, str)
    after = None if place is None else (place[0], place[1], date.fromisoformat(place[2]))
    async with rt.db.read() as session:
        rows = await store.approved_cells(session, vraag.as_approved(rt, caller), after, limit)
    cellen = [
        Aansluitcel(
            gemeentecode=row.gemeentecode,
            agb_code=row.agb_code,
            maand=f"{row.maand:%Y-%m}",
            aantal=row.aantal,
            bedrag=int(row.bedrag),
        )
        for row in rows
    ]
    last = as_position(list(rows[-1])[:3]) if len(rows) == limit else None
    return paged(request, cellen, last)


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
    caller: Reconciler,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """The lines, without a client."""
    after = decode_cursor(cursor)
    async with rt.db.read() as session:
        rows = await store.approved_lines(session, vraag.as_approved(rt, caller), after, limit)
    regels = [Aansluitregel(regel_id=row.regel_id, bedrag=row.bedrag) for row in rows]
    return paged(request, regels, rows[-1].regel_id if len(rows) == limit else None)
