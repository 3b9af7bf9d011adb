# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-2 check: every in-message rule on every instance of the classes it speaks of."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.findings import Finding
from libs.ijw.reader import Message
from libs.ijw.rule import Rule
from libs.ijw.rules import RULES
from libs.ijw.rules.facts import Facts, load_facts
from libs.ijw.writer import message_type

Bound = tuple[Rule[Any, Facts], str]
"""A rule with the element, below the class, where its finding stands."""


def check(message: Message) -> list[Finding]:
    """All in-message findings of a message, in document order; none for retour messages."""
    soort = message_type(message)
    definition = MESSAGES[soort]
    if definition.answers is not None:
        return []
    facts = load_facts(message, soort)
    found: list[Finding] = []
    for subject, place in _walk(message, definition.root, soort, "/Bericht"):
        for rule, element in _bound(type(subject), soort):
            if not rule.holds(subject, facts):
                found.append(rule.finding(f"{place}/{element}" if element else place))
    return found


@cache
def _rules_by_class(soort: str) -> dict[type, tuple[Bound, ...]]:
    """The rules of a message by the class that they speak of, in their order."""
    by_class: dict[type, tuple[Bound, ...]] = {}
    for unit in RULES:
        if soort in unit.soorten:
            for cls, element in unit.on.items():
                by_class[cls] = (*by_class.get(cls, ()), (unit.rule, element))
    return by_class


def _bound(cls: type, soort: str) -> tuple[Bound, ...]:
    return _rules_by_class(soort).get(cls, ())


def _walk(part: Any, cls: type, soort: str, place: str) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Every instance of a class that has rules or holds one that has, with its place."""
    yield part, place
    for read, tag, item, inner in _plan(soort)(cls):
        value = read(part)
        if value is None:
            continue
        if item is None:
            yield from _walk(value, inner, soort, f"{place}/{tag}")
            continue
        for number, child in enumerate(value, start=1):
            yield from _walk(child, inner, soort, f"{place}/{tag}/{item}[{number}]")


Step = tuple[Callable[[Any], Any], str, str | None, type]


@cache
def _plan(soort: str) -> Callable[[type], tuple[Step, ...]]:
    """Per class the fields that are worth visiting; worked out once per message type."""
    known: dict[type, tuple[Step, ...]] = {}

    def plan(cls: type) -> tuple[Step, ...]:
        if cls not in known:
            known[cls] = tuple(_steps(cls, soort))
        return known[cls]

    return plan


def _steps(cls: type, soort: str) -> Iterator[Step]:
    for element in elements(cls, False):
        content = element.content
        if isinstance(content, type) and _matters(content, soort):
            item = element.wrapped.item if element.wrapped else None
            yield _reader(element.field), element.tag, item, content


def _reader(field: str) -> Callable[[Any], Any]:
    return lambda part: getattr(part, field)


def _matters(cls: type, soort: str) -> bool:
    if cls in _rules_by_class(soort):
        return True
    inner = (e.content for e in elements(cls, False))
    return any(isinstance(c, type) and _matters(c, soort) for c in inner)
