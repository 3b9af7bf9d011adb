# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The operations of a service as its OpenAPI document has them, each with who may call it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from libs.common.api.document import api_routes, rules_of
from libs.common.auth import AuthorisationRule, OrgType, TokenIssuer
from libs.common.runtime import Service

Json = dict[str, Any]

CODES = {
    OrgType.GEMEENTE: "0307",
    OrgType.AANBIEDER: "90000101",
    OrgType.REGIO: "EEMLAND-DEMO",
    OrgType.BEHEER: "beheer",
}
SECURITY = {
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path; `described` is its part of the document."""

    method: str
    template: str
    described: Json
    rule: AuthorisationRule

    @property
    def path(self) -> str:
        """With something in the place of each parameter."""
        return re.sub(r"{\w+}", "1", self.template)

    @property
    def takes(self) -> Mapping[str, Json]:
        """The media types of its body."""
        content: Mapping[str, Json] = self.described.get("requestBody", {}).get("content", {})
        return content


@dataclass(frozen=True)
class Api:
    """A service as a caller meets it: every answer was looked at before a test sees it."""

    service: Service
    document: Json
    operations: list[Operation]
    http: httpx.AsyncClient
    issuer: TokenIssuer

    def bearer(self, rule: AuthorisationRule) -> dict[str, str]:
        """The header of somebody who may."""
        kind = rule.org_types[0]
        token = self.issuer.issue(kind, CODES[kind], [rule.scope], persoon="Anna")
        return {"Authorization": f"Bearer {token}"}

    def schema(self, node: Json) -> Json:
        """What a reference in the document stands for."""
        while "$ref" in node:
            node = self.document["components"]["schemas"][node["$ref"].rpartition("/")[2]]
        return node


def operations_of(service: Service, document: Json) -> list[Operation]:
    """All of them."""
    paths = document["paths"]
    return [
        Operation(method, route.path, paths[route.path][method.lower()], rules_of(route)[0])
        for route in api_routes(service.app.state.v1)
        for method in sorted(route.methods or ())
    ]


async def looked_at(answer: httpx.Response, version: str) -> None:
    """What every answer has: version, headers that guard, and of an error what is wrong."""
    assert answer.headers["API-Version"] == version
    for name, value in SECURITY.items():
        assert answer.headers[name] == value, (answer.url, name)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers
    assert not answer.is_redirect
    if not answer.is_error or answer.request.method == "HEAD":
        return
    assert answer.headers["Content-Type"] == "application/problem+json", answer.url
    await answer.aread()
    problem = answer.json()
    assert {"status", "title", "detail", "code", "type"} <= problem.keys()
    assert problem["status"] == answer.status_code
    assert "Traceback" not in answer.text
