# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who looks: a cookie that no script can read holds a sealed login, or the token of a person.

Nothing is kept here, so any api process answers any page.
"""

from collections.abc import Awaitable, Callable
from typing import Literal, TypedDict
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from libs.common.api import read_at_most
from libs.common.auth import THIS_MACHINE, AuthorisationRule, Caller, OrgType, identify
from libs.common.problem import (
    Forbidden,
    NotFound,
    Problem,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)
from libs.common.runtime import Runtime
from services.reporting.api.dashboard.opmaak import page

COOKIE = "jeugdregio_dashboard"
LEZER = AuthorisationRule("weergaven:lezen", (OrgType.REGIO, OrgType.GEMEENTE, OrgType.BEHEER))
_MAX_FORM = 16_384
_MAX_NAAR = 1000
"""Sealed in a cookie, of which a browser keeps 4,096 bytes."""

_VERLOPEN = "Uw aanmelding is verlopen. Meld u opnieuw aan."
_BUITEN = ("/aanmelden", "/inloggen", "/afmelden")
"""Below the dashboard: where nobody wants to arrive who logs in."""

Bladzijde = Callable[[Request, Runtime, Caller], Awaitable[Response]]
Eindpunt = Callable[[Request], Awaitable[Response]]


class Kenmerken(TypedDict):
    """How a cookie is kept."""

    path: str
    httponly: bool
    samesite: Literal["lax", "strict"]
    secure: bool


def na_aanmelden(bladzijde: Bladzijde, regel: AuthorisationRule = LEZER) -> Eindpunt:
    """The page for who is logged in and may see it; who is not logged in goes to the form."""

    async def endpoint(request: Request) -> Response:
        runtime: Runtime = request.app.state.runtime
        houdt = request.cookies.get(COOKIE, "")
        try:
            caller = await _beller(request, houdt)
        except (Forbidden, TooManyRequests, Unavailable) as fout:
            return formulier(request, fout.detail, fout.status)
        except Problem:
            return _eerst_aanmelden(request, verlopen=bool(houdt))
        try:
            return await bladzijde(request, runtime, regel.admit(caller))
        except (Forbidden, NotFound) as fout:
            return page(request, "geen.html", fout.status, beller=caller, fout=fout.detail)

    return endpoint


async def toon_aanmelden(request: Request) -> Response:
    """The form."""
    verlopen = request.query_params.get("reden") == "verlopen"
    return formulier(request, _VERLOPEN if verlopen else None)


async def meld_aan(request: Request) -> Response:
    """Take a token in, when it is one that may look."""
    try:
        body = await read_at_most(request, _MAX_FORM, "Een formulier")
    except TooLarge as fout:
        return formulier(request, fout.detail, fout.status)
    form = parse_qs(body.decode(errors="replace"))
    token = form.get("token", [""])[0].strip()
    naar = form.get("naar", [""])[0]
    try:
        if _van_elders(request):
            raise Forbidden("Dit formulier kwam van een andere website. Meld u hier opnieuw aan.")
        LEZER.admit(await identify(request, token))
    except (Unauthenticated, Forbidden, TooManyRequests, Unavailable) as fout:
        return formulier(request, fout.detail, fout.status, naar)
    answer = RedirectResponse(veilig(naar, root_of(request)), 303)
    answer.set_cookie(COOKIE, token, **kenmerken(request, "strict"))
    return answer


async def meld_af(request: Request) -> Response:
    """Forget who it was, and say where to log out of the organisation too."""
    runtime: Runtime = request.app.state.runtime
    answer: Response = RedirectResponse(f"{root_of(request)}/aanmelden", 303)
    if _van_elders(request):
        return answer
    if runtime.login is not None and _is_zitting(request.cookies.get(COOKIE, "")):
        try:
            verder = await runtime.login.leave(f"{root_of(request)}/aanmelden")
            answer = page(request, "afgemeld.html", beller=None, verder=verder, fout=None)
        except Problem as fout:
            answer = page(request, "afgemeld.html", beller=None, verder=None, fout=fout.detail)
    answer.delete_cookie(COOKIE, **kenmerken(request, "strict"))
    return answer


def formulier(
    request: Request, fout: str | None = None, status: int = 200, naar: str | None = None
) -> Response:
    """The form, with what was wrong."""
    runtime: Runtime = request.app.state.runtime
    naar = request.query_params.get("naar", "") if naar is None else naar
    heen = veilig(naar, root_of(request))
    return page(
        request,
        "aanmelden.html",
        status,
        beller=None,
        fout=fout,
        naar=heen,
        inloggen=f"inloggen?{urlencode({'naar': heen})}" if runtime.login else None,
    )


def veilig(naar: str, root: str) -> str:
    """`naar` when it is a page of the dashboard at `root`, which is where all else leads.

    A browser takes `//host` and `/\\host` for another host, and leaves tabs and line ends out.
    """
    if not naar.isascii() or not naar.isprintable() or "\\" in naar or naar.startswith("//"):
        return root
    if len(naar) > _MAX_NAAR:
        return root
    try:
        parts = urlsplit(naar)
    except ValueError:
        return root
    below = parts.path.removeprefix(root)
    is_page = naar.startswith(root) and (not below or below.startswith("/"))
    if parts.scheme or parts.netloc or not is_page or below.startswith(_BUITEN):
        return root
    return root if "%" in below or ".." in below or "//" in below else naar


def root_of(request: Request) -> str:
    """Where the pages are."""
    return f"{request.scope.get('root_path', '')}/dashboard"


def kenmerken(request: Request, samesite: Literal["lax", "strict"]) -> Kenmerken:
    """Not secure on this machine itself, where a browser gets no https."""
    return {
        "path": root_of(request),
        "httponly": True,
        "samesite": samesite,
        "secure": request.url.hostname not in THIS_MACHINE,
    }


def _eerst_aanmelden(request: Request, *, verlopen: bool) -> Response:
    """To the form, which knows the page that was asked for when it can be asked for again."""
    path = request.url.path
    heen = f"{path}?{request.url.query}" if request.url.query else path
    vraag = {"reden": "verlopen"} if verlopen else {}
    if request.method == "GET" and veilig(heen, root_of(request)) != root_of(request):
        vraag["naar"] = heen
    waar = f"{root_of(request)}/aanmelden"
    return RedirectResponse(f"{waar}?{urlencode(vraag)}" if vraag else waar, 303)


async def _beller(request: Request, houdt: str) -> Caller:
    runtime: Runtime = request.app.state.runtime
    if runtime.login is not None and _is_zitting(houdt):
        return LEZER.admit(await runtime.authorised(runtime.login.caller(houdt)))
    return LEZER.admit(await identify(request, houdt))


def _is_zitting(houdt: str) -> bool:
    """A sealed login; a token has dots in it."""
    return bool(houdt) and "." not in houdt


def _van_elders(request: Request) -> bool:
    """A form of another site, as browsers say it; who is no browser says nothing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
