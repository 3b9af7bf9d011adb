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

GEMEENTEN = "CBS"
"""The list of gemeenten, whose codes are in no schema."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. A `vervallen` one ended on a day that the standard does not tell."""

    code: str
    betekenis: str
    vanaf: date | None = None
    tot: date | None = None
    vervallen: bool = False

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
    stored = _gemeente_list() if id == GEMEENTEN else _read("codelists.json")[id]
    entries = {code: _entry(code, value) for code, value in stored["codes"].items()}
    return Codelist(id, stored["naam"], stored["gebruik"], MappingProxyType(entries))


def codelists() -> Iterator[Codelist]:
    """Every list."""
    yield from (codelist(id) for id in (*_read("codelists.json"), GEMEENTEN))


def _entry(code: str, value: str | Mapping[str, Any]) -> Code:
    """A meaning alone, or a meaning with what is known of its validity."""
    if isinstance(value, str):
        return Code(code, value)
    days = {name: date.fromisoformat(value[name]) for name in ("vanaf", "tot") if name in value}
    return Code(code, value["betekenis"], vervallen=value.get("vervallen", False), **days)


def _gemeente_list() -> Mapping[str, Any]:
    stored = _read("gemeenten.json")
    codes = {
        c: {"betekenis": row[0], "vanaf": stored["vanaf"]} for c, row in stored["gemeenten"].items()
    }
    return {**stored, "codes": codes}


@cache
def gemeenten() -> Mapping[str, Gemeente]:
    """All gemeenten of the division of 1 January 2026, by code."""
    rows = _read("gemeenten.json")["gemeenten"]
    return MappingProxyType({code: Gemeente(code, *row) for code, row in rows.items()})


def gemeenten_valid_from() -> date:
    """First day on which the division in `gemeenten` holds."""
    return date.fromisoformat(_read("gemeenten.json")["vanaf"])


def gemeente_exists(code: str, day: date) -> bool:
    """TR378: the code is in the CBS list for `day`.

    Only one division is at hand; for days before it a code is not refused, for a gemeente of an
    earlier division may still stand in a message about that time.
    """
    return codelist(GEMEENTEN).valid(code, day) or day < gemeenten_valid_from()


@cache
def _read(file: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(files("libs.ijw").joinpath("data", file).read_text(encoding="utf-8"))
