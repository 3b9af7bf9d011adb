# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From bytes to a typed message: judged whole before anything of it is used."""

import dataclasses
from collections.abc import Callable
from datetime import date, time
from functools import cache
from operator import attrgetter
from typing import Any

from libs.ijw import messages as m
from libs.ijw.declare import MESSAGES
from libs.ijw.document import definition_of, parse, unreadable
from libs.ijw.elements import SHARED_NAMESPACE, Element, elements, is_shared
from libs.ijw.findings import InvalidMessage
from libs.ijw.judge import judge
from libs.ijw.types import Clocktime, Day, Number

MAX_BYTES = 25 * 1024 * 1024
"""OP179: a message is at most 25 MB."""

Message = (
    m.JW301
    | m.JW302
    | m.JW305
    | m.JW306
    | m.JW307
    | m.JW308
    | m.JW315
    | m.JW316
    | m.JW317
    | m.JW318
    | m.JW319
    | m.JW320
    | m.JW323
    | m.JW325
)
"""One of the fourteen messages."""


def read(raw: bytes, *, max_bytes: int | None = MAX_BYTES) -> Message:
    """The typed message in `raw`.

    Raises `UnreadableMessage` when it is no message at all and `InvalidMessage`, with its
    schema findings (at most a hundred), when it is not valid (level 1).
    """
    if max_bytes is not None and len(raw) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise unreadable("OP179", f"Het bericht is groter dan {limit} MB.")
    root = parse(raw)
    definition = definition_of(root)
    findings = judge(root, definition.soort)
    if findings:
        raise InvalidMessage(findings)
    message: Message = _reader(definition.root, definition.soort)(root)
    return message


Reader = Callable[[Any], Any]
_Put = Callable[[Any, Any], None]


@dataclasses.dataclass(frozen=True, slots=True)
class _Layout:
    """Which elements of a class are there, in order, and what the fields of the others hold."""

    present: tuple[tuple[_Put, Reader], ...]
    absent: tuple[tuple[_Put, Any], ...]


@cache
def _reader(cls: type, soort: str) -> Reader:
    """A function from a valid element to an instance of `cls`; made once per class and message.

    It fills the slots itself: the `__init__` of a frozen class takes as long as all the rest.
    """
    layouts = _Layouts(cls, soort)

    def build(element: Any) -> Any:  # noqa: ANN401 - an lxml element
        children = element[:]
        layout = layouts.by_count.get(len(children)) or layouts.by_tags(children)
        made: Any = object.__new__(cls)
        for child, (put, convert) in zip(children, layout.present, strict=True):
            put(made, convert(child))
        for put, value in layout.absent:
            put(made, value)
        return made

    return build


class _Layouts:
    """The layouts of a class. In a valid element their number often tells which are there."""

    def __init__(self, cls: type, soort: str) -> None:
        definition = MESSAGES[soort]
        namespace = SHARED_NAMESPACE if is_shared(cls) else definition.namespace
        declared = elements(cls, definition.retour)
        self._by_tag = {f"{{{namespace}}}{e.tag}": e.field for e in declared}
        self._convert = {e.field: _converter(e, soort) for e in declared}
        self._put = {f.name: _setter(cls, f.name) for f in dataclasses.fields(cls)}
        self._default = {f.name: f.default for f in dataclasses.fields(cls)}
        needed = tuple(e.field for e in declared if not e.optional)
        whole = tuple(e.field for e in declared)
        self.by_count = {len(fields): self._layout(fields) for fields in (needed, whole)}
        self._known: dict[tuple[str, ...], _Layout] = {}

    def by_tags(self, children: list[Any]) -> _Layout:
        """The layout of these children, by their names."""
        tags = tuple(child.tag for child in children)
        if tags not in self._known:
            self._known[tags] = self._layout(tuple(self._by_tag[tag] for tag in tags))
        return self._known[tags]

    def _layout(self, fields: tuple[str, ...]) -> _Layout:
        present = tuple((self._put[field], self._convert[field]) for field in fields)
        others = [field for field in self._put if field not in fields]
        return _Layout(present, tuple((self._put[f], self._default[f]) for f in others))


def _setter(cls: type, field: str) -> _Put:
    put: _Put = getattr(cls, field).__set__
    return put


def _converter(element: Element, soort: str) -> Reader:
    one = _content_reader(element, soort)
    if element.wrapped is None:
        return one
    return lambda wrapper: tuple(map(one, wrapper))


def _content_reader(element: Element, soort: str) -> Reader:
    content = element.content
    if isinstance(content, type):
        return _reader(content, soort)
    if isinstance(content, Number):
        return _number
    if isinstance(content, Day):
        return _day
    if isinstance(content, Clocktime):
        return lambda child: _time(child.text.strip())
    text: Reader = attrgetter("text")
    return text


def _number(child: Any) -> int:  # noqa: ANN401 - an lxml element
    try:
        return int(child.text)
    except ValueError:
        # `int` refuses thousands of leading zeros, which are valid all the same.
        return int(child.text.strip().lstrip("+-0") or "0")


def _day(child: Any) -> date:  # noqa: ANN401 - an lxml element
    try:
        return date.fromisoformat(child.text)
    except ValueError:
        return date.fromisoformat(child.text.strip())


def _time(text: str) -> time:
    """`xs:time` allows more decimals than Python does, and 24:00:00."""
    whole, _, fraction = text.partition(".")
    if whole == "24:00:00":
        return time(0)
    return time.fromisoformat(whole).replace(microsecond=int((fraction + "000000")[:6]))
