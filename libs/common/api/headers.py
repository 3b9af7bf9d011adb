# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Headers that every answer carries, with HEAD, timing and a span for every route."""

import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common.metrics import Metrics
from libs.common.tracing import Tracing, answered

_SECURITY = {
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
}


class Edge:
    """Pure ASGI middleware: API-Version and security headers, HEAD as GET without a body."""

    def __init__(self, app: ASGIApp, version: str, metrics: Metrics, tracing: Tracing) -> None:
        self._app = app
        self._version = version.encode()
        self._metrics = metrics
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; anything that is not HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner: MutableMapping[str, Any] = dict(scope, method="GET") if head else scope
        status = 500
        began = time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._headers(message["headers"])
            elif head:
                message = {**message, "body": b""}
            await send(message)

        with self._tracing.request(scope["method"], Headers(scope=scope)) as span:
            try:
                await self._app(inner, receive, sending)
            finally:
                route = getattr(inner.get("route"), "path", "unmatched")
                taken = time.perf_counter() - began
                self._metrics.observe("request_seconds", taken, scope["method"], route, str(status))
                answered(span, scope["method"], route, status)

    def _headers(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in given}
        own = {b"api-version": self._version, **_SECURITY}
        return [*given, *((n, v) for n, v in own.items() if n not in present)]
