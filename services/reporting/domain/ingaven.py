# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What may be told of each kind of figure that no event brings. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.doelmaten import doelindicatoren
from services.reporting.domain.indicatoren import Indicator, indicatoren
from services.reporting.domain.scorekaart import NORMEN, OORDELEN

SPIEGEL = "cbs-spiegel"
"""Counts of the mirror report of the CBS; they come whole, not one by one."""
TEVREDENHEID, VERDER, VERHAAL = "tevredenheid", "zonder-hulp-verder", "verhaal"
DOEL, BENCHMARK = "doel", "benchmark"
SUBREGIO = "subregio"
"""In which part of its region a gemeente is from a month on: of each month what was told last
counts. Who chose these parts could reckon with them, so that only the beheer tells them."""
VAN_WEINIGEN = frozenset({SPIEGEL, TEVREDENHEID, VERDER, VERHAAL})
"""Kinds that may tell of few children: shown as told to nobody but who told them."""

_UITKOMSTEN = {
    TEVREDENHEID: re.compile(r"[0-9]{8}\.([1-9]|10)", re.ASCII),
    VERDER: re.compile(r"[0-9]{8}\.[1-4]", re.ASCII),
}
_SUBREGIO = re.compile(r"[A-Z][A-Z0-9-]{1,19}", re.ASCII)
_VERHAAL = re.compile(r"[0-9]{8}\.[a-z0-9-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opgave:
    """A figure as it is told; `toelichting` and `datum` where its kind has them."""

    soort: str
    gebied: str
    jaar: int
    onderwerp: str
    waarde: int
    toelichting: str | None
    datum: date | None


def maand_van(soort: str, datum: date | None) -> int:
    """The month that is told of, beside other months of the year; 0 where it is all of the year."""
    return datum.month if soort == SUBREGIO and datum is not None else 0


def bezwaren(one: Opgave) -> Iterator[str]:
    """Each thing that is wrong with it for its kind."""
    if one.soort in NORMEN:
        yield from _of_norm(one)
    elif one.soort in _UITKOMSTEN and not _UITKOMSTEN[one.soort].fullmatch(one.onderwerp):
        yield "onderwerp is een AGB-code en een stap, zoals 90000101.4"
    elif one.soort in _EIGEN:
        yield from _EIGEN[one.soort](one)
    elif one.soort == SPIEGEL:
        yield "soort komt met een spiegelrapportage"
    if one.soort not in NORMEN and one.soort != SUBREGIO and one.datum is not None:
        yield "datum hoort alleen bij een oordeel of subregio"
    if one.soort not in NORMEN and one.soort != VERHAAL and one.toelichting is not None:
        yield "toelichting hoort alleen bij een oordeel of verhaal"


def _of_norm(one: Opgave) -> Iterator[str]:
    known = NORMEN[one.soort].onderdelen
    if one.onderwerp not in known:
        yield f"onderwerp is een van: {', '.join(known)}"
    if one.waarde >= len(OORDELEN):
        yield "waarde is 0 (nee), 1 (deels) of 2 (ja)"
    if one.toelichting is None:
        yield "toelichting is het bewijs, en ontbreekt"
    if one.datum is None or one.datum.year != one.jaar:
        yield "datum ligt in het jaar"


def _of_part(one: Opgave) -> Iterator[str]:
    if not one.gebied.isdecimal():
        yield "gebied is een gemeente"
    if not _SUBREGIO.fullmatch(one.onderwerp):
        yield "onderwerp is de code van de subregio, zoals EEMLAND-NOORD"
    if one.waarde > 1:
        yield "waarde is 1 (erin) of 0 (eruit)"
    if one.datum is None or one.datum.year != one.jaar or one.datum.day != 1:
        yield "datum is de eerste dag van een maand in het jaar"


def _of_story(one: Opgave) -> Iterator[str]:
    if not _VERHAAL.fullmatch(one.onderwerp):
        yield "onderwerp is een AGB-code en een eigen kenmerk, zoals 90000101.casus-1"
    if one.toelichting is None:
        yield "toelichting is het verhaal, en ontbreekt"
    if one.waarde:
        yield "waarde is 0: een verhaal telt niet"


def _of_goal(one: Opgave) -> Iterator[str]:
    return _of_figure(one, doelindicatoren())


def _of_benchmark(one: Opgave) -> Iterator[str]:
    return _of_figure(one, indicatoren())


def _of_figure(one: Opgave, known: Iterable[Indicator]) -> Iterator[str]:
    """What names no figure of an indicator would stand beside none, so say which there are."""
    id, _, veld = one.onderwerp.partition(".")
    by_id = {indicator.id: indicator for indicator in known}
    if id not in by_id:
        yield (
            "onderwerp is een indicator en een maat daarvan, zoals I-05.gebruik; indicatoren: "
            + ", ".join(by_id)
        )
        return
    velden = [maat.veld for maat in by_id[id].maten]
    if veld not in velden:
        names = ", ".join(f"{id}.{own}" for own in velden)
        yield f"onderwerp is een indicator en een maat daarvan; van {id}: {names}"


_EIGEN: Mapping[str, Callable[[Opgave], Iterator[str]]] = {
    BENCHMARK: _of_benchmark,
    DOEL: _of_goal,
    SUBREGIO: _of_part,
    VERHAAL: _of_story,
}
