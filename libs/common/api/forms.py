# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""In which form a route takes and gives what it does, of whom, and how much of it.

415 and 406 before anything is done; 401 and 413 before a body is read: the framework reads it whole
before it asks who sent it.
"""

import re
from collections.abc import Sequence
from copy import copy

from fastapi.datastructures import DefaultPlaceholder
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from libs.common.api.body import MEGABYTE, bounded
from libs.common.auth import refuse_strangers
from libs.common.problem import NotAcceptable, UnsupportedMedia

MOST_BYTES = "x-ten-hoogste-bytes"
"""In `openapi_extra` of a route that takes other bodies of JSON than the largest of all others."""

_MOST = 25 * MEGABYTE
_JSON = "application/json"
_OF_JSON = re.compile(r"application/.+\+json")
_WEIGHTLESS = re.compile(r"q=0(\.0*)?")


def negotiated(route: BaseRoute) -> BaseRoute:
    """The same route, which refuses a body it cannot read and a caller it cannot answer.

    What it takes and gives is what it documents. One that reads its body itself has its own bound.
    """
    if not isinstance(route, APIRoute):
        return route
    extra = route.openapi_extra or {}
    most = None if "requestBody" in extra else int(extra.get(MOST_BYTES, _MOST))
    same = copy(route)
    same.app = _Negotiated(route.app, _taken(route), _given(route), most)
    return same


def accepts(accept: str, kinds: Sequence[str]) -> bool:
    """Whether an `Accept` leaves room for one of these media types."""
    for entry in accept.lower().split(","):
        asked, *parameters = (part.strip() for part in entry.split(";"))
        if any(_WEIGHTLESS.fullmatch(one) for one in parameters):
            continue
        if asked == "*/*" or any(asked in (k, f"{k.partition('/')[0]}/*") for k in kinds):
            return True
    return False


class _Negotiated:
    """Pure ASGI, around the route itself: what is refused here was not read yet."""

    def __init__(
        self, app: ASGIApp, taken: Sequence[str], given: Sequence[str], most: int | None
    ) -> None:
        self._app = app
        self._taken = taken
        self._given = given
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        has_body = _has_body(headers)
        if self._taken and has_body and not _is_of(headers, self._taken):
            raise UnsupportedMedia(f"Stuur de gegevens als {_listed(self._taken)}.")
        if self._given and not accepts(headers.get("Accept") or "*/*", self._given):
            raise NotAcceptable(f"Deze weergave is er als {_listed(self._given)}.")
        if has_body:
            await refuse_strangers(Request(scope))
            if self._most is not None:
                receive = bounded(receive, headers, self._most)
        await self._app(scope, receive, send)


def _has_body(headers: Headers) -> bool:
    return headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in headers


def _is_of(headers: Headers, kinds: Sequence[str]) -> bool:
    given = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return given in kinds or (_JSON in kinds and _OF_JSON.fullmatch(given) is not None)


def _taken(route: APIRoute) -> tuple[str, ...]:
    """The media types of a body, none for a route without one."""
    raw = (route.openapi_extra or {}).get("requestBody", {}).get("content", ())
    return (*raw, _JSON) if route.body_field is not None else tuple(raw)


def _given(route: APIRoute) -> tuple[str, ...]:
    """The media types of an answer that tells of no error."""
    made = route.response_class
    own = made.value if isinstance(made, DefaultPlaceholder) else made
    kinds = [] if own.media_type is None else [own.media_type]
    for status, told in route.responses.items():
        if str(status).startswith("2"):
            kinds += told.get("content", ())
    return tuple(dict.fromkeys(kinds))


def _listed(kinds: Sequence[str]) -> str:
    *most, last = kinds
    return f"{', '.join(most)} of {last}" if most else last
