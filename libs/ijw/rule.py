# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules as units: id, level, retourcode, sentence, and a pure predicate that holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from libs.ijw.findings import Finding, Level

S = TypeVar("S")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Rule(Generic[S, F]):
    """One rule of the standard; `element` is where below the subject a finding stands."""

    id: str
    level: Level
    retourcode: str | None
    element: str
    sentence: str
    holds: Callable[[S, F], bool]
    valid_from: date | None = None
    valid_to: date | None = None

    def finding(self, plaats: str) -> Finding:
        """The finding for a subject at `plaats`."""
        place = f"{plaats}/{self.element}" if self.element else plaats
        return Finding(self.id, self.level, self.retourcode, place, self.sentence)


def rule(  # noqa: PLR0913 - the fields in which the standard publishes a rule
    id: str,
    *,
    level: Level,
    retourcode: str | None,
    element: str = "",
    sentence: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Callable[[Callable[[S, F], bool]], Rule[S, F]]:
    """Make a predicate a `Rule`; its name is the sentence that holds."""

    def make(predicate: Callable[[S, F], bool]) -> Rule[S, F]:
        return Rule(id, level, retourcode, element, sentence, predicate, valid_from, valid_to)

    return make


def evaluate(rules: Iterable[Rule[S, F]], subject: S, facts: F, plaats: str) -> list[Finding]:
    """Every finding of these rules, in their order."""
    return [rule.finding(plaats) for rule in rules if not rule.holds(subject, facts)]
