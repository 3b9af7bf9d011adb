# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts laid in cells, so that every cell and every total is reckoned for itself. Pure."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from libs.ijw.months import last_day_of_month, months, months_later
from services.reporting.domain.indicatoren.feiten import ONBEKEND, Feiten, Ingave, Vraag
from services.reporting.domain.indicatoren.register import (
    TIJD,
    Indicator,
    Telling,
    Uitkomst,
)
from services.reporting.domain.indicatoren.tellend import telt
from services.reporting.domain.indicatoren.verdeeld import SOORTEN, verdeeld
from services.reporting.domain.regios import GROEPEN, STUK, Lid

Cel: TypeAlias = tuple[str, ...]
CelT = TypeVar("CelT")
_GROEPEN = frozenset({*GROEPEN, STUK})
_BANDEN = ((3, "0-3"), (11, "4-11"), (17, "12-17"), (22, "18-22"))
_WISSELEND = frozenset({"leeftijd", "kader"})
"""What a client is differs by the time that is looked at."""
_MAANDEN = {"maand": 1, "kwartaal": 3, "jaar": 12}
_DWANG = {"ots": "jb", "voogdij": "jb", "jeugdreclassering": "jr"}


Cijfers: TypeAlias = Mapping[Cel, Uitkomst]
Tellingen: TypeAlias = Mapping[Cel, Telling]
"""Of every cell by some dimensions, and of the total."""


def bereken(
    indicator: Indicator,
    feiten: Feiten,
    vraag: Vraag,
    groepering: Sequence[str] = (),
    leden: Sequence[Lid] = (),
    tellingen: Tellingen | None = None,
) -> Cijfers:
    """The figures of each cell by these dimensions, empty ones left out; `()` is the total.

    With `tellingen` what was counted ahead stands in the place of facts of help and money.
    """
    reckon = _formule(indicator, tellingen)
    if indicator.vooraf is not None:
        feiten = indicator.vooraf(feiten)
    found: dict[Cel, Uitkomst] = {(): reckon((), feiten, vraag)}
    if not groepering:
        return found
    read = _Waarden(feiten, vraag)
    every, feiten = feiten, _only(feiten, indicator.feiten)
    in_time = [one for one in groepering if one in TIJD]
    others = [one for one in groepering if one not in TIJD]
    parts = _parts(feiten, others, read, leden)
    places = [place for place, one in enumerate(groepering) if one not in TIJD]
    for cel in filter(None, tellingen or ()):
        parts.setdefault(tuple(cel[place] for place in places), Feiten())
    changing = bool(in_time) and not _WISSELEND.isdisjoint(others)
    for labels, narrowed in _tijdvakken(in_time, vraag):
        if changing:
            parts = _parts(feiten, others, _Waarden(every, narrowed), leden)
        for values, part in parts.items():
            cel = _ordered(groepering, in_time, labels, others, values)
            uitkomst = reckon(cel, part, narrowed)
            if any(uitkomst.waarden.values()):
                found[cel] = uitkomst
    return found


def _formule(
    indicator: Indicator, tellingen: Tellingen | None
) -> Callable[[Cel, Feiten, Vraag], Uitkomst]:
    """How a cell is reckoned: from its facts, or from what was counted ahead of it."""
    counted = indicator.uit_telling
    if tellingen is None or counted is None:
        return lambda _, part, vraag: indicator.bereken(part, vraag)
    return lambda cel, part, vraag: counted(part, vraag, tellingen.get(cel, Telling()))


def uitgelijnd(
    cijfers: Mapping[Cel, CelT], groepering: Sequence[str], maanden: int
) -> Mapping[Cel, CelT]:
    """Cells of another period under the labels of so many months later, to lay side by side.

    Where a quarter or year would not fall on one, labels stay what they are.
    """
    sizes = [_MAANDEN[one] for one in groepering if one in _MAANDEN]
    if any(maanden % size for size in sizes):
        return cijfers
    return {
        tuple(
            _later_label(value, name, maanden) if name in _MAANDEN else value
            for name, value in zip(groepering, cel, strict=True)
        )
        if cel
        else cel: one
        for cel, one in cijfers.items()
    }


def _later_label(label: str, dimensie: str, maanden: int) -> str:
    if dimensie == "maand":
        first = date.fromisoformat(f"{label}-01")
    elif dimensie == "kwartaal":
        first = date(int(label[:4]), int(label[-1]) * 3 - 2, 1)
    else:
        first = date(int(label), 1, 1)
    return _label(months_later(first, maanden), dimensie)


def _only(feiten: Feiten, kinds: frozenset[str]) -> Feiten:
    """Without the kinds that a formula does not look at: they need not be laid in cells."""
    return Feiten(
        **{kind: getattr(feiten, kind) for kind in kinds - {"clienten"}}, clienten=feiten.clienten
    )


def _parts(
    feiten: Feiten, dimensies: Sequence[str], read: "_Waarden", leden: Sequence[Lid]
) -> dict[Cel, Feiten]:
    """Facts by the values of the dimensions; one without such a value is in no cell."""
    soort = next((one for one in dimensies if one in _GROEPEN), None)
    if soort is not None:
        place = dimensies.index(soort)
        rest = [one for one in dimensies if one != soort]
        of_kind = sorted((lid for lid in leden if lid.soort == soort), key=attrgetter("regiocode"))
        groups = {code: [*own] for code, own in groupby(of_kind, key=attrgetter("regiocode"))}
        return {
            (*values[:place], code, *values[place:]): part
            for code, own in verdeeld(feiten, groups).items()
            for values, part in _parts(own, rest, read, leden).items()
        }
    if not dimensies:
        return {(): feiten}
    by_cell: defaultdict[Cel, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind in SOORTEN:
        for one in getattr(feiten, kind):
            cel = read.cel(one, dimensies)
            if cel is not None:
                by_cell[cel][kind].append(one)
    return {cel: Feiten(**own, clienten=feiten.clienten) for cel, own in by_cell.items()}


class _Waarden:
    """The values of dimensions of a fact; those of a client follow from facts of other kinds."""

    def __init__(self, feiten: Feiten, vraag: Vraag) -> None:
        self._clienten = feiten.clienten
        self._day = vraag.tot
        self._kader: dict[str, str] = {}
        for one in feiten.maatregelen:
            if telt(one, vraag) and self._kader.get(one.client) != "jb":
                self._kader[one.client] = _DWANG[one.soort]

    def cel(self, one: Any, dimensies: Sequence[str]) -> Cel | None:  # noqa: ANN401
        values = tuple(self._of(one, name) for name in dimensies)
        return None if None in values else values  # type: ignore[return-value]

    def _of(self, one: Any, name: str) -> str | None:  # noqa: ANN401
        if isinstance(one, Ingave):
            return _of_ingave(one, name)
        if name in {"leeftijd", "geslacht", "kader"}:
            return self._of_client(getattr(one, "client", None), name)
        value: str | None = getattr(one, name, None)
        if value is None and name in {"productcategorie", "product"} and hasattr(one, name):
            return ONBEKEND
        return value

    def _of_client(self, client: str | None, name: str) -> str | None:
        if client is None:
            return None
        if name == "kader":
            return self._kader.get(client, "vrijwillig")
        known = self._clienten.get(client)
        if known is None:
            return ONBEKEND
        return known.geslacht if name == "geslacht" else _band(known.leeftijd(self._day))


def _of_ingave(one: Ingave, name: str) -> str | None:
    if name == "zorgvorm":
        return one.onderwerp or None
    if name == "aanbieder":
        return one.aanbieder
    if name == "gemeente" and one.gemeente.isdecimal():
        return one.gemeente
    return None


def _band(leeftijd: int) -> str:
    return next((naam for tot, naam in _BANDEN if leeftijd <= tot), "23+")


def _tijdvakken(dimensies: Sequence[str], vraag: Vraag) -> list[tuple[Cel, Vraag]]:
    """The parts of the period by these, each with its labels; all of it without any."""
    if not dimensies:
        return [((), vraag)]
    by_label: dict[Cel, list[date]] = {}
    for first in months(vraag.van, vraag.tot):
        labels = tuple(_label(first, one) for one in dimensies)
        by_label.setdefault(labels, []).append(first)
    return [
        (labels, replace(vraag, van=own[0], tot=last_day_of_month(own[-1])))
        for labels, own in by_label.items()
    ]


def _label(first: date, dimensie: str) -> str:
    if dimensie == "maand":
        return f"{first:%Y-%m}"
    if dimensie == "kwartaal":
        return f"{first.year}-K{(first.month + 2) // 3}"
    return str(first.year)


def _ordered(
    groepering: Sequence[str],
    in_time: Sequence[str],
    labels: Cel,
    others: Sequence[str],
    values: Cel,
) -> Cel:
    known = dict(zip(in_time, labels, strict=True)) | dict(zip(others, values, strict=True))
    return tuple(known[one] for one in groepering)
