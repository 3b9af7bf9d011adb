# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Headers of changes and of what is shown."""

from collections.abc import Callable
from functools import partial

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from libs.common.api import etag, require_match


def expected(request: Request) -> Callable[[int], None]:
    """Refuses with 412 when the caller expected another version."""
    return partial(require_match, request)


def shown(body: BaseModel, versie: int) -> Response:
    """A resource with its version as ETag."""
    content = body.model_dump_json(by_alias=True)
    return Response(content, media_type="application/json", headers={"ETag": etag(versie)})
