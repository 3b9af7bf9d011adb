# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Where a child stays, and how often it is moved (R-17)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from libs.ijw.months import months_later

Vorm = Literal[
    "netwerk",
    "netwerkpleegzorg",
    "pleegzorg",
    "gezinshuis",
    "kleinschalig",
    "instelling",
    "gesloten",
    "crisisverblijf",
]
Reden = Literal[
    "eerste-plaatsing",
    "terugkeer",
    "perspectief",
    "dichter-bij-huis",
    "wens-jeugdige",
    "afschalen",
    "naar-huis",
    "zelfstandig",
    "uitval",
    "conflict",
    "veiligheid",
    "aanbieder-stopt",
    "opschalen",
    "geen-plek",
    "crisis",
]

ONVRIJWILLIG: frozenset[Reden] = frozenset(
    {"uitval", "conflict", "veiligheid", "aanbieder-stopt", "opschalen", "geen-plek", "crisis"}
)
"""Reasons for which a child is moved without its wish or its plan."""

PLEEGZORG: frozenset[Vorm] = frozenset({"netwerkpleegzorg", "pleegzorg"})
_WINDOW = 12
_AANSLUITEND = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verblijf:
    """A place as it now stands: `begindatum` is the day of coming, `einddatum` that of leaving.

    `reden` is why the child came here, `einde_reden` why it left.
    """

    id: str
    gemeentecode: str
    client_id: str
    vorm: Vorm
    agb_code: str | None
    plaats: str | None
    begindatum: date
    einddatum: date | None
    reden: Reden
    versie: int
    gewijzigd_op: datetime
    einde_reden: Reden | None = None

    def left(self, dag: date, reden: Reden, now: datetime) -> "Verblijf":
        """After the child left."""
        return replace(
            self, einddatum=dag, einde_reden=reden, versie=self.versie + 1, gewijzigd_op=now
        )

    def overlaps(self, other: "Verblijf") -> bool:
        """Would the child be in both? The day of moving is of both."""
        return (other.einddatum is None or self.begindatum < other.einddatum) and (
            self.einddatum is None or other.begindatum < self.einddatum
        )


@dataclass(frozen=True, slots=True)
class Overplaatsing:
    """From one place to the next without a time at home between."""

    van: Verblijf
    naar: Verblijf

    @property
    def op(self) -> date:
        """The day of moving."""
        return self.naar.begindatum

    @property
    def onvrijwillig(self) -> bool:
        """By its reason."""
        return self.naar.reden in ONVRIJWILLIG


def left_for(new: Verblijf, known: Iterable[Verblijf]) -> Verblijf | None:
    """The place where the child stays until it comes to the new one."""
    running = (one for one in known if one.einddatum is None)
    return next((one for one in running if one.begindatum < new.begindatum), None)


def objections(new: Verblijf, known: Iterable[Verblijf]) -> Iterator[tuple[str, str]]:
    """Each thing that is wrong with a new place: its field, and why."""
    if new.einddatum is not None and new.einddatum < new.begindatum:
        yield "einddatum", "ligt voor de begindatum"
    elif any(new.overlaps(one) for one in known):
        yield "begindatum", "valt in een ander verblijf van dit kind"


def transfers(places: Iterable[Verblijf]) -> list[Overplaatsing]:
    """Those of one child, in order of time, whatever the order in which they were noted."""
    in_time = sorted(places, key=lambda one: (one.begindatum, one.id))
    return [
        Overplaatsing(van, naar)
        for van, naar in pairwise(in_time)
        if van.einddatum is not None and naar.begindatum - van.einddatum <= _AANSLUITEND
    ]


def too_often(moves: Sequence[Overplaatsing], since: date, most: int) -> date | None:
    """The day from `since` on of the so manieth involuntary one within twelve months."""
    days = [one.op for one in moves if one.onvrijwillig]
    for day in days:
        begin = months_later(day, -_WINDOW)
        if day >= since and sum(begin < one <= day for one in days) >= most:
            return day
    return None
