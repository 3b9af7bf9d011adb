# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The JSON Schema of a message, with the facets of the standard."""

from collections.abc import Iterator
from typing import Any

from libs.ijw import types as t
from libs.ijw.codelists import Code, codelist
from libs.ijw.declare import MESSAGES
from libs.ijw.elements import Element, class_name, declared
from libs.ijw.twin.names import SOORT, json_name

Schema = dict[str, Any]

# The patterns that XML Schema and ECMA-262 read differently. A slash before n and r, for these
# stand in a JSON text.
_ECMA = {
    t.NOT_BLANK: r"^[^\n\r]*[^ \t\n\r][^\n\r]*$",
    t.SOME_TEXT: r"[^ \t\n\r]",
}


def json_schema(soort: str) -> Schema:
    """The schema (draft 2020-12) of the twin of a message. Raises `KeyError` for another kind."""
    definition = MESSAGES[soort]
    top = _class(definition.root, soort)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ijw:3.2:{soort.lower()}",
        "title": f"{soort} als JSON",
        **top,
        "properties": {SOORT: {"const": soort}, **top["properties"]},
        "required": [SOORT, *top["required"]],
        "$defs": dict(sorted(_definitions(definition.root, soort))),
    }


def _definitions(cls: type, soort: str) -> Iterator[tuple[str, Schema]]:
    for element in declared(cls, soort):
        content = element.content
        if isinstance(content, type):
            yield class_name(content, element.name), _class(content, soort)
            yield from _definitions(content, soort)
        elif isinstance(content, t.Text) and content.codes:
            yield content.codes, _codes(content.codes)


def _class(cls: type, soort: str) -> Schema:
    elements = declared(cls, soort)
    return {
        "type": "object",
        "properties": {json_name(e.tag): _element(e) for e in elements},
        "required": [json_name(e.tag) for e in elements if not e.optional],
        "additionalProperties": False,
    }


def _element(element: Element) -> Schema:
    content = element.content
    if isinstance(content, type):
        one = {"$ref": f"#/$defs/{class_name(content, element.name)}"}
    else:
        one = _simple(content)
    return {"type": "array", "items": one, "minItems": 1} if element.wrapped else one


def _simple(content: t.Simple) -> Schema:
    if isinstance(content, t.Number):
        if content.pattern:
            return {"const": int(content.pattern)}
        return {"type": "integer", "minimum": 0, "maximum": content.maximum}
    if isinstance(content, t.Day):
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if isinstance(content, t.Clocktime):
        clock = r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{0,5}[1-9])?$"
        return {"type": "string", "pattern": clock}
    if content.codes:
        return {"$ref": f"#/$defs/{content.codes}"}
    return _text(content)


def _text(content: t.Text) -> Schema:
    schema: Schema = {"type": "string", "minLength": content.min_length}
    if content.max_length:
        schema["maxLength"] = content.max_length
    if content.pattern:
        schema["pattern"] = _ECMA.get(content.pattern, f"^{content.pattern}$")
    return schema


def _codes(name: str) -> Schema:
    listed = codelist(name)
    codes = [_code(entry) for entry in listed.entries.values()]
    return {"type": "string", "title": listed.naam, "description": listed.gebruik, "oneOf": codes}


def _code(entry: Code) -> Schema:
    known = {"const": entry.code, "title": entry.betekenis}
    return {**known, "deprecated": True} if entry.vervallen else known
