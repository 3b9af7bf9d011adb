# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Plays the examples of an OpenAPI document in a region: each is sent as it stands in there.

An id in an example is of a thing of long ago. What the thing is called in this region is learned
from the answer to the operation that made it, beside the example of that answer.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from jsonschema import Draft202012Validator
from lxml import etree

from libs.common.auth import SCOPES, OrgType
from tests.e2e.conftest import AGB, GEMEENTE, REGIO, Region

Json = dict[str, Any]

JSON = "application/json"
CODES = {
    OrgType.GEMEENTE: GEMEENTE,
    OrgType.AANBIEDER: AGB,
    OrgType.REGIO: REGIO,
    OrgType.BEHEER: "beheer",
}
ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9]{4}-[0-9]{8}-[0-9a-f]{20}"
)
"""Of a thing, the same without dashes, and of a payment."""
ALONE = frozenset({"cursor", "subregio", "provincie"})
"""What is asked by itself: another page, and groups of gemeenten that overlap."""
METHOD = re.compile("put|post|patch")
"""The linter of the API Design Rules takes a name with this in it for a method: no example has one.

So an address, with its `postcode`, is shown by the examples of its fields; a `budget` is not null.
"""


def operations_of(document: Json) -> dict[str, Json]:
    """By method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


class Spel:
    """The examples of one service; `wrong` is what was otherwise than the document says."""

    def __init__(self, region: Region, dienst: str) -> None:
        self.region = region
        self.dienst = dienst
        self.document: Json = region.services[dienst].app.state.v1.openapi()
        self.operations = operations_of(self.document)
        self.here: dict[str, str] = {}
        self.sent: set[str] = set()
        self.wrong: list[str] = []

    def caller(
        self,
        kind: OrgType,
        persoon: str = "Anna Bos",
        *,
        code: str | None = None,
        dienst: str | None = None,
    ) -> httpx.AsyncClient:
        """An organisation, of the region unless told otherwise, with all its rights."""
        service = self.region.services[dienst or self.dienst]
        made: httpx.AsyncClient = self.region.make(
            service, kind, code or CODES[kind], SCOPES[kind], persoon
        )
        return made

    async def __call__(
        self,
        name: str,
        by: OrgType | None = None,
        persoon: str = "Anna Bos",
        code: str | None = None,
        **changes: Any,
    ) -> Any:
        """Send the example of an operation; `changes` are what this region needs otherwise.

        Gives the answer when it is JSON. A question is sent once with what it must have, and once
        more with each thing that may be asked beside it.
        """
        operation = self.operations[name]
        kind = by or OrgType(operation["x-organisatiesoorten"][0])
        asked = self.caller(kind, persoon, code=code)
        method, _, template = name.partition(" ")
        path, must, may = self._address(operation, template)
        reads = method == "GET" or template.endswith("/_zoek")
        told: Any = None
        for body in self._bodies(operation, changes):
            answer = await asked.request(method, path, params=must if reads else must | may, **body)
            told = self._heard(name, answer) or told
            for key, value in may.items() if reads else ():
                answer = await asked.request(method, path, params=must | {key: value}, **body)
                if answer.is_error:  # some go together only
                    together = {name: one for name, one in may.items() if name not in ALONE}
                    answer = await asked.request(method, path, params=must | together, **body)
                if answer.is_error:
                    self.wrong.append(f"{name}?{key}={value}: {answer.status_code} {answer.text}")
        self.sent.add(name)
        return told

    async def questions(self, by: Mapping[str, OrgType]) -> None:
        """Every question that was not sent yet, about what there is now."""
        for name in self.operations:
            if name.startswith("GET") and name not in self.sent:
                await self(name, by.get(name))

    def at(self, place: str) -> str:
        """What the thing at this path in the examples is called here."""
        return self.here[self._example(place)]

    def of(self, place: str, name: str) -> None:
        """From now on the thing at this path in the examples is that one."""
        self.here[self._example(place)] = name

    def means(self, name: str, key: str, here: str) -> None:
        """What the example of this body has at `key` is here that."""
        content = self.operations[name]["requestBody"]["content"][JSON]
        for example in content.get("examples", {}).values():
            self.here[example["value"][key]] = here

    def _example(self, place: str) -> str:
        """Of the last thing in the path, in the first operation that has it."""
        operation = next(one for name, one in self.operations.items() if place in name)
        wanted = place.rpartition("{")[2].rstrip("}")
        [schema] = [one["schema"] for one in operation["parameters"] if one["name"] == wanted]
        example: str = schema["examples"][0]
        return example

    def _address(self, operation: Json, template: str) -> tuple[str, Json, Json]:
        """The path, what the query must have, and what it may have."""
        path = template
        must: Json = {}
        may: Json = {}
        for one in operation.get("parameters", ()):
            for example in one["schema"].get("examples", ()):
                if one["in"] == "path":
                    mark = f"{{{one['name']}}}"
                    path = path.replace(mark, str(self.real(example)))
                elif one["in"] == "query":
                    (must if one.get("required") else may)[one["name"]] = self.real(example)
        return path, must, may

    def _bodies(self, operation: Json, changes: Json) -> Iterator[Json]:
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            yield {}
        for media, one in content.items():
            shown = [example["value"] for example in one.get("examples", {}).values()]
            for example in shown or [Shape(self.document).composed(one["schema"])]:
                value = self.real(example)
                text = json.dumps(value | changes if changes else value) if media == JSON else value
                yield {"content": text.encode(), "headers": {"Content-Type": media}}

    def real(self, value: Any) -> Any:
        """With the ids that things have here."""
        if isinstance(value, dict):
            return {key: self.real(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.real(one) for one in value]
        if isinstance(value, str):
            return ID.sub(lambda found: self.here.get(found[0], found[0]), value)
        return value

    def _heard(self, name: str, answer: httpx.Response) -> Any:
        described = self.operations[name]["responses"].get(str(answer.status_code))
        if not answer.is_success or described is None:
            self.wrong.append(f"{name}: {answer.status_code} {answer.text}")
            return None
        media = answer.headers.get("Content-Type", "").partition(";")[0]
        content = described["content"].get(media)
        if content is None:
            self.wrong.append(f"{name}: {media} is not in the document")
            return None
        examples = [one["value"] for one in content.get("examples", {}).values()]
        if media != JSON:
            self.wrong += [
                f"{name}: other XML" for one in examples if tags(one) != tags(answer.text)
            ]
            return None
        told = answer.json()
        shape = Shape(self.document)
        for example in examples:
            self._learn(example, told, new=not name.startswith("GET"))
            found = shape.differences(content["schema"], example, told)
            self.wrong += [f"{name}: {one}" for one in found]
        return told

    def _learn(self, example: Any, told: Any, *, new: bool) -> None:
        if isinstance(example, dict) and isinstance(told, dict):
            for key, one in example.items():
                self._learn(one, told.get(key), new=new)
        elif isinstance(example, list) and isinstance(told, list):
            for one, other in zip(example, told, strict=False):
                self._learn(one, other, new=new)
        elif isinstance(example, str) and isinstance(told, str):
            known = not new and example in self.here
            if ID.fullmatch(example) and ID.fullmatch(told) and not known:
                self.here[example] = told
                self.here[example.replace("-", "")] = told.replace("-", "")


def tags(text: str) -> set[str]:
    """The elements that there are in XML."""
    return {str(one.tag) for one in etree.fromstring(text.encode()).iter()}


class Shape:
    """Compares an example of an answer with an answer."""

    def __init__(self, document: Json) -> None:
        self._document = document

    def faults(self, schema: Json, example: Any) -> list[str]:
        """What makes it no example of the schema."""
        whole = {**schema, "components": self._document["components"]}
        checker = Draft202012Validator.FORMAT_CHECKER
        validator = Draft202012Validator(whole, format_checker=checker)
        return [one.message for one in validator.iter_errors(example)]

    def composed(self, schema: Mapping[str, Any]) -> Any:
        """An example of what must be in it, by the examples of its fields."""
        schema = self._resolved(schema)
        if "examples" in schema:
            return schema["examples"][0]
        fields = schema.get("properties", {})
        return {name: self.composed(fields[name]) for name in schema["required"]}

    def differences(
        self, schema: Mapping[str, Any], example: Any, told: Any, place: str = "antwoord"
    ) -> Iterator[str]:
        """Other fields, or another kind of value. What is null or empty in one tells nothing."""
        if example is None or told is None:
            return
        if isinstance(example, dict) and isinstance(told, dict):
            fields = self._fields(schema)
            for key in sorted(example.keys() ^ told.keys()) if fields else ():
                if not METHOD.search(key):
                    yield f"{place}.{key} is in one of example and answer"
            for key, field in fields.items():
                yield from self.differences(
                    field, example.get(key), told.get(key), f"{place}.{key}"
                )
        elif isinstance(example, list) and isinstance(told, list):
            yield from self._of_rows(schema, example, told, place)
        elif _kind(example) is not _kind(told):
            yield f"{place}: {example!r} and {told!r}"

    def _of_rows(
        self, schema: Mapping[str, Any], example: list[Any], told: list[Any], place: str
    ) -> Iterator[str]:
        """Each row of the example is like some row of the answer."""
        items = self._resolved(schema).get("items", {})
        for number, row in enumerate(example if told else ()):
            found = [[*self.differences(items, row, one, f"{place}[{number}]")] for one in told]
            yield from min(found, key=len)

    def _fields(self, schema: Mapping[str, Any]) -> Json:
        schema = self._resolved(schema)
        found = dict(schema.get("properties", {}))
        for key in ("anyOf", "oneOf", "allOf"):
            for one in schema.get(key, ()):
                found |= self._fields(one)
        return found

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self._resolved(self._document["components"]["schemas"][name])
        return schema


def _kind(value: Any) -> type:
    return float if isinstance(value, int) and not isinstance(value, bool) else type(value)
