# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The OpenAPI document of a service, in the shape that the NLGov API Design Rules ask."""

import json
import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from libs.common.api import examples
from libs.common.auth import AuthorisationRule, OrgType
from libs.common.settings import Settings

Json = dict[str, Any]

_TEXTS = {
    "400": "De aanvraag bevat fouten; alle fouten samen in `invalidParams`.",
    "401": "Geen geldig token.",
    "403": "Niet toegestaan voor deze organisatie of zonder dit recht.",
    "404": "Bestaat niet, of niet voor deze organisatie.",
    "406": "Geen weergave van wat `Accept` vraagt.",
    "409": "Strijdig met de huidige toestand.",
    "429": "Meer aanvragen van deze organisatie dan kan; opnieuw na `Retry-After`.",
    "500": "Er ging iets mis; de fout is vastgelegd.",
}
_VERSION_HEADER = {
    "API-Version": {
        "description": "Volledige versie van de API.",
        "schema": {"type": "string", "examples": ["0.1.0"]},
    }
}
_PROBLEM = {
    "type": "object",
    "description": "Foutmelding volgens RFC 9457.",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "invalidParams": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "code", "reason"],
                "properties": {
                    "name": {"type": "string"},
                    "code": {"type": "string"},
                    "reason": {"type": "string"},
                },
            },
        },
    },
}


_OF_A_CHANGE = {
    "412": "De bron is intussen gewijzigd.",
    "428": "De versie die wordt gewijzigd ontbreekt (If-Match).",
}


def rules_of(route: APIRoute) -> list[AuthorisationRule]:
    """The authorisation rules of a route: exactly one, by test."""
    return [d.call for d in _walk(route.dependant) if isinstance(d.call, AuthorisationRule)]


def build(app: FastAPI, name: str, settings: Settings) -> Json:
    """The document, without 422; with security, errors, version header and examples everywhere."""
    document: Json = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    document["servers"] = [{"url": settings.resource_base(name)}]
    document["info"]["contact"] = {
        "name": settings.contact_name,
        "email": settings.contact_email,
        "url": settings.contact_url,
    }
    document["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Probleem"] = _PROBLEM
    rules = [rule for route in api_routes(app) for rule in rules_of(route)]
    components["securitySchemes"] = {"oauth2": _oauth2(rules, settings.token_url)}
    for route in api_routes(app):
        for method in route.methods or ():
            _complete(document["paths"][route.path][method.lower()], route)
    renamed: Json = _tidy(document)
    examples.show(renamed, name)
    return renamed


def api_routes(app: FastAPI) -> list[APIRoute]:
    """The documented routes of an application."""
    return [r for r in app.routes if isinstance(r, APIRoute) and r.include_in_schema]


def _complete(operation: Json, route: APIRoute) -> None:
    rules = rules_of(route)
    operation["security"] = [{"oauth2": [rule.scope]} for rule in rules]
    operation["x-organisatiesoorten"] = [kind for rule in rules for kind in rule.org_types]
    responses = operation["responses"]
    responses.pop("422", None)
    for status, text in _TEXTS.items():
        if status not in responses:
            responses[status] = {"description": text}
    for status in _of_a_change(operation):
        responses.setdefault(status, {"description": _OF_A_CHANGE[status]})
    if "requestBody" in operation:
        responses.setdefault("413", {"description": "Groter dan hier kan."})
        responses.setdefault("415", {"description": "Een inhoudstype dat hier niet kan."})
    for status, response in responses.items():
        response["headers"] = {**response.get("headers", {}), **_VERSION_HEADER}
        if status[0] in "45":
            reference = {"$ref": "#/components/schemas/Probleem"}
            response["content"] = {"application/problem+json": {"schema": reference}}


def _of_a_change(operation: Json) -> list[str]:
    """What follows on an `If-Match` that is of another version, or on none: as it says itself."""
    told = [one for one in operation.get("parameters", ()) if one["name"] == "If-Match"]
    return [status for status in _OF_A_CHANGE for one in told if status in one["description"]]


def _oauth2(rules: list[AuthorisationRule], token_url: str) -> Json:
    kinds: dict[str, set[OrgType]] = {}
    for rule in rules:
        kinds.setdefault(rule.scope, set()).update(rule.org_types)
    scopes = {
        scope: f"Recht '{scope}', voor: {', '.join(kind for kind in OrgType if kind in of)}."
        for scope, of in kinds.items()
    }
    flow = {"tokenUrl": token_url, "scopes": scopes}
    return {
        "type": "oauth2",
        "description": "OAuth 2.0 NL: ondertekend JWT als bearer token. Een beheerder die met "
        "noodtoegang leest, stuurt het `id` daarvan mee in de header `Noodtoegang`.",
        "flows": {"clientCredentials": flow},
    }


def _walk(dependant: Dependant) -> Iterator[Dependant]:
    for inner in dependant.dependencies:
        yield inner
        yield from _walk(inner)


def _tidy(document: Json) -> Json:
    """UpperCamelCase schema names, and `["string", "null"]` instead of `anyOf` for optionals."""
    names = {n: _pascal(n) for n in document["components"]["schemas"]}
    text = json.dumps(document)
    for old, new in names.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    tidied: Json = json.loads(text)
    schemas = tidied["components"]["schemas"]
    tidied["components"]["schemas"] = {names[n]: s for n, s in schemas.items()}
    result: Json = _flatten_optionals(tidied)
    return result


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


def _flatten_optionals(node: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, list):
        return [_flatten_optionals(n) for n in node]
    if not isinstance(node, dict):
        return node
    node = {key: _flatten_optionals(value) for key, value in node.items()}
    options = node.get("anyOf")
    if isinstance(options, list) and len(options) == 2 and {"type": "null"} in options:  # noqa: PLR2004
        real = next(o for o in options if o != {"type": "null"})
        if isinstance(real.get("type"), str) and "const" not in real:
            del node["anyOf"]
            none = {"enum": [*real["enum"], None]} if "enum" in real else {}
            return {**real, **none, **node, "type": [real["type"], "null"]}
    return node
