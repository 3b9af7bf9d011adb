# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Headers that every answer carries, with HEAD, timing and a span for every route."""

import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common.auth import PEER, Peers
from libs.common.ids import is_uuid
from libs.common.logboek.model import UNKNOWN, acting, acting_as
from libs.common.metrics import Metrics
from libs.common.tracing import Tracing, answered

_PROBES = frozenset({"/livez", "/readyz", "/metrics"})

_SECURITY = {
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
}

_FSC_TRANSACTION = "fsc-transaction-id"

_log = structlog.get_logger()


class Edge:
    """Pure ASGI middleware: API-Version and security headers, HEAD as GET without a body.

    It also says in the scope who is at the other end, where that is told by `peers`, and logs calls
    that came over FSC with their transaction, as those on both sides of them do.
    """

    def __init__(
        self,
        app: ASGIApp,
        version: str,
        metrics: Metrics,
        tracing: Tracing,
        peers: Peers | None = None,
    ) -> None:
        self._app = app
        self._version = version.encode()
        self._metrics = metrics
        self._tracing = tracing
        self._peers = peers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request; anything that is not HTTP passes untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        inner: MutableMapping[str, Any] = dict(scope, method="GET") if head else scope
        if self._peers is not None:
            inner = dict(inner, **{PEER: self._peers.of(scope)})
        headers = Headers(scope=scope)
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

        with (
            self._tracing.request(scope["method"], headers) as span,
            acting_as("", UNKNOWN),
        ):
            try:
                await self._app(inner, receive, sending)
            finally:
                route = getattr(inner.get("route"), "path", "unmatched")
                taken = time.perf_counter() - began
                self._metrics.observe("request_seconds", taken, scope["method"], route, str(status))
                answered(span, scope["method"], route, status)
                if transaction := headers.get(_FSC_TRANSACTION):
                    _log_fsc(transaction, inner, route, status)
                _account_for(inner, route, status)

    def _headers(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in given}
        own = {b"api-version": self._version, **_SECURITY}
        return [*given, *((n, v) for n, v in own.items() if n not in present)]


def _log_fsc(transaction: str, scope: Scope, route: str, status: int) -> None:
    _log.info(
        "fsc_call",
        fsc_transaction_id=transaction if is_uuid(transaction) else "not a UUID",
        peer=scope.get(PEER),
        method=scope["method"],
        route=route,
        status=status,
    )


def _account_for(scope: MutableMapping[str, Any], route: str, status: int) -> None:
    """What BIO2 8.15.01 asks of a log line: what, on what, with what result, from where, by whom.

    Of the path only ids that we gave out: a caller may put anything in it.
    """
    if route in _PROBES:
        return
    given = scope.get("path_params", {}).values()
    _log.info(
        "request",
        action=scope["method"],
        object=route,
        object_id=[one for one in given if isinstance(one, str) and is_uuid(one)],
        result=status,
        origin=(scope.get("client") or ("",))[0],
        actor=acting().actor,
    )
