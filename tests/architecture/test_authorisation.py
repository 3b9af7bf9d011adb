# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Nothing is open: every endpoint has one authorisation rule, and refuses who brings no token."""

import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from libs.common.auth import AuthorisationRule
from libs.common.clock import SimulatedClock
from libs.common.runtime import Service
from services.embedded import open_embedded
from tests.rechten.tabel import expected, published

SERVICES = ("contract", "referral", "billing", "reporting")
OPEN_TO_ALL = {"/openapi.json", "/asyncapi.json", "/docs", "/docs.js", "/docs-files"}
LOGIN = "/dashboard/aanmelden"
SIGN_IN = "/embedded/aanmelden"
"""For who is at the machine itself, which `test` is not."""

SECURITY_TXT = "/.well-known/security.txt"
PROBES = {"/livez", "/readyz", "/metrics", "/v1", SECURITY_TXT}

Start = Callable[..., Awaitable[Service]]


def rules(dependant: Dependant) -> Iterator[AuthorisationRule]:
    if isinstance(dependant.call, AuthorisationRule):
        yield dependant.call
    for inner in dependant.dependencies:
        yield from rules(inner)


def endpoints(v1: FastAPI) -> list[APIRoute]:
    return [route for route in v1.routes if isinstance(route, APIRoute)]


def path(route: BaseRoute) -> str:
    assert isinstance(route, Route | Mount)
    return route.path


@pytest.fixture(params=SERVICES)
async def service(request: pytest.FixtureRequest, start: Start) -> Service:
    return await start(request.param)


async def test_every_endpoint_has_exactly_one_rule(service: Service) -> None:
    found = {
        path(route): len([*rules(route.dependant)]) for route in endpoints(service.app.state.v1)
    }
    assert found
    assert {name: count for name, count in found.items() if count != 1} == {}


async def test_who_may_do_what_is_in_the_table(openapi_documents: dict[str, Any]) -> None:
    """An endpoint that is new, gone or open to others: a row to be thought about, or a fault."""
    told, found = set(expected()), set(published(openapi_documents))

    missing, wrong = ([one.row() for one in sorted(rows)] for rows in (found - told, told - found))
    assert (missing, wrong) == ([], []), "rows to add to tests/rechten/rechten.txt, and to remove"


async def test_what_has_no_rule_is_known(service: Service) -> None:
    v1 = service.app.state.v1
    assert {path(route) for route in v1.routes if route not in endpoints(v1)} <= OPEN_TO_ALL
    beside = {path(route) for route in service.app.routes}
    assert {name for name in beside if not name.startswith("/dashboard")} <= PROBES


async def test_pages_send_a_stranger_to_the_form(service: Service) -> None:
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as anyone:
        for route in service.app.routes:
            if not path(route).startswith("/dashboard") or path(route) == LOGIN:
                continue
            assert isinstance(route, Route)
            for method in route.methods or ():
                answer = await anyone.request(method, re.sub(r"{\w+}", "1", route.path))
                assert (method, route.path, answer.status_code) == (method, route.path, 303)
                assert answer.headers["location"].partition("?")[0] == LOGIN


async def test_without_a_token_every_endpoint_answers_401(service: Service) -> None:
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as anyone:
        for route in endpoints(service.app.state.v1):
            for method in route.methods or ():
                answer = await anyone.request(method, re.sub(r"{\w+}", "1", route.path))
                assert (method, route.path, answer.status_code) == (method, route.path, 401)


async def test_what_the_embedded_mode_adds_is_not_open_either(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    async with open_embedded(tmp_path, clock) as region:
        transport = httpx.ASGITransport(region.app)
        added = [route for route in region.app.routes if isinstance(route, Route)]
        assert added
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as anyone:
            for route in added:
                if route.path in {"/dashboard", "/proef", SECURITY_TXT}:
                    continue  # say where something is, or look at what is given and keep nothing
                refusal = 403 if route.path == SIGN_IN else 401
                for method in route.methods or ():
                    answer = await anyone.request(method, route.path)
                    told = (method, route.path, answer.status_code)
                    assert told == (method, route.path, refusal)
