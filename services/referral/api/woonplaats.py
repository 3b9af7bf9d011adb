# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the woonplaatsbeginsel, for gemeenten."""

from fastapi import APIRouter

from libs.common.api import IdempotencyKey
from services.referral.api.callers import Reader
from services.referral.domain.woonplaats import responsible
from services.referral.schemas.woonplaats import Woonplaats, Woonplaatsvraag, woonplaats_of

router = APIRouter(tags=["Woonplaats"], redirect_slashes=False)


@router.post(
    "/woonplaats/_bepaal",
    response_model=Woonplaats,
    summary="Verantwoordelijke gemeente bepalen",
    description="Volgens het woonplaatsbeginsel (artikel 1.1). Er wordt niets bewaard.",
)
async def determine(
    body: Woonplaatsvraag, _caller: Reader, idempotency_key: IdempotencyKey = None
) -> Woonplaats:
    """Nobody is registered at two addresses on one day: 400."""
    return woonplaats_of(responsible(body.as_situatie(), body.peildatum), body.peildatum)
