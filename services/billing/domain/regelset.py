# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may be varied in the rules: only in a trial; messages are judged by the standard's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Weken = Literal["geraakt", "heel"]

_HUNDRED = 100
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Regelset:
    """`zonder` are ids of line rules left out; `tolerantie` is percent on top of a volume.

    `weken` counts weeks that a period touches, as the standard does, or only whole ones.
    """

    zonder: frozenset[str] = frozenset()
    weken: Weken = "geraakt"
    tolerantie: int = 0

    def stretched(self, volume: int) -> int:
        """A maximum with the tolerance, rounded down."""
        return volume * (_HUNDRED + self.tolerantie) // _HUNDRED


STANDAARD = Regelset()


def whole_weeks(begin: date, eind: date) -> int:
    """Weeks from Monday to Sunday that lie in the period in full."""
    monday = begin + timedelta(days=-begin.weekday() % _WEEK)
    return max(0, ((eind - monday).days + 1) // _WEEK)
