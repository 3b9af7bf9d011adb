# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The form of a case: a change to a clean message, and whether a rule then holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """`breaks` is the place of the finding below the base place; None when the rule holds."""

    rule: str
    soort: str
    changes: Mapping[str, Any]
    breaks: str | None

    def __str__(self) -> str:
        kind = "holds" if self.breaks is None else "breaks"
        return f"{self.rule}-{self.soort}-{kind}-{'+'.join(self.changes)}"


def holds(rule: str, soort: str, changes: Mapping[str, Any]) -> Case:
    """After these changes the rule is not among the findings."""
    return Case(rule, soort, changes, None)


def breaks(rule: str, soort: str, changes: Mapping[str, Any], place: str) -> Case:
    """After these changes the rule has exactly one finding, at `/Bericht/` + place."""
    return Case(rule, soort, changes, f"/Bericht/{place}")


def add(*items: Any) -> Any:
    """Append to a repeated class."""
    return lambda present: (*present, *items)
