# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Cursors over a sort order of several columns."""

import json
from collections.abc import Sequence
from typing import Any

from libs.common.api.model import decode_cursor
from libs.common.problem import InvalidInput, InvalidParam


def as_position(values: Sequence[object]) -> str:
    """The sort values of the last item of a page, as text for `paged`."""
    return json.dumps(list(values), separators=(",", ":"), default=str)


def position(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The values in a cursor, of these kinds; `InvalidInput` for any cursor that is not ours."""
    text = decode_cursor(cursor)
    if text is None:
        return None
    try:
        values = json.loads(text)
        if isinstance(values, list) and [type(value) for value in values] == list(kinds):
            # PostgreSQL takes no NUL, nor half a character, which has no encoding.
            texts = "".join(value for value in values if isinstance(value, str)).encode()
            if b"\0" not in texts:
                return tuple(values)
    except ValueError:
        pass
    reason = "is niet afkomstig uit een Link-header van deze API"
    raise InvalidInput(
        "De cursor klopt niet.", invalid_params=[InvalidParam("cursor", "onbekend", reason)]
    )
