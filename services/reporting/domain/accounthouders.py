# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One provider over all its regions, without a child being recognisable (B.4, B.5). Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from libs.ijw.worth import rounded
from services.reporting.domain.onderdrukking import (
    DOMINANTIE,
    DREMPELS,
    Lijn,
    afgerond,
    onderdruk,
)

DREMPEL = DREMPELS["accounthouder"]
DEFINITIEVERSIE = "1"
ALLE = "*"
"""Stands for all regions, or all forms."""
OMZET = "#omzet"
"""Stands where a form would, in what is kept of the amounts that were shown."""
PROCENTEN = 100
"""Parts of one in a percentage."""
_VIJF = 5
_P80 = Fraction(80, 100)

Cel = tuple[str, str]
"""Region and form of care; `ALLE` for a total."""
Feit = tuple[Hashable, str, str]
"""A child, its region and a form of care."""


@dataclass(frozen=True, slots=True)
class Getal:
    """A number as it may be shown: none when hidden; `klein` may be said to be below the limit."""

    waarde: int | None
    klein: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """Numbers of children by region and form with their totals, as they may be shown."""

    cellen: Mapping[Cel, Getal]
    is_afgerond: bool = False

    def van(self, regio: str, vorm: str = ALLE) -> Getal:
        """One cell; nothing where there was nobody."""
        return self.cellen.get((regio, vorm), Getal(0))

    def is_verborgen(self, regio: str, vorm: str = ALLE) -> bool:
        """An amount of the cell would tell of few children."""
        return self.van(regio, vorm).waarde is None

    @property
    def regios(self) -> list[str]:
        """With anybody in them."""
        return sorted({regio for regio, _ in self.cellen} - {ALLE})

    @property
    def vormen(self) -> list[str]:
        """Given to anybody."""
        return sorted({vorm for _, vorm in self.cellen} - {ALLE})


def tel(feiten: Iterable[Feit]) -> dict[Cel, int]:
    """Different children in every cell and every total; no total is a sum."""
    found: dict[Cel, set[Hashable]] = {}
    for child, regio, vorm in feiten:
        for cel in ((regio, vorm), (regio, ALLE), (ALLE, vorm), (ALLE, ALLE)):
            found.setdefault(cel, set()).add(child)
    return {cel: len(children) for cel, children in found.items()}


def lijnen(cellen: Mapping[Cel, int]) -> list[Lijn[Cel]]:
    """Rows and columns with their totals, and the totals of these."""
    regios = sorted({regio for regio, _ in cellen} - {ALLE})
    vormen = sorted({vorm for _, vorm in cellen} - {ALLE})
    found: list[Lijn[Cel]] = []
    if not cellen:
        return found
    for regio in regios:
        found.append(Lijn(tuple((regio, v) for v in vormen if (regio, v) in cellen), (regio, ALLE)))
    for vorm in vormen:
        found.append(Lijn(tuple((r, vorm) for r in regios if (r, vorm) in cellen), (ALLE, vorm)))
    found.append(Lijn(tuple((regio, ALLE) for regio in regios), (ALLE, ALLE)))
    found.append(Lijn(tuple((ALLE, vorm) for vorm in vormen), (ALLE, ALLE)))
    return [one for one in found if one.cellen]


def toon(
    cellen: Mapping[Cel, int],
    eerder: Sequence[Mapping[Cel, int]] = (),
    drempel: int = DREMPEL,
) -> Tabel:
    """What may be shown of them. `eerder` are the same cells on other days on which they were
    shown, or of children who are some of these, shown beside them.

    Where one differs by a small number, that difference would be of few children: then every
    number is rounded, here and there (differencing guard).
    """
    shown = onderdruk(cellen, lijnen(cellen), drempel)
    is_rounded = any(
        0 < abs(value - before.get(cel, 0)) < drempel
        for before in eerder
        for cel, value in cellen.items()
        if cel not in shown.verborgen
    )
    found = {}
    for cel, value in cellen.items():
        if cel in shown.verborgen:
            found[cel] = Getal(None, cel in shown.klein)
        else:
            found[cel] = Getal(afgerond(value) if is_rounded else value)
    return Tabel(found, is_rounded)


def bedragen(omzet: Mapping[str, int]) -> dict[Cel, int]:
    """Cents by region, as they are kept beside the numbers with which they were shown."""
    return {(regio, OMZET): cents for regio, cents in omzet.items()}


def toon_omzet(
    tabel: Tabel,
    cellen: Mapping[Cel, int],
    omzet: Mapping[str, int],
    grootste: Mapping[str, int],
    eerder: Sequence[Mapping[Cel, int]] = (),
) -> dict[str, int | None]:
    """Cents of each region and of all, as they may be shown beside a table of children.

    None where the children are hidden or one child is nearly all of it (`grootste`, the most that
    one child has), and where that could be reckoned. Where an amount is another than it was on
    another day, of nearly as many children, the difference is of few: then every amount is rounded
    to so much that no child can be told from none (differencing guard).
    """
    if not cellen:  # a lump sum, of no child that is known
        return {ALLE: omzet.get(ALLE, 0) if grootste.get(ALLE, 0) <= 0 else None}
    counts = {regio: cellen[regio, ALLE] for regio in (*tabel.regios, ALLE)}
    own = {
        regio
        for regio in counts
        if 100 * grootste.get(regio, 0) > DOMINANTIE * omzet.get(regio, 0) > 0
        or tabel.is_verborgen(regio)
    }
    lijnen_ = [Lijn(tuple(tabel.regios), ALLE)] if tabel.regios else []
    hidden = onderdruk(counts, lijnen_, DREMPEL, own).verborgen
    differs = any(
        before.get((regio, OMZET)) != omzet.get(regio, 0)
        and abs(count - before.get((regio, ALLE), 0)) < DREMPEL
        for before in eerder
        for regio, count in counts.items()
    )
    step = stap(grootste.get(ALLE, 0)) if differs else 1
    return {
        regio: None if regio in hidden else _in_stappen(omzet.get(regio, 0), step)
        for regio in counts
    }


def stap(grootste: int) -> int:
    """To what amounts are rounded: 1, 2 or 5 and noughts, at least what five children have if each
    has the most that one has."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if times * power >= _VIJF * grootste:
                return times * power
        power *= 10


def _in_stappen(bedrag: int, step: int) -> int | None:
    """None of less than a step: as nothing it would be shown as if nobody had been paid for."""
    if 0 < bedrag < step:
        return None
    return (2 * bedrag + step) // (2 * step) * step


def in_vijftallen(getal: Getal) -> Getal:
    """To the nearest five, where it is shown at all."""
    return getal if getal.waarde is None else Getal(afgerond(getal.waarde))


def grof(waarde: Fraction | None, delen: int) -> Fraction | None:
    """To the nearest of so many parts of one, half up: beside numbers to the nearest five an exact
    ratio would tell of how many it is."""
    if waarde is None:
        return None
    return Fraction(rounded(delen * waarde.numerator, waarde.denominator), delen)


def gemiddelde(dagen: Sequence[int], drempel: int = DREMPEL) -> Fraction | None:
    """The mean; none of fewer than the threshold."""
    return Fraction(sum(dagen), len(dagen)) if len(dagen) >= drempel else None


def p80(dagen: Sequence[int], drempel: int = DREMPEL) -> int | None:
    """The least number of days that four fifths do not exceed; none of fewer than the threshold."""
    if len(dagen) < drempel:
        return None
    ordered = sorted(dagen)
    place = -(-len(ordered) * _P80.numerator // _P80.denominator)
    return ordered[place - 1]


def aandeel(deel: int, geheel: int) -> int | None:
    """Whole percents, half up; none when there is no whole."""
    return (200 * deel + geheel) // (2 * geheel) if geheel > 0 else None
