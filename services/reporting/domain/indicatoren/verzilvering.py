# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-11: which part of what was awarded is claimed, in three variants, and why not more (B.2)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from libs.ijw.months import last_day_of_month
from libs.ijw.volumes import PER_MAAND, PER_WEEK, days, iso_weeks
from libs.ijw.worth import rounded
from services.reporting.domain.indicatoren.feiten import (
    Bedrag,
    Feiten,
    Toewijzing,
    Uitvoering,
    Vraag,
)
from services.reporting.domain.indicatoren.geld import bijdragen, rijpe_maanden
from services.reporting.domain.indicatoren.register import (
    Getal,
    Maat,
    Uitkomst,
    de_periode,
    indicator,
    procent,
)

SIGNAAL_ONDER = 60.0
_REDEN = "reden"
SIGNAAL_MAANDEN = 3
"""Rijp below 60 percent three months in a row is told [ours]."""

REDENEN = (
    "geenStart",
    "lateStart",
    "tijdelijkeStop",
    "stopZonderIntrekking",
    "nietGedeclareerd",
    "onderlevering",
    "meerGedeclareerd",
)
"""Why the claims of a month are not what was awarded; the last one is below zero."""


@dataclass(frozen=True, slots=True)
class Maandstand:
    """One month of one award: awarded, awarded until a definitive stop, and claimed, in cents."""

    maand: date
    toegewezen: int
    netto: int
    gefactureerd: int


@dataclass(frozen=True, slots=True)
class Delen:
    """The days of an award in a month: all of them, and those before a start and after a stop."""

    alle: int
    voor_start: int
    na_stop: int
    gepauzeerd: int


def definitief_gestopt(uitvoering: Sequence[Uitvoering]) -> date | None:
    """The day on which all that was delivered on an award had ended for good."""
    ends = [one.eind for one in uitvoering]
    if not ends or any(end is None for end in ends):
        return None
    last = max(uitvoering, key=lambda one: (one.eind or date.max, one.begin))
    return None if last.tijdelijk else last.eind


def maandstanden(one: Toewijzing, vraag: Vraag) -> list[Maandstand]:
    """The elapsed months of an award in the period; a week that two months touch counts once."""
    stop = definitief_gestopt(one.uitvoering)
    inside = [m for m in one.maanden if vraag.has(m.maand)]
    found = []
    for number, maand in enumerate(inside):
        if last_day_of_month(maand.maand) > vraag.peildag:
            break
        value = maand.bedrag - (maand.dubbel if number else 0)
        until = _until(one, maand.maand, maand.bedrag, stop)
        net = min(value, max(0, until - (maand.dubbel if number else 0)))
        found.append(Maandstand(maand.maand, value, net, one.gefactureerd.get(maand.maand, 0)))
    return found


def redenen(one: Toewijzing, stand: Maandstand) -> dict[str, int]:
    """Why a month of an award was not claimed in full; the parts make up the difference."""
    gap = stand.toegewezen - stand.gefactureerd
    if gap <= 0:
        return {"meerGedeclareerd": gap}
    if not one.uitvoering and not stand.gefactureerd:
        return {"geenStart": gap}
    delen = _delen(one, stand.maand)
    found: dict[str, int] = {}
    for name, part in (
        ("lateStart", delen.voor_start),
        ("stopZonderIntrekking", delen.na_stop),
        ("tijdelijkeStop", delen.gepauzeerd),
    ):
        found[name] = min(gap, rounded(stand.toegewezen * part, delen.alle) if delen.alle else 0)
        gap -= found[name]
    found["onderlevering" if stand.gefactureerd else "nietGedeclareerd"] = gap
    return found


_FORMULE = (
    "Toegekend (debet min credit, productperiode in de periode) gedeeld door toegewezen, van "
    "toewijzingen met een waarde en van maanden die zijn verstreken. Toegewezen is tarief maal "
    "toegestaan volume; een totaal of budget naar rato van dagen. Bruto: alle toewijzingen. Netto: "
    "tot en met een definitieve stop. Rijp: alleen maanden waarvan twee maanden later de "
    "declaraties binnen horen te zijn. Ernaast: aspecifiek zonder budget, taakgericht en facturen."
)
_MATEN = (
    Maat("bruto", "procent", "Bruto"),
    Maat("netto", "procent", "Netto"),
    Maat("rijp", "procent", "Rijp"),
    Maat("toegewezen", "eurocent", "Toegewezen"),
    Maat("gefactureerd", "eurocent", "Gefactureerd"),
    Maat("factor", "factor", "Toegewezen gedeeld door gefactureerd"),
    Maat("geenStart", "eurocent", "Niet gestart", groep=_REDEN),
    Maat("lateStart", "eurocent", "Later gestart", groep=_REDEN),
    Maat("tijdelijkeStop", "eurocent", "Tijdelijk gestopt", groep=_REDEN),
    Maat("stopZonderIntrekking", "eurocent", "Gestopt zonder intrekking", groep=_REDEN),
    Maat("nietGedeclareerd", "eurocent", "Geleverd, niet gedeclareerd", groep=_REDEN),
    Maat("onderlevering", "eurocent", "Minder geleverd", groep=_REDEN),
    Maat("meerGedeclareerd", "eurocent", "Meer gedeclareerd dan toegewezen", groep=_REDEN),
    Maat("buitenFormule", "eurocent", "Toegekend buiten de formule", groep="buiten"),
)


def verzilvering_eerst(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """As it was: what was approved on an award with a value is never outside the formula."""
    valued = {(one.gemeente, one.nummer) for one in feiten.toewijzingen if one.maanden}
    return _verzilvering(feiten, vraag, lambda one, _: (one.gemeente, one.toewijzing) in valued)


indicator(
    "I-11",
    "Verzilveringspercentage",
    _FORMULE,
    maten=_MATEN,
    feiten=("toewijzingen", "bedragen"),
)(verzilvering_eerst)


_MET_BIJDRAGEN = (*_MATEN, Maat("bijdragen", "eurocent", "Bijdragen en subsidies", van="niemand"))
_BUITEN = (
    " Buiten de formule staat alles wat in de periode is toegekend en niet is gefactureerd op een "
    "verstreken maand van een toewijzing met een waarde: gefactureerd, buiten de formule en "
    "bijdragen zijn samen de uitgaven (I-06)."
)


def verzilvering_per_cel(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """As it was: in a cell with none of its awards an amount was outside the formula."""
    found = _verzilvering(
        feiten, vraag, lambda one, months: (one.gemeente, one.toewijzing, one.maand) in months
    )
    return replace(found, waarden={**found.waarden, "bijdragen": bijdragen(feiten, vraag)})


indicator(
    "I-11",
    "Verzilveringspercentage",
    _FORMULE + _BUITEN,
    maten=_MET_BIJDRAGEN,
    feiten=("toewijzingen", "bedragen", "ingaven"),
    versie=2,
    wijziging="Wat is toegekend op een toewijzing buiten haar maanden staat buiten de formule, "
    "zodat het geheel aansluit op I-06; bijdragen en subsidies staan erbij.",
)(verzilvering_per_cel)


def gewaardeerd(feiten: Feiten) -> Feiten:
    """With of each amount whether its award has a value in its month: of an award of no product in
    particular the amounts are of products, and lie in other cells."""
    valued = {
        (one.gemeente, one.nummer, month.maand)
        for one in feiten.toewijzingen
        for month in one.maanden
    }
    return replace(
        feiten,
        bedragen=[
            replace(one, gewaardeerd=(one.gemeente, one.toewijzing, one.maand) in valued)
            for one in feiten.bedragen
        ],
    )


@indicator(
    "I-11",
    "Verzilveringspercentage",
    _FORMULE
    + _BUITEN
    + " Gefactureerd staat bij de toewijzing, ook als op een ander product of in "
    "een andere zorgvorm is gedeclareerd, en dan nergens buiten de formule: ook over producten en "
    "zorgvormen samen telt elk bedrag één keer.",
    maten=_MET_BIJDRAGEN,
    feiten=("toewijzingen", "bedragen", "ingaven"),
    reikt=de_periode,
    vooraf=gewaardeerd,
    buiten=True,
    versie=3,
    wijziging="Wat op een generieke toewijzing is gedeclareerd stond per product twee keer: bij de "
    "toewijzing, en bij het gedeclareerde product buiten de formule.",
)
def verzilvering(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """sum(invoiced) / sum(awarded), bruto, netto and rijp, beside all else that was spent."""

    def inside(one: Bedrag, months: Set[tuple[str, int, date]]) -> bool:
        if one.gewaardeerd is None:
            return (one.gemeente, one.toewijzing, one.maand) in months
        return one.gewaardeerd and last_day_of_month(one.maand) <= vraag.peildag

    found = _verzilvering(feiten, vraag, inside)
    return replace(found, waarden={**found.waarden, "bijdragen": bijdragen(feiten, vraag)})


_Inside = Callable[[Bedrag, Set[tuple[str, int, date]]], bool]
"""Whether an amount is in the formula, by the months of awards that are."""


def _verzilvering(feiten: Feiten, vraag: Vraag, inside: _Inside) -> Uitkomst:
    valued = [one for one in feiten.toewijzingen if one.maanden]
    rows = [(one, stand) for one in valued for stand in maandstanden(one, vraag)]
    standen = [stand for _, stand in rows]
    ripe = frozenset(rijpe_maanden(vraag))
    why: Counter[str] = Counter()
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for one, stand in rows:
        found = redenen(one, stand)
        why.update(found)
        for name in ("rijp",) if stand.maand in ripe else ():
            behind[name].add(one.client)
        for name in (name for name, amount in found.items() if amount):
            behind[name].add(one.client)
    counted = {(one.gemeente, one.nummer, stand.maand) for one, stand in rows}
    spent = (one for one in feiten.bedragen if vraag.has(one.maand))
    outside = [one for one in spent if not inside(one, counted)]
    awarded = sum(stand.toegewezen for stand in standen)
    invoiced = sum(stand.gefactureerd for stand in standen)
    values: dict[str, Getal] = {
        "bruto": procent(invoiced, awarded),
        "netto": procent(invoiced, sum(stand.netto for stand in standen)),
        "rijp": _share(stand for stand in standen if stand.maand in ripe),
        "toegewezen": awarded,
        "gefactureerd": invoiced,
        "factor": round(awarded / invoiced, 3) if invoiced > 0 else None,
        **{name: why[name] for name in REDENEN},
        "buitenFormule": sum(one.bedrag for one in outside),
    }
    behind["buitenFormule"] = {one.client for one in outside}
    count = len({one.client for one, _ in rows})
    achter = {name: len(behind[name]) for name in ("rijp", *REDENEN, "buitenFormule")}
    signals = ("verzilvering-laag",) if _low(standen, ripe) else ()
    return Uitkomst(values, count, signalen=signals, achter=achter)


def _share(standen: Iterable[Maandstand]) -> float | None:
    found = list(standen)
    return procent(sum(one.gefactureerd for one in found), sum(one.toegewezen for one in found))


def _low(standen: Sequence[Maandstand], ripe: frozenset[date]) -> bool:
    """The newest three ripe months are each below the threshold."""
    newest = sorted(ripe)[-SIGNAAL_MAANDEN:]
    if len(newest) < SIGNAAL_MAANDEN:
        return False
    shares = [_share(one for one in standen if one.maand == first) for first in newest]
    return all(share is not None and share < SIGNAAL_ONDER for share in shares)


def _span(one: Toewijzing, maand: date) -> tuple[date, date]:
    """The days of a month that an award covers."""
    last = last_day_of_month(maand)
    return max(maand, one.ingang), last if one.eind is None else min(last, one.eind)


def _until(one: Toewijzing, maand: date, bedrag: int, stop: date | None) -> int:
    """What a month is worth up to and including a stop, by the frequency of the award."""
    if stop is None:
        return bedrag
    begin, end = _span(one, maand)
    if stop >= end:
        return bedrag
    if stop < begin:
        return 0
    if one.frequentie == PER_MAAND:
        return bedrag
    if one.frequentie == PER_WEEK:
        return rounded(bedrag * iso_weeks(begin, stop), iso_weeks(begin, end))
    return rounded(bedrag * days(begin, stop), days(begin, end))


def _delen(one: Toewijzing, maand: date) -> Delen:
    begin, end = _span(one, maand)
    if not one.uitvoering or end < begin:
        return Delen(max(0, days(begin, end)), 0, 0, 0)
    started = min(item.begin for item in one.uitvoering)
    stop = definitief_gestopt(one.uitvoering)
    if started <= begin and stop is None and not any(part.tijdelijk for part in one.uitvoering):
        return Delen(days(begin, end), 0, 0, 0)
    before = max(0, days(begin, min(end, started - timedelta(days=1))))
    after = 0 if stop is None else max(0, days(max(begin, stop + timedelta(days=1)), end))
    last = end if stop is None else min(end, stop)
    paused = sum(
        max(0, days(max(first, begin), min(final, last)))
        for first, final in _pauses(one.uitvoering)
    )
    return Delen(days(begin, end), before, after, paused)


def _pauses(uitvoering: Sequence[Uitvoering]) -> Iterator[tuple[date, date]]:
    """Days between a temporary end and what began after it; an open one lasts."""
    ordered = sorted(uitvoering, key=lambda one: one.begin)
    for place, one in enumerate(ordered):
        if not one.tijdelijk or one.eind is None:
            continue
        following = [item.begin for item in ordered[place + 1 :] if item.begin > one.eind]
        last = min(following) - timedelta(days=1) if following else date.max
        yield one.eind + timedelta(days=1), last
