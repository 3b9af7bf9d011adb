# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Headers of the writes, so that the API document lists them; `write` and `expected` read them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel

from libs.common.api import IdempotencyKey, etag, require_match

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=40,
        description="ETag van de versie waarop de wijziging is gebaseerd; is de bron intussen "
        "gewijzigd, dan volgt 412.",
    ),
]


@dataclass(frozen=True, slots=True)
class ChangeHeaders:
    """What a change may carry."""

    if_match: IfMatch = None
    idempotency_key: IdempotencyKey = None


Change = Annotated[ChangeHeaders, Depends()]

STALE: dict[int | str, dict[str, Any]] = {412: {"description": "De bron is intussen gewijzigd."}}
"""For the API document of every change."""


def expected(request: Request) -> Callable[[int], None]:
    """Refuses with 412 when the caller expected another version."""
    return partial(require_match, request)


def shown(body: BaseModel, versie: int) -> Response:
    """A resource with its version as ETag."""
    content = body.model_dump_json(by_alias=True)
    return Response(content, media_type="application/json", headers={"ETag": etag(versie)})
