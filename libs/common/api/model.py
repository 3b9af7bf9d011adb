# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Models and paging of the REST interfaces."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from libs.common.problem import InvalidInput, InvalidParam


class ApiModel(BaseModel):
    """Base of everything on the wire: Dutch camelCase names, unknown fields refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True
    )


Cursor = Annotated[
    str | None,
    Query(max_length=200, description="Waar de vorige bladzijde ophield (uit de Link-header)."),
]
Limit = Annotated[int, Query(ge=1, le=500, description="Hoogste aantal resultaten.")]


def encode_cursor(position: str) -> str:
    """An opaque cursor for the sort position of the last item of a page."""
    return base64.urlsafe_b64encode(position.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """The position in a cursor of ours; `InvalidInput` for any other text."""
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        position = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        if not position.isprintable():  # no position of ours, and PostgreSQL takes no NUL
            raise ValueError(position)
        return position
    except (binascii.Error, ValueError) as error:
        reason = "is niet afkomstig uit een Link-header van deze API"
        raise InvalidInput(
            "De cursor klopt niet.", invalid_params=[InvalidParam("cursor", "onbekend", reason)]
        ) from error


def paged(
    request: Request,
    items: Sequence[BaseModel],
    next_position: str | None,
    about: BaseModel | None = None,
) -> JSONResponse:
    """One page: `{"resultaten": [...]}` with a `Link` to the next page when there is one.

    What holds for all pages (`about`) stands beside them.
    """
    headers = next_link(request, next_position)
    body = {} if about is None else about.model_dump(mode="json", by_alias=True)
    body["resultaten"] = [item.model_dump(mode="json", by_alias=True) for item in items]
    return JSONResponse(body, headers=headers)


def next_link(request: Request, next_position: str | None) -> dict[str, str]:
    """The header that leads to the next page; none when there is none."""
    if next_position is None:
        return {}
    query = dict(request.query_params) | {"cursor": encode_cursor(next_position)}
    path = f"{request.scope.get('root_path', '')}{_own_path(request)}"
    return {"Link": f'<{path}?{urlencode(query)}>; rel="next"'}


def _own_path(request: Request) -> str:
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", ""))
