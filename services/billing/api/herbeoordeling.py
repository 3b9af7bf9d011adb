# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of judging again: a question that changes nothing, so it may be asked at any time."""

from typing import Annotated

from fastapi import APIRouter

from libs.common.api import IdempotencyKey, Rt
from libs.common.auth import Caller, OrgType, allow
from libs.common.problem import NotFound
from services.billing.api.declaraties import DeclaratieId
from services.billing.handlers.herbeoordelen import judge_again, note_again
from services.billing.schemas.herbeoordeling import (
    Herbeoordeeld,
    Herbeoordeling,
    herbeoordeeld_of,
)
from services.billing.store import reading

router = APIRouter(tags=["Declaraties"], redirect_slashes=False)

Payer = Annotated[Caller, allow("declaraties:lezen", OrgType.GEMEENTE, OrgType.BEHEER)]


@router.post(
    "/declaraties/{declaratie_id}/_herbeoordeel",
    response_model=Herbeoordeeld,
    responses={409: {"description": "Het bericht is niet bewaard."}},
    summary="Opnieuw beoordelen",
    description="Beoordeelt de declaratie nog eens met de regels, contracten en toewijzingen zoals "
    "op het peilmoment van kracht en bekend, en noemt elk verschil met het oordeel van toen. Een "
    "die als geheel is afgewezen wordt opnieuw uit het bericht gelezen. Er wijzigt niets.",
)
async def post_herbeoordeling(
    declaratie_id: DeclaratieId,
    vraag: Herbeoordeling,
    rt: Rt,
    caller: Payer,
    idempotency_key: IdempotencyKey = None,
) -> Herbeoordeeld:
    """Judge again."""
    gemeentecode = caller.code if caller.org_type == OrgType.GEMEENTE else None
    async with rt.db.read() as session:
        declaratie = await reading.find_declaratie(session, declaratie_id, gemeentecode)
        if declaratie is None:
            raise NotFound("Deze declaratie bestaat niet.")
        found = await judge_again(rt, session, declaratie, vraag.peilmoment)
        note_again(session, declaratie.bericht_id, found)
    moment = vraag.peilmoment or declaratie.beoordeeld_op
    return herbeoordeeld_of(declaratie, moment, found)
