# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The jeugdregio's, and which gemeente is in which of them when: reference data, with its source.

A source of one date tells little of the days before it. `zeker_vanaf` is the first day for which
something confirms a membership; before it the membership is what we take it to have been.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from libs.ijw.codelists import Gemeente, codelist, gemeenten, gemeenten_valid_from


@dataclass(frozen=True, slots=True)
class Jeugdregio:
    """A region; `opvolger` is the code of the one in which it went on after `tot`."""

    code: str
    naam: str
    vanaf: date
    zeker_vanaf: date
    tot: date | None = None
    opvolger: str | None = None

    def holds_on(self, day: date) -> bool:
        """True on its days, the last one included."""
        return self.vanaf <= day and (self.tot is None or day <= self.tot)


@dataclass(frozen=True, slots=True)
class Lidmaatschap:
    """A gemeente in a region, days inclusive."""

    gemeentecode: str
    regio: Jeugdregio
    vanaf: date
    tot: date | None

    @property
    def zeker_vanaf(self) -> date:
        """From this day on a source says so."""
        return max(self.vanaf, self.regio.zeker_vanaf)


@cache
def jeugdregios() -> Mapping[str, Jeugdregio]:
    """All regions by code, those of the past too."""
    stored = _stored()
    known = date.fromisoformat(stored["peildatum"])
    return MappingProxyType(
        {code: _regio(code, value, known) for code, value in stored["regios"].items()}
    )


@cache
def lidmaatschappen() -> tuple[Lidmaatschap, ...]:
    """Which gemeente was in which region when, by region, gemeente and day.

    None of gemeenten that were gone before the date of the source: it does not tell.
    """
    found = [one for gemeente in gemeenten().values() for one in _memberships(gemeente)]
    return tuple(sorted(found, key=lambda one: (one.regio.code, one.gemeentecode, one.vanaf)))


def jeugdregio_on(gemeentecode: str, day: date) -> Jeugdregio | None:
    """The region of a gemeente on a day; None where it is in none that we know."""
    for one in lidmaatschappen():
        begun = one.gemeentecode == gemeentecode and one.vanaf <= day
        if begun and (one.tot is None or day <= one.tot):
            return one.regio
    return None


def _memberships(gemeente: Gemeente) -> list[Lidmaatschap]:
    """In the region that the source names, and in those in which that went on."""
    begun = codelist("CBS").entries[gemeente.code].vanaf or gemeenten_valid_from()
    named = next(r for r in jeugdregios().values() if r.naam == gemeente.jeugdregio)
    found, regio = [], named
    while True:
        found.append(Lidmaatschap(gemeente.code, regio, max(begun, regio.vanaf), regio.tot))
        if regio.opvolger is None:
            return found
        regio = jeugdregios()[regio.opvolger]


def _regio(code: str, value: Mapping[str, Any], known: date) -> Jeugdregio:
    def day(name: str) -> date | None:
        return date.fromisoformat(value[name]) if name in value else None

    return Jeugdregio(
        code=code,
        naam=value["naam"],
        vanaf=day("vanaf") or gemeenten_valid_from(),
        zeker_vanaf=day("zekerVanaf") or known,
        tot=day("tot"),
        opvolger=value.get("opvolger"),
    )


@cache
def _stored() -> Mapping[str, Any]:
    data = files("libs.ijw").joinpath("data", "jeugdregios.json")
    stored: Mapping[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    return stored
