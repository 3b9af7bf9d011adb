# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Registers as values: gemeenten, regions with members in time, aanbieders. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.contract.domain.geldigheid import Fault, Geldigheid, overlap_faults, unordered


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente by CBS code."""

    gemeentecode: str
    naam: str
    geldig: Geldigheid


@dataclass(frozen=True, slots=True)
class Lid:
    """A gemeente as member of a regio for a time."""

    gemeentecode: str
    geldig: Geldigheid


@dataclass(frozen=True, slots=True)
class Regio:
    """A cooperation of gemeenten."""

    regiocode: str
    naam: str
    leden: tuple[Lid, ...]

    def in_order(self) -> "Regio":
        """The same regio as it is kept and shown."""
        ordered = sorted(self.leden, key=lambda lid: (lid.gemeentecode, lid.geldig.van))
        return replace(self, leden=tuple(ordered))


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """A provider by AGB code."""

    agb_code: str
    naam: str
    kvk_nummer: str | None


def gemeente_faults(gemeente: Gemeente) -> Iterator[Fault]:
    """Everything wrong with a gemeente."""
    if not gemeente.geldig.is_ordered:
        yield unordered("geldigTot")


def regio_faults(regio: Regio, known: frozenset[str]) -> Iterator[Fault]:
    """Everything wrong with a list of members; `known` are the registered gemeenten."""
    for number, lid in enumerate(regio.leden):
        place = f"leden[{number}]"
        if lid.gemeentecode not in known:
            yield Fault(f"{place}.gemeentecode", "onbekend", "is geen geregistreerde gemeente")
        if not lid.geldig.is_ordered:
            yield unordered(f"{place}.geldigTot")
        same = [x.geldig for x in regio.leden[:number] if x.gemeentecode == lid.gemeentecode]
        yield from overlap_faults(place, lid.geldig, same)
