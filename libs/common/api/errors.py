# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every error of an application as problem+json; no technical detail leaves the process."""

from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from libs.common.db import is_passing
from libs.common.problem import (
    Conflict,
    InvalidInput,
    InvalidParam,
    MethodNotAllowed,
    NotFound,
    Problem,
    Unavailable,
)

PROBLEM_JSON = "application/problem+json"

_REASONS = {
    "missing": "is verplicht",
    "extra_forbidden": "is geen bekend veld",
    "json_invalid": "is geen geldige JSON",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
    "string_too_short": "is te kort",
    "string_too_long": "is te lang",
    "date_from_datetime_parsing": "is geen datum (jjjj-mm-dd)",
    "date_parsing": "is geen datum (jjjj-mm-dd)",
    "date_type": "is geen datum (jjjj-mm-dd)",
    "datetime_parsing": "is geen moment (jjjj-mm-ddTuu:mm:ssZ)",
    "timezone_aware": "mist een tijdzone",
    "int_parsing": "is geen geheel getal",
    "int_type": "is geen geheel getal",
    "int_from_float": "is geen geheel getal",
    "string_type": "is geen tekst",
    "bool_type": "is geen ja/nee-waarde",
    "bool_parsing": "is geen ja/nee-waarde",
    "list_type": "is geen lijst",
    "greater_than_equal": "is te klein",
    "greater_than": "is te klein",
    "less_than_equal": "is te groot",
    "too_short": "bevat te weinig elementen",
    "too_long": "bevat te veel elementen",
    "enum": "is geen toegestane waarde",
    "literal_error": "is geen toegestane waarde",
    "model_attributes_type": "is geen object",
}

_TELLABLE = 200
"""Characters in which what is allowed is told; a longer list stands in the documentation."""

_log = structlog.get_logger()


def install(app: Starlette) -> None:
    """Replace the framework's error answers by ours."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(IntegrityError, _lost_race)
    for passing in (DBAPIError, PoolTimeoutError, OSError):
        app.add_exception_handler(passing, _out_of_reach)
    app.add_exception_handler(Exception, _bug)


def problem_response(problem: Problem) -> Response:
    """The problem as an HTTP answer."""
    return JSONResponse(
        problem.as_json(), problem.status, headers=problem.headers, media_type=PROBLEM_JSON
    )


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class only
    return problem_response(error)


async def _invalid_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    params = [_param(e) for e in error.errors()]
    return problem_response(InvalidInput(_summary(params), invalid_params=params))


def params_of(error: ValidationError) -> list[InvalidParam]:
    """What is wrong with a value that was validated outside a request; names are fields of it."""
    return [_param({**one, "loc": ("body", *one["loc"])}) for one in error.errors()]


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    if isinstance(error.__cause__, Problem):  # of ours, while the framework read the body
        return problem_response(error.__cause__)
    if error.status_code == MethodNotAllowed.status:
        allowed = ", ".join(sorted(allowed_methods(request.app.routes, request)))
        detail = f"Hier kan alleen: {allowed}."
        return problem_response(MethodNotAllowed(detail, headers={"Allow": allowed}))
    if error.status_code == NotFound.status:
        return problem_response(NotFound("Deze bron bestaat niet."))
    if error.status_code < 500:  # noqa: PLR2004 - the caller's fault
        return problem_response(InvalidInput("De aanvraag kon niet worden gelezen."))
    return await _bug(request, error)


async def _lost_race(_request: Request, _error: Exception) -> Response:
    detail = "Een gelijktijdige wijziging ging voor; lees de bron opnieuw en probeer het nog eens."
    return problem_response(Conflict(detail, code="gelijktijdige-wijziging"))


async def _out_of_reach(request: Request, error: Exception) -> Response:
    """The database is away: nothing of the request was done, and it may be sent again."""
    if not is_passing(error):
        return await _bug(request, error)
    _log.warning("database out of reach", route=_route(request), error=type(error).__name__)
    detail = "De gegevens zijn nu niet bereikbaar; er is niets vastgelegd. Probeer het zo opnieuw."
    return problem_response(Unavailable(detail, headers={"Retry-After": "5"}))


async def _bug(request: Request, error: Exception) -> Response:
    _log.error("unhandled error", route=_route(request), error=type(error).__name__, exc_info=error)
    return problem_response(Problem("De fout is vastgelegd; probeer het later opnieuw."))


def allowed_methods(routes: Iterable[BaseRoute], request: Request) -> set[str]:
    """All methods of all routes that match this path, with HEAD and OPTIONS left to the server."""
    found: set[str] = set()
    for route in routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    return found | ({"HEAD"} if "GET" in found else set())


def _param(error: Any) -> InvalidParam:  # noqa: ANN401 - pydantic's untyped error dict
    kind = str(error["type"])
    reason = _REASONS.get(kind)
    if reason is None:
        reason = (
            str(error["msg"]).removeprefix("Value error, ")
            if kind == "value_error"
            else ("is ongeldig")
        )
    expected = str(error.get("ctx", {}).get("expected", ""))
    if kind in {"enum", "literal_error"} and 0 < len(expected) <= _TELLABLE:
        reason += f"; wel: {expected.replace(' or ', ' of ').replace(chr(39), '')}"
    return InvalidParam(_name(error["loc"]), kind.replace("_", "-"), reason)


def _name(loc: Sequence[str | int]) -> str:
    """`("body", "producten", 0, "eenheid")` becomes `producten[0].eenheid`."""
    name = ""
    for part in loc[1:] if len(loc) > 1 else loc:
        name += f"[{part}]" if isinstance(part, int) else f".{part}"
    return name.lstrip(".")


def _summary(params: Sequence[InvalidParam]) -> str:
    listed = "; ".join(f"{p.name} {p.reason}" for p in params[:5])
    more = f" en nog {len(params) - 5}" if len(params) > 5 else ""  # noqa: PLR2004 - a summary
    return f"{listed}{more}."


def _route(request: Request) -> str:
    """The path template, never the path: a path may hold what a log must not."""
    return str(getattr(request.scope.get("route"), "path", "unknown"))
