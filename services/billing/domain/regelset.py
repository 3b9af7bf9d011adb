# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may be varied in the rules, and which variant was in force when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Weken = Literal["geraakt", "heel"]

_HUNDRED = 100
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Regelset:
    """`zonder` are ids of rules left out, of any level but the schema; `tolerantie` is percent on
    top of a volume.

    `weken` counts weeks that a period touches, as the standard does, or only whole ones.
    """

    zonder: frozenset[str] = frozenset()
    weken: Weken = "geraakt"
    tolerantie: int = 0

    def stretched(self, volume: int) -> int:
        """A maximum with the tolerance, rounded down."""
        return volume * (_HUNDRED + self.tolerantie) // _HUNDRED


STANDAARD = Regelset()


@dataclass(frozen=True, slots=True)
class Regelsetversie:
    """A rule set that was put to work on a day, Dutch time; verdicts name it by its number."""

    versie: int
    vanaf: date
    regelset: Regelset


REGELSETS: tuple[Regelsetversie, ...] = (Regelsetversie(1, date(2021, 1, 1), STANDAARD),)
"""Every rule set that messages were judged by, oldest first, and the last one judges today.

What changes is added at the end with the day it begins: a rule that is new goes into `zonder` of
the sets before it, so that what was judged then is judged again as it was.
"""


def regelset_op(dag: date) -> Regelsetversie:
    """The rule set in force on a day; before the first day the first one."""
    begun = [one for one in REGELSETS if one.vanaf <= dag]
    return begun[-1] if begun else REGELSETS[0]


def regelset_van(versie: int | None, dag: date) -> Regelsetversie:
    """The rule set of a verdict; of one from before they were numbered that of its day."""
    return next((one for one in REGELSETS if one.versie == versie), regelset_op(dag))


def whole_weeks(begin: date, eind: date) -> int:
    """Weeks from Monday to Sunday that lie in the period in full."""
    monday = begin + timedelta(days=-begin.weekday() % _WEEK)
    return max(0, ((eind - monday).days + 1) // _WEEK)
