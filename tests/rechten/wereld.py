# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Fills services by what their API documents say of a body, so that there is something to see."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

LONG_AGO, DAY, LATER = "2015-01-01", "2026-03-01", "2026-12-31"


class Bodies:
    """Bodies with what is required and nothing else, of values that the world knows."""

    def __init__(self, document: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        self._document = document
        self._known = known

    def of(self, operation: Mapping[str, Any]) -> Any:
        """A body for this operation; None when it takes none."""
        content = operation.get("requestBody", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        return None if schema is None else self._value(schema, "")

    def _value(self, schema: Mapping[str, Any], name: str) -> Any:
        schema = self._resolved(schema)
        if name in self._known:
            return self._known[name]
        for key in ("const", "default"):
            if schema.get(key) is not None:
                return schema[key]
        for key in ("enum", "examples"):
            if schema.get(key):
                return schema[key][0]
        return self._made(schema, name)

    def _made(self, schema: Mapping[str, Any], name: str) -> Any:
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = kind[0]
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            least = schema.get("minItems", 0)
            return [self._value(schema["items"], name) for _ in range(least)]
        if kind in ("integer", "number"):
            return int(max(schema.get("minimum", 1), schema.get("exclusiveMinimum", -1) + 1, 0))
        if kind == "boolean":
            return False
        return self._text(schema, name)

    def _object(self, schema: Mapping[str, Any]) -> Json:
        properties = schema.get("properties", {})
        wanted = schema.get("required", ())
        made = {name: self._value(properties[name], name) for name in properties if name in wanted}
        if not properties and schema.get("minProperties"):
            made[self._known["gemeentecode"]] = 1
        return made

    def _text(self, schema: Mapping[str, Any], name: str) -> str:
        if schema.get("format") == "date":
            return LATER if name.lower().startswith(("eind", "tot", "geldigtot")) else DAY
        if schema.get("format") == "date-time":
            return f"{DAY}T09:00:00Z"
        return "tekst".ljust(schema.get("minLength", 0), "t")[: schema.get("maxLength", 100)]

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self._resolved(self._document["components"]["schemas"][name])
        for key in ("anyOf", "oneOf", "allOf"):
            if key in schema:
                real = next(one for one in schema[key] if one.get("type") != "null")
                return {**self._resolved(real), **{k: v for k, v in schema.items() if k != key}}
        return schema


def creations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The operations that make a resource out of nothing but a body."""
    for path, item in document["paths"].items():
        if "post" in item and "{" not in path and "/_" not in path:
            yield path, item["post"]
