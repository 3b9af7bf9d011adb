# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-2 check: every in-message rule on every instance of the classes it speaks of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from libs.ijw.declare import MESSAGES
from libs.ijw.elements import elements
from libs.ijw.findings import Finding
from libs.ijw.reader import Message
from libs.ijw.rule import Rule
from libs.ijw.rules import RULES
from libs.ijw.rules.facts import Facts, load_facts
from libs.ijw.writer import message_type


@dataclass(frozen=True, slots=True)
class _Bound:
    """A rule with the element, below the class, where its finding stands."""

    rule: Rule[Any, Facts]
    element: str

    def finding(self, place: str) -> Finding:
        return self.rule.finding(f"{place}/{self.element}" if self.element else place)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do at a class: the rules on it, and the fields that are worth visiting."""

    rules: tuple[tuple[Callable[[Any, Facts], bool], _Bound], ...]
    steps: tuple[tuple[Callable[[Any], Any], str, str | None, "_Plan"], ...]


def check(message: Message) -> list[Finding]:
    """All in-message findings of a message, in document order; none for retour messages."""
    soort = message_type(message)
    definition = MESSAGES[soort]
    if definition.answers is not None:
        return []
    found: list[Finding] = []
    _visit(message, _plan(definition.root, soort), "/Bericht", load_facts(message, soort), found)
    return found


def _visit(part: Any, plan: _Plan, place: str, facts: Facts, found: list[Finding]) -> None:  # noqa: ANN401
    for holds, bound in plan.rules:
        if not holds(part, facts):
            found.append(bound.finding(place))
    for read, tag, item, inner in plan.steps:
        value = read(part)
        if value is None:
            continue
        below = f"{place}/{tag}"
        if item is None:
            _visit(value, inner, below, facts, found)
            continue
        for number, child in enumerate(value, start=1):
            _visit(child, inner, f"{below}/{item}[{number}]", facts, found)


@cache
def _plan(cls: type, soort: str) -> _Plan:
    """The plan of a class; worked out once per message type."""
    bound = _rules_by_class(soort).get(cls, ())
    return _Plan(tuple((b.rule.holds, b) for b in bound), tuple(_steps(cls, soort)))


@cache
def _rules_by_class(soort: str) -> dict[type, tuple[_Bound, ...]]:
    """The rules of a message by the class that they speak of, in their order."""
    by_class: dict[type, tuple[_Bound, ...]] = {}
    for unit in RULES:
        if soort in unit.soorten:
            for cls, element in unit.on.items():
                by_class[cls] = (*by_class.get(cls, ()), _Bound(unit.rule, element))
    return by_class


def _steps(cls: type, soort: str) -> Iterator[tuple[Callable[[Any], Any], str, str | None, _Plan]]:
    for element in elements(cls, False):
        if isinstance(element.content, type):
            inner = _plan(element.content, soort)
            if inner.rules or inner.steps:
                item = element.wrapped.item if element.wrapped else None
                yield attrgetter(element.field), element.tag, item, inner
