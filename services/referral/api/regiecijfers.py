# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of figures around families, for gemeenten."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from libs.common.api import Rt
from libs.common.problem import InvalidInput, InvalidParam
from services.referral.api.callers import RegieReader
from services.referral.domain.cijfers import Periode, count_transfers
from services.referral.schemas.tafels import Regiecijfers, regiecijfers_of
from services.referral.store import tafels
from services.referral.store.verblijven import touching

router = APIRouter(tags=["Regiecijfers"], redirect_slashes=False)

Van = Annotated[date, Query(description="Eerste dag.", examples=["2026-01-01"])]
Tot = Annotated[date, Query(description="Laatste dag.", examples=["2026-12-31"])]


@router.get(
    "/regiecijfers",
    response_model=Regiecijfers,
    summary="Cijfers over een periode",
    description="Overplaatsingen, beschermingstafels, consulten en ondertoezichtstellingen.",
)
async def get_regiecijfers(rt: Rt, caller: RegieReader, van: Van, tot: Tot) -> Regiecijfers:
    """Of the caller."""
    if tot < van:
        reason = "ligt voor van"
        param = InvalidParam("tot", "periode", reason)
        raise InvalidInput(f"tot {reason}.", invalid_params=[param])
    periode = Periode(van, tot)
    async with rt.db.read() as session:
        places = await touching(session, rt.need_vault(), caller.code, van, tot)
        tellingen = await tafels.counts(session, caller.code, periode)
    return regiecijfers_of(periode, count_transfers(places, periode), tellingen)
