# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Examples in the OpenAPI document of a service: data beside its schemas, a file per subject.

A file of `schemas/voorbeelden` has up to four parts. `aanvragen` are bodies by operation
(`POST /contracten`): JSON, or a text by media type. `antwoorden` are by schema (`Contract`), or by
operation where what is answered has no schema of its own. `parameters` are by what they are at
most places (`jaar`), below one path (`/kpis/{dossierId}`), or at one operation
(`GET /marap?maand`): the most precise counts. `velden` are by schema and property, for a body that
cannot be shown as a whole: a linter of the API Design Rules takes `postcode` for a method.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

Json = dict[str, Any]

_JSON = "application/json"
_PARTS = ("aanvragen", "antwoorden", "parameters", "velden")


def show(document: Json, service: str) -> None:
    """Put each example at its place."""
    bodies, answers, values, fields = read(service)
    for schema, told in fields.items():
        for name, value in told.items():
            document["components"]["schemas"][schema]["properties"][name]["examples"] = [value]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            name = f"{method.upper()} {path}"
            _show_values(operation, name, values)
            if name in bodies:
                _show_body(operation["requestBody"]["content"], bodies[name])
            _show_answer(operation["responses"], name, answers)


def read(service: str) -> tuple[Json, ...]:
    """Bodies, answers, values of parameters and of fields, of all files together."""
    folder = files("services") / service / "schemas" / "voorbeelden"
    found: dict[str, Json] = {part: {} for part in _PARTS}
    for one in folder.iterdir() if folder.is_dir() else ():
        for part, told in json.loads(one.read_text(encoding="utf-8")).items():
            found[part] |= told
    return tuple(found[part] for part in _PARTS)


def _show_values(operation: Json, name: str, values: Mapping[str, object]) -> None:
    path = name.partition(" ")[2]
    for one in operation.get("parameters", ()):
        place = f"{{{one['name']}}}"
        keys = (f"{name}?{one['name']}", path.partition(place)[0] + place, one["name"])
        found = next((values[key] for key in keys if key in values), None)
        if found is not None and one["in"] in {"path", "query"}:
            one["schema"]["examples"] = [found]


def _show_body(content: Json, body: Any) -> None:  # noqa: ANN401 - any JSON
    for media in content:
        content[media]["examples"] = _named(body if media == _JSON else body[media])


def _show_answer(responses: Json, name: str, answers: Json) -> None:
    for told in (one for status, one in responses.items() if status[0] == "2"):
        content = told.get("content", {})
        for media in [_JSON] if _JSON in content else list(content)[:1]:
            schema = content[media].get("schema", {}).get("$ref", "").rpartition("/")[2]
            for key in {name, schema} & answers.keys():
                content[media]["examples"] = _named(answers[key])


def _named(value: Any) -> Json:  # noqa: ANN401 - any JSON
    return {"voorbeeld": {"value": value}}
