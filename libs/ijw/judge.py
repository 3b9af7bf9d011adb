# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-1 verdict on a parsed document, in bounded time however much is wrong with it."""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from typing import Any

from lxml import etree

from libs.ijw import schema
from libs.ijw.declare import Definition
from libs.ijw.document import Document
from libs.ijw.elements import elements, leaves
from libs.ijw.findings import Finding, limit
from libs.ijw.lend import Lender
from libs.ijw.schema_findings import findings_of, place_of, strewn, unexpected, without_numbers
from libs.ijw.types import Day

MAX_FINDINGS = 100
_AT_ONCE = 10_000
"""Elements judged in one go: libxml2 counts, for each error, the siblings before it."""
_MAX_CODES = 1_000
"""Return codes on one class, which are judged in one go; the whole list has under a hundred."""

_IS_LARGE: Any = etree.XPath(f"boolean(descendant::*[{_AT_ONCE + 1}])")
_HAS_TEXT: Any = etree.XPath("boolean(text()[normalize-space()])")
_FAR_YEAR = re.compile(r"\s*(-|[0-9]{5})")


def judge(document: Document) -> list[Finding]:
    """The schema findings of a message, at most a hundred; none when it is valid."""
    definition = document.definition
    with _schemas(definition.soort, frame=False).lent() as whole:
        if document.tags <= _AT_ONCE:
            findings = _found(whole, document.root, "/Bericht", definition.soort)
            return list(islice(findings, MAX_FINDINGS))
        with _schemas(definition.soort, frame=True).lent() as frame:
            parts = _Parts(definition, whole, frame)
            return list(islice(parts.of_message(document.root), MAX_FINDINGS))


@cache
def _schemas(soort: str, *, frame: bool) -> Lender[etree.XMLSchema]:
    """A schema keeps the errors of a document on itself, so each thread has its own."""
    return Lender(partial(schema.build, soort, frame=frame))


def days_out_of_reach(document: Document) -> list[Finding]:
    """The dates of a valid message that lie outside the years 1 to 9999, where Python has none."""
    leaf = leaves(document.definition.soort)
    days = {place for place, simple in leaf.items() if isinstance(simple, Day)}
    named = document.root.iter(*{f"{{*}}{place.rpartition('/')[2]}" for place in days})
    places = (place_of(element) for element in named if _FAR_YEAR.match(element.text or ""))
    first = islice((p for p in places if without_numbers(p) in days), MAX_FINDINGS)
    return [limit(place, "Het jaar ligt niet in 1 tot en met 9999.") for place in first]


def _found(judging: Any, element: Any, place: str, soort: str) -> Iterator[Finding]:  # noqa: ANN401
    if not judging.validate(element):
        yield from findings_of(judging.error_log, element, place, soort)


class _Parts:
    """A large document: its frame first, then each of its repeated classes by itself."""

    def __init__(self, definition: Definition, whole: Any, frame: Any) -> None:  # noqa: ANN401
        self._definition = definition
        self._whole = whole
        self._frame = frame
        self._divisible: dict[type, bool] = {}

    def of_message(self, root: Any) -> Iterator[Finding]:  # noqa: ANN401 - an lxml element
        codes = root.iter(self._name("RetourCodes"))
        if any(len(holder) > _MAX_CODES for holder in codes):
            yield limit("/Bericht", "Het bericht heeft te veel retourcodes op één plaats.")
        else:
            yield from self._of(root, self._definition.root, "/Bericht")

    def _of(self, element: Any, cls: type, place: str) -> Iterator[Finding]:  # noqa: ANN401
        if self._is_divisible(cls) and _IS_LARGE(element):
            yield from _found(self._frame, element, place, self._definition.soort)
            yield from self._of_items(element, cls, place)
        else:
            yield from _found(self._whole, element, place, self._definition.soort)

    def _of_items(self, element: Any, cls: type, place: str) -> Iterator[Finding]:  # noqa: ANN401
        for declared in elements(cls, self._definition.retour):
            part = element.find(self._name(declared.tag))
            if part is None or not isinstance(declared.content, type):
                continue
            below = f"{place}/{declared.tag}"
            if declared.wrapped:
                yield from self._of_each(part, declared.content, below, declared.wrapped.item)
            elif self._is_divisible(declared.content):
                yield from self._of_items(part, declared.content, below)

    def _of_each(self, part: Any, cls: type, place: str, item: str) -> Iterator[Finding]:  # noqa: ANN401
        """The frame has let any element and text pass here, which are still to be judged."""
        if _HAS_TEXT(part):
            yield strewn(place)
        name = self._name(item)
        for number, child in enumerate(part, start=1):
            if child.tag == name:
                yield from self._of(child, cls, f"{place}/{item}[{number}]")
            else:
                yield unexpected(place, part, child)

    def _is_divisible(self, cls: type) -> bool:
        if cls not in self._divisible:
            declared = elements(cls, self._definition.retour)
            inner = [(e.wrapped, e.content) for e in declared if isinstance(e.content, type)]
            self._divisible[cls] = any(w or self._is_divisible(c) for w, c in inner)
        return self._divisible[cls]

    def _name(self, tag: str) -> str:
        return f"{{{self._definition.namespace}}}{tag}"
