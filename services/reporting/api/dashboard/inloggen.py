# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Logging in at one's own organisation: out to it, and back with a code that says who it is."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from libs.common.auth import ATTEMPT_LIFE, AnotherAttempt
from libs.common.problem import Forbidden, TooManyRequests, Unauthenticated, Unavailable
from libs.common.runtime import Runtime
from services.reporting.api.dashboard.aanmelding import (
    COOKIE,
    LEZER,
    formulier,
    kenmerken,
    root_of,
    veilig,
)

POGING = "jeugdregio_inloggen"


async def begin(request: Request) -> Response:
    """Send the browser to the organisation; it holds the attempt until it is back."""
    runtime: Runtime = request.app.state.runtime
    root = root_of(request)
    if runtime.login is None:
        return RedirectResponse(f"{root}/aanmelden", 303)
    naar = veilig(request.query_params.get("naar", ""), root)
    try:
        address, held = await runtime.login.begin(f"{root}/inloggen/terug", naar)
    except Unavailable as fout:
        return formulier(request, fout.detail, fout.status)
    answer = RedirectResponse(address, 303)
    life = int(ATTEMPT_LIFE.total_seconds())
    answer.set_cookie(POGING, held, life, **kenmerken(request, "lax"))
    return answer


async def terug(request: Request) -> Response:
    """Let in who comes back with the answer to the attempt that this browser holds, once."""
    runtime: Runtime = request.app.state.runtime
    root = root_of(request)
    if runtime.login is None:
        return RedirectResponse(f"{root}/aanmelden", 303)
    held = request.cookies.get(POGING, "")
    answer: Response
    try:
        caller, naar = await runtime.login.finish(
            held, request.query_params, f"{root}/inloggen/terug"
        )
        LEZER.admit(await runtime.authorised(caller))
        answer = RedirectResponse(naar, 303)
        answer.set_cookie(COOKIE, runtime.login.session(caller), **kenmerken(request, "lax"))
    except AnotherAttempt as fout:  # what it holds is of another tab, perhaps
        return formulier(request, fout.detail, fout.status)
    except (Unauthenticated, Forbidden, TooManyRequests, Unavailable) as fout:
        answer = formulier(request, fout.detail, fout.status)
    answer.delete_cookie(POGING, **kenmerken(request, "lax"))
    return answer
