# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Months as they stand in a query."""

from typing import Annotated

from fastapi import Query

from libs.common.problem import InvalidInput, InvalidParam

MAAND = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"

VanMaand = Annotated[str, Query(pattern=MAAND, description="Eerste maand, jjjj-mm.")]
TotMaand = Annotated[str, Query(pattern=MAAND, description="Laatste maand, jjjj-mm.")]


def as_maand(text: str) -> int:
    """Year times 100 plus month."""
    return int(text.replace("-", ""))


def window(van: str, tot: str) -> tuple[int, int]:
    """Both months; `InvalidInput` when the last comes before the first."""
    if tot < van:
        reason = "ligt voor de eerste maand"
        raise InvalidInput(
            "De periode klopt niet.", invalid_params=[InvalidParam("tot", "volgorde", reason)]
        )
    return as_maand(van), as_maand(tot)
