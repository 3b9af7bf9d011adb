# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The code lists of the standard, with the gemeenten of the Netherlands, as data."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from libs.ijw.findings import Level

GEMEENTEN = "CBS"
"""The list of gemeenten, whose codes are in no schema.

It holds the divisions since 2015, after CBS and the national table of gemeenten (Tabel 33).
"""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. A `vervallen` one ended on a day that the standard does not tell.

    Without `vanaf` it is as old as its list; `opvolgers` are the codes that took its place.
    """

    code: str
    betekenis: str
    vanaf: date | None = None
    tot: date | None = None
    vervallen: bool = False
    opvolgers: tuple[str, ...] = ()

    def valid(self, day: date) -> bool:
        """True when the code may be used on this day, the last one included."""
        begun = self.vanaf is None or self.vanaf <= day
        return begun and not self.vervallen and (self.tot is None or day <= self.tot)


@dataclass(frozen=True)
class Codelist:
    """One list: what it is for, and its codes.

    A code that is in the list passes level 1; whether it may be used on a day is another matter.
    """

    id: str
    naam: str
    gebruik: str
    entries: Mapping[str, Code]

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The Dutch meaning of each code."""
        return MappingProxyType({code: entry.betekenis for code, entry in self.entries.items()})

    def __contains__(self, code: object) -> bool:
        """True for a code of this list, also for one that may not be used any more."""
        return code in self.entries

    def valid(self, code: str, day: date) -> bool:
        """True for a code that may be used on this day; False for one that nobody knows."""
        entry = self.entries.get(code)
        return entry is not None and entry.valid(day)


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente as CBS lists it."""

    code: str
    naam: str
    provincie: str
    jeugdregio: str


@cache
def codelist(id: str) -> Codelist:
    """The list with this id, such as `JZ020`. Raises `KeyError` for any other."""
    stored = _stored()[id]
    entries = {code: _entry(code, value) for code, value in stored["codes"].items()}
    return Codelist(id, stored["naam"], stored["gebruik"], MappingProxyType(entries))


def codelists() -> Iterator[Codelist]:
    """Every list."""
    return map(codelist, _stored())


@cache
def gemeenten() -> Mapping[str, Gemeente]:
    """All gemeenten that there are by the division of 1 January 2026, by code."""
    stored = _stored()[GEMEENTEN]["codes"]
    return MappingProxyType(
        {
            code: Gemeente(code, value["betekenis"], value["provincie"], value["jeugdregio"])
            for code, value in stored.items()
            if "tot" not in value
        }
    )


def gemeenten_valid_from() -> date:
    """First day of which the list holds all gemeenten there were: that of the Jeugdwet."""
    return date.fromisoformat(_stored()[GEMEENTEN]["vanaf"])


def gemeente_exists(code: str, day: date) -> bool:
    """TR378: the code is in the CBS list for `day`.

    After a herindeling the old code stays good for the days before it, and the new one is good
    from that day on. No code is refused for days before those that the list holds.
    """
    return codelist(GEMEENTEN).valid(code, day) or day < gemeenten_valid_from()


def retourcode_level(retourcode: str) -> Level | None:
    """The level of checking that gives a retourcode; None for what is no fault, or unknown."""
    niveau = _detail("WJ001", retourcode, "niveau")
    return None if niveau is None else Level(niveau)


def is_outputgericht(eenheid: str) -> bool:
    """True for a unit (WJ756) that counts results; a contract overrules the unit (OP261)."""
    return bool(_detail("WJ756", eenheid, "variant") == "outputgericht")


def reden_beeindiging_for(reden_wijziging: str) -> str | None:
    """The reason (JZ588) of the stop on an award that ended for this one (JZ002), if it has one."""
    found: str | None = _detail("JZ002", reden_wijziging, "reden_beeindiging")
    return found


def redenen_wijziging_for(reden_beeindiging: str) -> tuple[str, ...]:
    """The reasons (JZ002) of a change of an award to which this one of a stop (JZ588) belongs."""
    reasons = codelist("JZ002").codes
    return tuple(code for code in reasons if reden_beeindiging_for(code) == reden_beeindiging)


def _entry(code: str, value: str | Mapping[str, Any]) -> Code:
    """A meaning alone, or a meaning with what is known of its validity."""
    if isinstance(value, str):
        return Code(code, value)
    vervallen, opvolgers = value.get("vervallen", False), tuple(value.get("opvolgers", ()))
    days = _day(value, "vanaf"), _day(value, "tot")
    return Code(code, value["betekenis"], *days, vervallen=vervallen, opvolgers=opvolgers)


def _day(value: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(value[name]) if name in value else None


def _detail(id: str, code: str, name: str) -> Any:  # noqa: ANN401 - JSON
    """What a list says of a code beside its meaning; None where it says nothing."""
    value = _stored()[id]["codes"].get(code)
    return value.get(name) if isinstance(value, dict) else None


@cache
def _stored() -> Mapping[str, Any]:
    """All lists by id as they stand in the data: each code with its meaning, or with more."""
    folder = files("libs.ijw").joinpath("data")
    names = ("codelists.json", "gemeenten.json")
    parts = [json.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    return MappingProxyType({id: stored for part in parts for id, stored in part.items()})
