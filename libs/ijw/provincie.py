# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""In which province a gemeente lies, also one that is no more: a public fact, with its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from libs.ijw.codelists import GEMEENTEN, Code, codelist, gemeenten, gemeenten_valid_from

_ELDERS: Mapping[str, str] = MappingProxyType({"0545": "Zuid-Holland", "0707": "Zuid-Holland"})
"""Leerdam and Zederik, which went to another province when they became part of Vijfheerenlanden."""


@dataclass(frozen=True, slots=True)
class Ligging:
    """A gemeente in a province, days inclusive."""

    gemeentecode: str
    provincie: str
    vanaf: date
    tot: date | None


@cache
def liggingen() -> tuple[Ligging, ...]:
    """Of every gemeente since the Jeugdwet, by code."""
    since = gemeenten_valid_from()
    return tuple(
        Ligging(code, _provincie(entry), entry.vanaf or since, entry.tot)
        for code, entry in sorted(codelist(GEMEENTEN).entries.items())
    )


def _provincie(entry: Code) -> str:
    """As the list has it; of what is no more the province of what took its place."""
    if entry.code in _ELDERS:
        return _ELDERS[entry.code]
    if entry.code in gemeenten():
        return gemeenten()[entry.code].provincie
    return _provincie(codelist(GEMEENTEN).entries[entry.opvolgers[0]])
