# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What young people and their parents said of help, by provider (P-13). Pure.

The outcomes of the national set: how content they were (1 to 10), and how far they can go on
without help (1 to 4). Drop-out, its third one, follows from ends of help (I-22): nobody is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from libs.ijw.worth import rounded
from services.reporting.domain.accounthouders import ALLE, Cel, Getal, Tabel, toon
from services.reporting.domain.ingaven import TEVREDENHEID, VERDER

STAPPEN = ("1", "2", "3", "4")
"""Of going on without help: not at all, a little, mostly, wholly."""


@dataclass(frozen=True, slots=True)
class Antwoorden:
    """How many answers there were of a kind: a step, of a provider."""

    soort: str
    aanbieder: str
    stap: int
    aantal: int


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """Of a provider, or of all, as it may be shown: `tevredenheid` the mean of its answers."""

    antwoorden: Getal
    tevredenheid: float | None
    verder: Mapping[str, Getal]


def uitkomsten(antwoorden: Iterable[Antwoorden], drempel: int) -> dict[str, Uitkomst]:
    """By provider and over all (`ALLE`); a mean only where its number of answers is shown."""
    content: dict[Cel, int] = defaultdict(int)
    sums: dict[str, int] = defaultdict(int)
    onward: dict[Cel, int] = defaultdict(int)
    for one in antwoorden:
        if one.soort == TEVREDENHEID:
            for who in (one.aanbieder, ALLE):
                content[who, ALLE] += one.aantal
                sums[who] += one.aantal * one.stap
        elif one.soort == VERDER:
            for who in (one.aanbieder, ALLE):
                for step in (str(one.stap), ALLE):
                    onward[who, step] += one.aantal
    answered, steps = toon(content, drempel=drempel), toon(onward, drempel=drempel)
    whose = sorted({ALLE, *answered.regios, *steps.regios})
    return {who: _of(who, answered, sums[who], steps) for who in whose}


def _of(who: str, answered: Tabel, total: int, steps: Tabel) -> Uitkomst:
    count = answered.van(who)
    mean = rounded(10 * total, count.waarde) / 10 if count.waarde else None
    return Uitkomst(count, mean, {step: steps.van(who, step) for step in STAPPEN})
