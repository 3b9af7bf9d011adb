# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was released stays: how a schema may differ from the one that readers rely on.

A field may be added, optional. Records of before are read for ever, and readers of before read on:
so nothing goes, becomes required or may stay away, and no value that stood there is refused. What
must change otherwise is a new type beside the old one.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from libs.common.contracts.base import Event
from libs.common.contracts.schemas import schema
from libs.common.contracts.topics import EVENTS

RELEASED = Path(__file__).parent / "released"
_LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")

Json = dict[str, Any]


def contracts() -> Json:
    """What a release promises: topic and schema of each event, by its type."""
    return {kind: _promise(event) for kind, event in EVENTS.items()}


def _promise(event: type[Event]) -> Json:
    return {"topic": event.topic, "schema": _without_texts(schema(event))}


def _without_texts(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """What is only told of a schema promises nothing."""
    if isinstance(node, list):
        return [_without_texts(one) for one in node]
    if not isinstance(node, dict):
        return node
    told = {name for name in ("title", "description") if isinstance(node.get(name), str)}
    return {name: _without_texts(one) for name, one in node.items() if name not in told}


def last_release() -> tuple[str, Json]:
    """The newest of the released sets, with its version."""
    newest = max(RELEASED.glob("*.json"), key=_version)
    return newest.stem, json.loads(newest.read_text(encoding="utf-8"))


def write_release(version: str, folder: Path = RELEASED) -> Path:
    """Keep the contracts of now as those of a release."""
    path = folder / f"{version}.json"
    path.write_text(json.dumps(contracts(), indent=1) + "\n", encoding="utf-8")
    return path


def _version(path: Path) -> list[int]:
    return [int(part) for part in path.stem.split(".")]


def broken(released: Json, now: Json) -> list[str]:
    """Every promise that does not hold any more, with its place."""
    found = []
    for kind, before in released.items():
        after = now.get(kind)
        if after is None:
            found.append(f"{kind}: is no more")
            continue
        if after["topic"] != before["topic"]:
            found.append(f"{kind}: moved to {after['topic']}")
        found += [f"{kind}: {one}" for one in breaks(before["schema"], after["schema"])]
    return found


def breaks(before: Json, after: Json) -> list[str]:
    """The same of two schemas of one thing."""
    return list(_Comparison(before, after).of(before, after, "data"))


class _Comparison:
    """Two schemas with what their references stand for."""

    def __init__(self, before: Json, after: Json) -> None:
        self._before = before.get("$defs", {})
        self._after = after.get("$defs", {})

    def of(self, before: Json, after: Json, place: str) -> Iterator[str]:
        """Each kind of value that stood here still may, as freely."""
        kept = _options(after, self._after)
        for option in _options(before, self._before):
            same = [one for one in kept if _kind(one) == _kind(option)]
            if not same:
                yield f"{place}: may be {_kind(option)} no more"
                continue
            outcomes = [list(self._one(option, one, place)) for one in same]
            yield from min(outcomes, key=len)

    def _one(self, before: Json, after: Json, place: str) -> Iterator[str]:
        yield from _narrowed(before, after, place)
        if "properties" in before:
            yield from self._fields(before, after, place)
        for name in ("items", "additionalProperties"):
            if isinstance(before.get(name), dict) and isinstance(after.get(name), dict):
                yield from self.of(before[name], after[name], f"{place}[]")

    def _fields(self, before: Json, after: Json, place: str) -> Iterator[str]:
        fields = after.get("properties", {})
        was, now = set(before.get("required", ())), set(after.get("required", ()))
        for name, field in before["properties"].items():
            if name not in fields:
                yield f"{place}.{name}: is gone"
            else:
                yield from self.of(field, fields[name], f"{place}.{name}")
        for name in sorted(now - was):
            yield f"{place}.{name}: is required now"
        for name in sorted((was - now) & fields.keys()):
            yield f"{place}.{name}: may stay away now"


def _options(node: Json, definitions: Json) -> list[Json]:
    """The ways in which a value may be formed, without references."""
    if "$ref" in node:
        return _options(definitions[node["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in node:
        return [option for one in node["anyOf"] for option in _options(one, definitions)]
    return [node]


def _kind(node: Json) -> str:
    return str(node.get("type", "anything"))


def _narrowed(before: Json, after: Json, place: str) -> Iterator[str]:
    values = _values(after)
    if values is not None:
        gone = set(_values(before) or ["other values"]) - set(values)
        if gone:
            yield f"{place}: no longer takes {', '.join(sorted(map(str, gone)))}"
    for name in ("pattern", "format"):
        if after.get(name) not in (None, before.get(name)):
            yield f"{place}: has another {name}"
    for name in (*_LEAST, *_MOST):
        if name in after and _is_tighter(name, before.get(name), after[name]):
            yield f"{place}: {name} is {after[name]} now"


def _is_tighter(name: str, before: float | None, after: float) -> bool:
    return before is None or (after > before if name in _LEAST else after < before)


def _values(node: Json) -> list[Any] | None:
    if "const" in node:
        return [node["const"]]
    listed: list[Any] | None = node.get("enum")
    return listed
