# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who looks: the token of a person stands in a cookie that no script can read, until it ends.

Nothing is kept here, so any api process answers any page.
"""

from collections.abc import Awaitable, Callable
from typing import Literal, TypedDict
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from libs.common.auth import AuthorisationRule, Caller, OrgType, identify
from libs.common.problem import Forbidden, NotFound, Problem, Unauthenticated
from libs.common.runtime import Runtime
from services.reporting.api.dashboard.opmaak import page

COOKIE = "jeugdregio_dashboard"
LEZER = AuthorisationRule("weergaven:lezen", (OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER))
_MAX_FORM = 16_384

_EIGEN_MACHINE = ("127.0.0.1", "localhost", "::1")

Bladzijde = Callable[[Request, Runtime, Caller], Awaitable[Response]]
Eindpunt = Callable[[Request], Awaitable[Response]]


class _Kenmerken(TypedDict):
    path: str
    httponly: bool
    samesite: Literal["strict"]
    secure: bool


def na_aanmelden(bladzijde: Bladzijde, regel: AuthorisationRule = LEZER) -> Eindpunt:
    """The page for who is logged in and may see it; who is not logged in goes to the form."""

    async def endpoint(request: Request) -> Response:
        runtime: Runtime = request.app.state.runtime
        try:
            caller = await _beller(request, request.cookies.get(COOKIE, ""))
        except Problem:
            return RedirectResponse(f"{_root(request)}/aanmelden", 303)
        try:
            return await bladzijde(request, runtime, regel.admit(caller))
        except (Forbidden, NotFound) as fout:
            return page(request, "geen.html", fout.status, beller=caller, fout=fout.detail)

    return endpoint


async def toon_aanmelden(request: Request) -> Response:
    """The form."""
    return page(request, "aanmelden.html", beller=None, fout=None)


async def meld_aan(request: Request) -> Response:
    """Take a token in, when it is one that may look."""
    body = await request.body()
    token = ""
    if len(body) <= _MAX_FORM:
        token = parse_qs(body.decode(errors="replace")).get("token", [""])[0].strip()
    try:
        await _beller(request, token)
    except (Unauthenticated, Forbidden) as fout:
        return page(request, "aanmelden.html", fout.status, beller=None, fout=fout.detail)
    answer = RedirectResponse(_root(request), 303)
    answer.set_cookie(COOKIE, token, **_kenmerken(request))
    return answer


async def meld_af(request: Request) -> Response:
    """Forget the token."""
    answer = RedirectResponse(f"{_root(request)}/aanmelden", 303)
    answer.delete_cookie(COOKIE, **_kenmerken(request))
    return answer


async def _beller(request: Request, token: str) -> Caller:
    return LEZER.admit(await identify(request, token))


def _root(request: Request) -> str:
    return f"{request.scope.get('root_path', '')}/dashboard"


def _kenmerken(request: Request) -> _Kenmerken:
    """Not secure on this machine itself, where a browser gets no https."""
    return {
        "path": _root(request),
        "httponly": True,
        "samesite": "strict",
        "secure": request.url.hostname not in _EIGEN_MACHINE,
    }
