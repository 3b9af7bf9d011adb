# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-2 check: every in-message rule on every instance of the classes it speaks of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, repeat
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


@dataclass(frozen=True, slots=True, eq=False)
class _Bound:
    """A rule with the element, below the class, where its finding stands."""

    rule: Rule[Any, Facts]
    element: str

    def finding(self, place: str) -> Finding:
        return self.rule.finding(f"{place}/{self.element}" if self.element else place)


@dataclass(frozen=True, slots=True)
class _Step:
    """A field that holds classes with rules on them or inside them; `item` when it repeats."""

    read: Callable[[Any], Any]
    tag: str
    item: str | None
    plan: "_Plan"

    def of_all(self, parts: Sequence[Any]) -> Sequence[Any]:
        """What all these instances hold, one after the other."""
        values = map(self.read, parts)
        return list(chain.from_iterable(values) if self.item else filter(None, values))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to do at a class: the rules on it, and the fields that are worth visiting."""

    rules: tuple[_Bound, ...]
    steps: tuple[_Step, ...]


def check(message: Message) -> list[Finding]:
    """All in-message findings of a message, in document order; none for retour messages."""
    soort = message_type(message)
    definition = MESSAGES[soort]
    if definition.answers is not None:
        return []
    plan, facts = _plan(definition.root, soort), load_facts(message, soort)
    broken = frozenset(_broken(message, plan, facts))
    found: list[Finding] = []
    if broken:
        _visit(message, _narrowed(plan, broken), "/Bericht", facts, found)
    return found


def _broken(message: Message, plan: _Plan, facts: Facts) -> Iterator[_Bound]:
    """The rules that do not hold everywhere: each is tried on all instances of a class in one go.

    Most messages break none, and places are then never worked out.
    """
    waiting: list[tuple[_Plan, Sequence[Any]]] = [(plan, [message])]
    for here, parts in waiting:
        for bound in here.rules:
            if not all(map(bound.rule.holds, parts, repeat(facts))):
                yield bound
        waiting += ((step.plan, step.of_all(parts)) for step in here.steps)


def _narrowed(plan: _Plan, broken: frozenset[_Bound]) -> _Plan:
    """The plan with these rules only, and the way to them."""
    inner = (replace(step, plan=_narrowed(step.plan, broken)) for step in plan.steps)
    steps = tuple(step for step in inner if step.plan.rules or step.plan.steps)
    return _Plan(tuple(bound for bound in plan.rules if bound in broken), steps)


def _visit(part: Any, plan: _Plan, place: str, facts: Facts, found: list[Finding]) -> None:  # noqa: ANN401
    found += [bound.finding(place) for bound in plan.rules if not bound.rule.holds(part, facts)]
    for step in plan.steps:
        value = step.read(part)
        below = f"{place}/{step.tag}"
        if value is None:
            continue
        if step.item is None:
            _visit(value, step.plan, below, facts, found)
            continue
        for number, child in enumerate(value, start=1):
            _visit(child, step.plan, f"{below}/{step.item}[{number}]", facts, found)


@cache
def rules_on(cls: type, soort: str) -> tuple[Rule[Any, Facts], ...]:
    """The rules of a message that speak of this class, in their order."""
    return tuple(bound.rule for bound in _rules_by_class(soort).get(cls, ()))


@cache
def _plan(cls: type, soort: str) -> _Plan:
    """The plan of a class; worked out once per message type."""
    return _Plan(_rules_by_class(soort).get(cls, ()), tuple(_steps(cls, soort)))


@cache
def _rules_by_class(soort: str) -> dict[type, tuple[_Bound, ...]]:
    """The rules of a message by the class that they speak of, in their order."""
    by_class: dict[type, tuple[_Bound, ...]] = {}
    for unit in RULES:
        if soort in unit.soorten:
            for cls, element in unit.on.items():
                by_class[cls] = (*by_class.get(cls, ()), _Bound(unit.rule, element))
    return by_class


def _steps(cls: type, soort: str) -> Iterator[_Step]:
    for element in elements(cls, False):
        if isinstance(element.content, type):
            inner = _plan(element.content, soort)
            if inner.rules or inner.steps:
                item = element.wrapped.item if element.wrapped else None
                yield _Step(attrgetter(element.field), element.tag, item, inner)
