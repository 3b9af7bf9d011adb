# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The code lists of the standard, with the gemeenten of the Netherlands, as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Codelist:
    """One list: `codes` gives the Dutch meaning of each code."""

    id: str
    naam: str
    codes: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        """True for a code of this list."""
        return code in self.codes


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente as CBS lists it."""

    code: str
    naam: str
    provincie: str
    jeugdregio: str


@cache
def codelist(name: str) -> Codelist:
    """The list with this id (such as `JZ020`); `KeyError` for any other."""
    stored = _read("codelists.json")[name]
    return Codelist(name, stored["naam"], MappingProxyType(stored["codes"]))


@lru_cache(maxsize=1)
def gemeenten() -> Mapping[str, Gemeente]:
    """All gemeenten of the division of 1 January 2026, by code."""
    rows = _read("gemeenten.json")["gemeenten"]
    return MappingProxyType({code: Gemeente(code, *row) for code, row in rows.items()})


def gemeenten_valid_from() -> date:
    """First day on which the division in `gemeenten` holds."""
    return date.fromisoformat(_read("gemeenten.json")["geldig_per"])


@cache
def _read(file: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(files("libs.ijw").joinpath("data", file).read_text(encoding="utf-8"))


def gemeente_exists(code: str, day: date) -> bool:
    """TR378: the code is in the CBS list for `day`.

    Only one division is at hand; for days before it a code is not refused, for a gemeente of an
    earlier division may still stand in a message about that time.
    """
    return code in gemeenten() or day < gemeenten_valid_from()
