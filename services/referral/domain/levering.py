# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Start and stop of deliveries: what was reported, and what the state of a delivery then is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

TIJDELIJK = "20"
"""RedenBeeindiging of a temporary stop (JZ588); every other one is definitive."""

VERWIJDEREN = "3"
"""StatusAanlevering that takes a delivery back; every other one is 1, a first delivery (CS058)."""

Status = Literal["lopend", "tijdelijk-gestopt", "gestopt", "verwijderd"]


@dataclass(frozen=True, slots=True)
class Sleutel:
    """Logical key of a start within one client: what was assigned, and since when (TR101)."""

    toewijzing_nummer: int | None
    categorie: str | None
    code: str | None
    begindatum: date

    def same_help(self, other: "Sleutel") -> bool:
        """The same toegewezen product; taakgericht, without a number, the same product."""
        if self.toewijzing_nummer is not None or other.toewijzing_nummer is not None:
            return self.toewijzing_nummer == other.toewijzing_nummer
        return (self.categorie, self.code) == (other.categorie, other.code)


@dataclass(frozen=True, slots=True)
class Stop:
    """An end that was reported: temporary or definitive."""

    einddatum: date
    reden: str

    @property
    def tijdelijk(self) -> bool:
        """Help is meant to go on later."""
        return self.reden == TIJDELIJK


@dataclass(frozen=True, slots=True)
class Levering:
    """One start with the stops on it; `versie` counts its changes, also over a deletion."""

    sleutel: Sleutel
    versie: int = 1
    verwijderd: bool = False
    stops: tuple[Stop, ...] = ()

    @property
    def laatste_stop(self) -> Stop | None:
        """The stop that holds: a definitive one before a temporary one, then the later."""
        return max(self.stops, key=lambda s: (not s.tijdelijk, s.einddatum), default=None)

    @property
    def lopend(self) -> bool:
        """Reported, not taken back, not stopped: a current start (TR326)."""
        return not self.verwijderd and not self.stops

    @property
    def status(self) -> Status:
        """The state in which it is published."""
        stop = self.laatste_stop
        if self.verwijderd:
            return "verwijderd"
        if stop is None:
            return "lopend"
        return "tijdelijk-gestopt" if stop.tijdelijk else "gestopt"


@dataclass(frozen=True, slots=True)
class StartMelding:
    """One StartProduct."""

    plaats: str
    sleutel: Sleutel
    status: str

    @property
    def verwijdert(self) -> bool:
        """Takes an earlier delivery of this key back."""
        return self.status == VERWIJDEREN


@dataclass(frozen=True, slots=True)
class StopMelding:
    """One StopProduct."""

    plaats: str
    sleutel: Sleutel
    stop: Stop
    status: str

    @property
    def verwijdert(self) -> bool:
        """Takes an earlier delivery of this key back."""
        return self.status == VERWIJDEREN


Melding = StartMelding | StopMelding


@dataclass(frozen=True, slots=True)
class Leveringen:
    """All deliveries of one client by one aanbieder for one gemeente."""

    per_sleutel: Mapping[Sleutel, Levering]

    @classmethod
    def of(cls, leveringen: Iterable[Levering]) -> "Leveringen":
        """Those that are known, deleted ones too."""
        return cls({levering.sleutel: levering for levering in leveringen})

    def find(self, sleutel: Sleutel) -> Levering | None:
        """The delivery with this start; None when it was taken back."""
        levering = self.per_sleutel.get(sleutel)
        return None if levering is None or levering.verwijderd else levering

    def started_on(self, toewijzing_nummer: int) -> bool:
        """Was a start on this toewijzing reported, and not taken back?"""
        known = self.per_sleutel.values()
        return any(
            one.sleutel.toewijzing_nummer == toewijzing_nummer and not one.verwijderd
            for one in known
        )

    def others(self, sleutel: Sleutel) -> Iterator[Levering]:
        """The other deliveries of the same toegewezen product."""
        for levering in self.per_sleutel.values():
            same = levering.sleutel.same_help(sleutel) and levering.sleutel != sleutel
            if same and not levering.verwijderd:
                yield levering

    def after(self, melding: Melding) -> "Leveringen":
        """The state once this report, which broke no rule, is taken in."""
        changed = _after(self.per_sleutel.get(melding.sleutel), melding)
        return Leveringen({**self.per_sleutel, melding.sleutel: changed})

    def changed_since(self, before: "Leveringen") -> tuple[Levering, ...]:
        """Deliveries that differ, each one version further, however often they changed."""
        found = []
        for sleutel, levering in self.per_sleutel.items():
            earlier = before.per_sleutel.get(sleutel)
            if earlier is None:
                found.append(levering)
            elif replace(levering, versie=earlier.versie) != earlier:
                found.append(replace(levering, versie=earlier.versie + 1))
        return tuple(found)


def in_order(meldingen: Iterable[Melding]) -> list[Melding]:
    """Deletions before new deliveries (IV008), else as they stand in the message."""
    return sorted(meldingen, key=lambda melding: not melding.verwijdert)


def _after(levering: Levering | None, melding: Melding) -> Levering:
    known = levering or Levering(melding.sleutel)
    if isinstance(melding, StartMelding):
        return replace(known, verwijderd=melding.verwijdert, stops=())
    without = tuple(stop for stop in known.stops if stop != melding.stop)
    stops = without if melding.verwijdert else (*without, melding.stop)
    return replace(known, stops=stops)
