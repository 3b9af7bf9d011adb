# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The geometry of a chart, for a template to draw as SVG. Pure; amounts and counts are integers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

BREEDTE, HOOGTE = 720, 280
_LINKS, _RECHTS, _BOVEN, _ONDER = 92, 16, 16, 44
_STREEPJES = 5
_NAAM, _GETAL, _RIJ = 236, 96, 24
_STAVEN, _MINSTE_STAVEN = 12, 2

_Plaats = Callable[[int], float]

_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Reeks:
    """One line of a chart: its name and a value per month, None where there is none."""

    naam: str
    waarden: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Streep:
    """A mark on the vertical axis, at height `y`."""

    y: float
    waarde: int


@dataclass(frozen=True, slots=True)
class Maandmerk:
    """A month on the horizontal axis, at `x`; the year stands under January and the first one."""

    x: float
    naam: str
    jaar: str


@dataclass(frozen=True, slots=True)
class Punt:
    """A value with its place."""

    x: float
    y: float
    waarde: int
    maand: str


@dataclass(frozen=True, slots=True)
class Lijn:
    """A drawn line in pieces, one for each run of months that have a value."""

    naam: str
    stukken: tuple[str, ...]
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class Grafiek:
    """A chart ready to be drawn in a box of `BREEDTE` by `HOOGTE`."""

    strepen: tuple[Streep, ...]
    maanden: tuple[Maandmerk, ...]
    lijnen: tuple[Lijn, ...]
    links: float
    rechts: float
    boven: float
    onder: float
    nul: float
    kolombreedte: float


@dataclass(frozen=True, slots=True)
class Staaf:
    """A bar that lies down: its name, where and how long it is; none drawn when hidden."""

    naam: str
    y: float
    breedte: float
    waarde: int | None


@dataclass(frozen=True, slots=True)
class Staven:
    """Bars beneath each other, in a box of `BREEDTE` by `hoogte`, beginning at `links`."""

    staven: tuple[Staaf, ...]
    links: float
    dikte: float
    hoogte: float


def leg(rijen: Sequence[tuple[str, int | None]]) -> Staven | None:
    """The largest of these as bars, in their order; None when there is nothing to compare."""
    if len(rijen) < _MINSTE_STAVEN or any(w is not None and w < 0 for _, w in rijen):
        return None
    meeste = max((w for _, w in rijen if w is not None), default=0)
    if not meeste:
        return None
    grens = sorted((w for _, w in rijen if w is not None), reverse=True)[:_STAVEN][-1]
    shown = [(naam, w) for naam, w in rijen if w is None or w >= grens][: 2 * _STAVEN]
    ruimte = BREEDTE - _NAAM - _GETAL
    return Staven(
        tuple(
            Staaf(naam, _RIJ * place, round(ruimte * (waarde or 0) / meeste, 1), waarde)
            for place, (naam, waarde) in enumerate(shown)
        ),
        _NAAM,
        _RIJ * 0.7,
        _RIJ * len(shown),
    )


def teken(maanden: Sequence[date], reeksen: Sequence[Reeks]) -> Grafiek:
    """The chart of series that all run over the same months (firsts of months)."""
    waarden = [w for reeks in reeksen for w in reeks.waarden if w is not None]
    streep, bodem, top = _schaal(min([*waarden, 0]), max([*waarden, 1]))
    onder = HOOGTE - _ONDER
    stap = (BREEDTE - _LINKS - _RECHTS) / max(len(maanden), 1)

    def x(plaats: int) -> float:
        return round(_LINKS + stap * (plaats + 0.5), 1)

    def y(waarde: int) -> float:
        return round(onder - (onder - _BOVEN) * (waarde - bodem) / (top - bodem), 1)

    return Grafiek(
        strepen=tuple(Streep(y(w), w) for w in range(bodem, top + 1, streep)),
        maanden=_merken(maanden, x, max(1, -(-len(maanden) // 24))),
        lijnen=tuple(_lijn(reeks, maanden, x, y) for reeks in reeksen),
        links=_LINKS,
        rechts=BREEDTE - _RECHTS,
        boven=_BOVEN,
        onder=onder,
        nul=y(0),
        kolombreedte=round(stap * 0.7, 1),
    )


def _schaal(laagste: int, hoogste: int) -> tuple[int, int, int]:
    """Distance of the marks (1, 2 or 5 times a power of ten), bottom and top of the axis."""
    ruw = -(-(hoogste - laagste) // _STREEPJES)
    macht = 10 ** (len(str(ruw)) - 1)
    streep = next(f * macht for f in (1, 2, 5, 10) if f * macht >= ruw)
    return streep, streep * (laagste // streep), streep * -(-hoogste // streep)


def _merken(maanden: Sequence[date], x: _Plaats, elke: int) -> tuple[Maandmerk, ...]:
    return tuple(
        Maandmerk(
            x(i),
            _MAANDEN[maand.month - 1],
            str(maand.year) if i == 0 or maand.month == 1 else "",
        )
        for i, maand in enumerate(maanden)
        if i % elke == 0
    )


def _lijn(reeks: Reeks, maanden: Sequence[date], x: _Plaats, y: _Plaats) -> Lijn:
    stukken: list[list[str]] = [[]]
    punten = []
    for i, (maand, waarde) in enumerate(zip(maanden, reeks.waarden, strict=True)):
        if waarde is None:
            stukken.append([])
            continue
        punt = Punt(x(i), y(waarde), waarde, maandnaam(maand))
        punten.append(punt)
        stukken[-1].append(f"{punt.x},{punt.y}")
    return Lijn(reeks.naam, tuple(" ".join(s) for s in stukken if s), tuple(punten))


def heel(waarde: float | None) -> int | None:
    """A figure as it is drawn; one that is not there is not drawn."""
    return None if waarde is None else round(waarde)


def maandnaam(maand: date) -> str:
    """A month as people read it: `jan 2026`."""
    return f"{_MAANDEN[maand.month - 1]} {maand.year}"
