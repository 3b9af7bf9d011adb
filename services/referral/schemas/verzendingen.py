# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A message that we sent, over HTTP."""

from typing import Literal

from pydantic import Field

from libs.common.api import ApiModel
from services.referral.store import verzendingen as opslag


class Verzending(ApiModel):
    """Een verzonden bericht en wat de aanbieder erop antwoordde."""

    id: str = Field(description="Het bericht op /v1/uitgaande-berichten/{id}.")
    soort: str = Field(examples=["JW301"])
    retour: Literal["geen", "aanvaard", "afgewezen"]
    retourcodes: list[str]


def verzending_of(verzending: opslag.Verzending | None) -> Verzending | None:
    """For showing."""
    if verzending is None:
        return None
    return Verzending(
        id=verzending.id,
        soort=verzending.soort,
        retour=verzending.retour,
        retourcodes=list(verzending.retourcodes),
    )
