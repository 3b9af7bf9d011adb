# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Thresholds of the early warning system, as data with their source and version. Pure.

No public text gives colours or cut-offs, nor what very small is. Ours are in `normen.json`; an
installation sets others from a quarter on, and answers about earlier ones keep theirs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Richting = Literal["laag", "hoog"]


@dataclass(frozen=True, slots=True)
class Grens:
    """A value of an indicator beyond which it warns: below it (`laag`) or above it (`hoog`)."""

    richting: Richting
    waarschuwing: Fraction

    def voorbij(self, waarde: Fraction) -> bool:
        """The value lies beyond."""
        if self.richting == "laag":
            return waarde < self.waarschuwing
        return waarde > self.waarschuwing


@dataclass(frozen=True, slots=True)
class Normen:
    """One version: limits by id of indicator, terms in days, money in cents."""

    versie: int
    geldig_vanaf: date
    bron: str
    grenzen: Mapping[str, Grens]
    kasdagen_rood: Fraction
    trede_rood: int
    termijn_kwartaal: int
    termijn_jaar: int
    ontbreekt_na: int
    omzetgrens: int
    plicht_vanaf: date


def normen_uit(data: Mapping[str, Any]) -> Normen:
    """Of the JSON form, in which fractions are decimal texts."""
    return Normen(
        versie=int(data["versie"]),
        geldig_vanaf=date.fromisoformat(data["geldigVanaf"]),
        bron=str(data["bron"]),
        grenzen={
            one["indicator"]: Grens(one["richting"], Fraction(one["waarschuwing"]))
            for one in data["grenzen"]
        },
        kasdagen_rood=Fraction(data["kasdagenRood"]),
        trede_rood=int(data["tredeRood"]),
        termijn_kwartaal=int(data["termijnKwartaal"]),
        termijn_jaar=int(data["termijnJaar"]),
        ontbreekt_na=int(data["ontbreektNa"]),
        omzetgrens=int(data["omzetgrens"]),
        plicht_vanaf=date.fromisoformat(data["plichtVanaf"]),
    )


@cache
def eigen_normen() -> Mapping[str, Any]:
    """Those that this program comes with, in their JSON form."""
    text = files("services.reporting.domain.ews").joinpath("normen.json").read_text("utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def normen_op(versies: Sequence[Normen], day: date) -> Normen:
    """The newest that hold for a quarter that begins on this day; else the oldest there are."""
    held = [one for one in versies if one.geldig_vanaf <= day]
    if held:
        return max(held, key=lambda one: (one.geldig_vanaf, one.versie))
    return min(versies, key=lambda one: (one.geldig_vanaf, one.versie))
