# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How an in-message rule is declared: a rule, the messages and the classes it speaks of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from libs.ijw.findings import Level
from libs.ijw.rule import Rule
from libs.ijw.rules.facts import Facts

REJECTED = "0001"


@dataclass(frozen=True, slots=True)
class Unit:
    """One rule of level 2. `on` maps a class to the element of it that carries the finding."""

    rule: Rule[Any, Any]
    soorten: frozenset[str]
    on: Mapping[type, str]


def unit(
    id: str,
    soorten: str,
    on: Mapping[type, str] | Sequence[type],
    sentence: str,
) -> Callable[[Callable[[Any, Facts], bool]], Unit]:
    """Make a predicate the unit of a rule; `soorten` as in `JW301 JW315`."""
    places = on if isinstance(on, Mapping) else dict.fromkeys(on, "")

    def make(predicate: Callable[[Any, Facts], bool]) -> Unit:
        rule = Rule(id, Level.IN_MESSAGE, REJECTED, "", sentence, predicate)
        return Unit(rule, frozenset(soorten.split()), places)

    return make
