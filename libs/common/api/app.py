# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Builds the application of a service: /v1 with its document, beside the probes and metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import cache, partial
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from libs.common.api import document, errors
from libs.common.api.forms import negotiated
from libs.common.api.headers import Edge
from libs.common.api.security_txt import security_txt
from libs.common.auth import Peers
from libs.common.contracts import asyncapi
from libs.common.problem import Unavailable
from libs.common.runtime import Runtime

_DOCS_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="docs-files/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="docs-files/swagger-ui-bundle.js"></script><script src="docs.js"></script>
</body></html>"""
_DOCS_SCRIPT = 'SwaggerUIBundle({url: "openapi.json", dom_id: "#swagger-ui"});'
_DOCS_CSP = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'"
)
_OPEN = {"Access-Control-Allow-Origin": "*"}
_DOCS_FILES = Path(fastapi_offline.__file__).parent / "static"

ReadyCheck = Callable[[], Awaitable[str | None]]
"""Gives None when ready, else the reason in one sentence."""


def create_app(
    runtime: Runtime,
    *,
    title: str,
    description: str,
    routers: Sequence[APIRouter],
    ready: ReadyCheck,
    pages: Sequence[Route] = (),
) -> Starlette:
    """The whole HTTP side of one service; `app.state.v1` is the documented part.

    `pages` are for people; they see to it themselves who may look.
    """
    v1 = FastAPI(
        title=title,
        version=runtime.version,
        description=description,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    v1.state.runtime = runtime
    errors.install(v1)
    for router in routers:
        # Flat: one list to read them all from.
        v1.router.routes.extend(negotiated(route) for route in router.routes)
    # Made when first asked for: it takes most of a second, and few programs are ever asked.
    v1.openapi = cache(  # type: ignore[method-assign]
        lambda: document.build(v1, runtime.name, runtime.settings)
    )
    _publish(v1, runtime)
    open_to_all = [*probe_routes(runtime, ready), security_txt(runtime)]
    outer = Starlette(routes=[*open_to_all, Mount("/v1", v1), *pages])
    outer.router.redirect_slashes = False
    errors.install(outer)
    outer.state.v1 = v1
    outer.state.runtime = runtime
    outer.add_middleware(
        Edge,
        version=runtime.version,
        metrics=runtime.metrics,
        tracing=runtime.tracing,
        peers=Peers.read(runtime.settings.peer_proxies, runtime.settings.peer_header),
    )
    return outer


def _publish(v1: FastAPI, runtime: Runtime) -> None:
    """The documents and their reader: open to all, as the API Design Rules ask."""

    async def openapi(_request: Request) -> Response:
        described = await asyncio.to_thread(v1.openapi)
        return JSONResponse(described, headers=_OPEN)

    events = cache(partial(asyncapi.document, runtime.version, runtime.name))

    async def told(_request: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(events), headers=_OPEN)

    async def docs(_request: Request) -> Response:
        page = _DOCS_PAGE.format(title=v1.title)
        return HTMLResponse(page, headers={"Content-Security-Policy": _DOCS_CSP})

    async def script(_request: Request) -> Response:
        return Response(_DOCS_SCRIPT, media_type="text/javascript")

    v1.router.routes.extend(
        [
            Route("/openapi.json", openapi),
            Route("/asyncapi.json", told),
            Route("/docs", docs),
            Route("/docs.js", script),
            Mount("/docs-files", StaticFiles(directory=_DOCS_FILES)),
        ]
    )


def probe_routes(runtime: Runtime, ready: ReadyCheck) -> list[Route]:
    """`/livez`, `/readyz` and `/metrics`, which a worker serves too."""

    async def livez(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        reason = await ready()
        if reason is None:
            return PlainTextResponse("ok")
        return errors.problem_response(Unavailable(reason, headers={"Retry-After": "5"}))

    async def metrics(_request: Request) -> Response:
        return Response(runtime.metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", metrics)]
