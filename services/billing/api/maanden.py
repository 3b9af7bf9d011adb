# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Months and positions as they stand in a query."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query

from libs.common.api import decode_cursor
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


def position(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The values in a cursor that `as_position` made; `InvalidInput` for any other."""
    text = decode_cursor(cursor)
    if text is None:
        return None
    try:
        values = json.loads(text)
        if isinstance(values, list) and [type(value) for value in values] == list(kinds):
            return tuple(values)
    except ValueError:
        pass
    reason = "is niet afkomstig uit een Link-header van deze API"
    raise InvalidInput(
        "De cursor klopt niet.", invalid_params=[InvalidParam("cursor", "onbekend", reason)]
    )


def as_position(values: Sequence[object]) -> str:
    """Values as the text of a cursor."""
    return json.dumps(list(values), separators=(",", ":"))
