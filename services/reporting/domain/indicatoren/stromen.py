# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-08, I-13, I-14, I-23: trajectories, what comes in and goes out, how long, and who returns."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from libs.ijw.months import months_later
from services.reporting.domain.indicatoren.clienten import unieke
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.register import Maat, Uitkomst, indicator, procent
from services.reporting.domain.indicatoren.tellend import (
    ANDERS_INGEDEELD,
    INDELING,
    begint,
    geknipt,
)
from services.reporting.domain.indicatoren.trajecten import (
    HOOGSTENS,
    Keten,
    by_client,
    middelste,
    om_ketens,
    per_client,
    trajecten,
)

INSTROOM_NA = 365
"""Days without help after which somebody comes in anew."""
KLASSEN = (
    ("tot3Maanden", 3, "0 tot 3 maanden"),
    ("tot6Maanden", 6, "3 tot 6 maanden"),
    ("tot12Maanden", 12, "6 tot 12 maanden"),
    ("tot2Jaar", 24, "1 tot 2 jaar"),
    ("tot3Jaar", 36, "2 tot 3 jaar"),
    ("tot4Jaar", 48, "3 tot 4 jaar"),
)
"""Classes of duration with their upper bound in months."""
_TWEE_JAAR = 24
_TERUGKEER = 12


@indicator(
    "I-08",
    "Trajecten per cliënt",
    "Aantal trajecten met een dag in de periode gedeeld door I-01. Een traject is hulp van één "
    "aanbieder in één zorgvorm aan één cliënt zonder onderbreking van meer dan 30 dagen.",
    maten=(
        Maat("trajectenPerClient", "factor", "Trajecten per cliënt"),
        Maat("trajecten", "aantal", "Actieve trajecten"),
    ),
    feiten=("hulp",),
    reikt=om_ketens,
)
def trajecten_per_client(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """count(trajectory active in P) / I-01."""
    active = sum(one.telt(vraag) for one in trajecten(feiten.hulp))
    count = len(unieke(feiten.hulp, vraag))
    ratio = round(active / count, 2) if count else None
    return Uitkomst({"trajectenPerClient": ratio, "trajecten": active}, count)


_STROMEN = (
    "Een cliënt stroomt in als hulp "
    "begint na 365 dagen zonder, en her in na 31 tot 365 dagen; stroomt uit als de hulp in de "
    "periode eindigt en niet binnen 30 dagen weer begint. Hulp die op de laatste dag eindigt telt "
    "niet in de eindstand (CBS). Doorstroom: een nieuwe zorgvorm terwijl de hulp doorloopt."
)


def _sinds_instroom(vraag: Vraag) -> tuple[date, date]:
    """Back to the help after which somebody would not come in anew."""
    return vraag.van - timedelta(days=INSTROOM_NA + 1), om_ketens(vraag)[1]


_STANDEN = (
    Maat("beginstand", "clienten", "Beginstand"),
    Maat("instroom", "clienten", "Instroom"),
    Maat("herinstroom", "clienten", "Herinstroom"),
    Maat("uitstroom", "clienten", "Uitstroom"),
    Maat("eindstand", "clienten", "Eindstand"),
    Maat("doorstroom", "clienten", "Doorstroom"),
)
_NAAM_STROMEN = "Instroom, doorstroom en uitstroom"


@indicator(
    "I-13",
    _NAAM_STROMEN,
    "Beginstand + instroom + herinstroom + overgekomen - uitstroom - overgegaan = eindstand. "
    + _STROMEN
    + INDELING
    + " Gebeurt dat op de eerste dag van de periode, dan is de beginstand die van de nieuwe "
    "indeling; gebeurt het erbinnen, dan staat het als overgekomen of overgegaan.",
    maten=(
        *_STANDEN,
        Maat("overgekomen", "clienten", "Overgekomen door een andere indeling"),
        Maat("overgegaan", "clienten", "Overgegaan door een andere indeling"),
    ),
    feiten=("hulp",),
    reikt=_sinds_instroom,
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator(
    "I-13",
    _NAAM_STROMEN,
    "Beginstand + instroom + herinstroom - uitstroom = eindstand. " + _STROMEN,
    maten=_STANDEN,
    feiten=("hulp",),
    via=geknipt,
)
def stromen(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """stock_end = stock_begin + in - out, and who came or went because what is asked of changed."""
    found: Counter[str] = Counter()
    clients = 0
    for ketens in by_client(per_client(feiten.hulp)).values():
        clients += any(one.telt(vraag) for one in ketens)
        before: Keten | None = None
        for keten in ketens:
            found.update(_flow(keten, before, vraag))
            before = keten
    names = (*(maat.veld for maat in _STANDEN), "overgekomen", "overgegaan")
    return Uitkomst({name: found[name] for name in names}, clients)


_DUUR = (
    "Trajecten met een dag in de periode, naar hun duur sinds het begin: tot hun einde, of tot de "
    "laatste dag van de periode als zij dan nog lopen. Klassen als van het CBS; en korter en ten "
    "minste twee jaar."
)
_KLASSEN = (
    *(Maat(veld, "aantal", naam, groep="klasse") for veld, _, naam in KLASSEN),
    Maat("langer", "aantal", "4 jaar en langer", groep="klasse"),
    Maat("korterDan2Jaar", "aantal", "Korter dan 2 jaar", groep="helft"),
    Maat("vanaf2Jaar", "aantal", "2 jaar en langer", groep="helft"),
    Maat("aandeelVanaf2Jaar", "procent", "Aandeel van 2 jaar en langer", groep="helft"),
    Maat("mediaan", "dagen", "Mediane duur"),
)


@indicator(
    "I-14",
    "Duur van trajecten",
    _DUUR + INDELING,
    maten=_KLASSEN,
    feiten=("hulp",),
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator("I-14", "Duur van trajecten", _DUUR, maten=_KLASSEN, feiten=("hulp",), via=geknipt)
def duur(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """By days since trajectory start, at end or at P end."""
    active = [one for one in trajecten(feiten.hulp) if one.telt(vraag)]
    classes: defaultdict[str, list[Keten]] = defaultdict(list)
    for one in active:
        classes[_klasse(one, vraag)].append(one)
        is_long = months_later(one.begin, _TWEE_JAAR) <= _last(one, vraag)
        classes["vanaf2Jaar" if is_long else "korterDan2Jaar"].append(one)
    counted = [veld for veld, _, _ in KLASSEN] + ["langer", "korterDan2Jaar", "vanaf2Jaar"]
    values = {
        **{veld: len(classes[veld]) for veld in counted},
        "aandeelVanaf2Jaar": procent(len(classes["vanaf2Jaar"]), len(active)),
        "mediaan": middelste(one.days(vraag.tot) for one in active),
    }
    behind = {veld: len({one.client for one in classes[veld]}) for veld in counted}
    return Uitkomst(values, len({one.client for one in active}), achter=behind)


_TERUG = (
    "Cliënten die in de periode uitstroomden (I-13) en binnen twaalf maanden weer hulp kregen, "
    "gedeeld door wie uitstroomde. Van wie korter dan twaalf maanden weg is kan het nog komen: die "
    "staan er als nog te volgen bij."
)


def _daarna(vraag: Vraag) -> tuple[date, date]:
    """Through all that is known of who left."""
    return om_ketens(vraag)[0], date.max


_TERUGGEKEERD = (
    Maat("terugkeer", "procent", "Aandeel dat terugkeerde"),
    Maat("teruggekeerd", "clienten", "Teruggekeerd"),
    Maat("uitgestroomd", "clienten", "Uitgestroomd"),
    Maat("nogTeVolgen", "clienten", "Korter dan twaalf maanden weg"),
)


@indicator(
    "I-23",
    "Terugkeer",
    _TERUG + INDELING,
    maten=_TERUGGEKEERD,
    feiten=("hulp",),
    reikt=_daarna,
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator("I-23", "Terugkeer", _TERUG, maten=_TERUGGEKEERD, feiten=("hulp",), via=geknipt)
def terugkeer(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """new start within 12 m of outflow / outflow."""
    left = back = young = 0
    for ketens in by_client(per_client(feiten.hulp)).values():
        ended = [place for place, one in enumerate(ketens) if one.eindigt(vraag)]
        left += bool(ended)
        back += any(_returned(ketens, place) for place in ended)
        young += any(_still_open(ketens, place, vraag) for place in ended)
    values = {
        "terugkeer": procent(back, left),
        "teruggekeerd": back,
        "uitgestroomd": left,
        "nogTeVolgen": young,
    }
    return Uitkomst(values, left)


def _flow(keten: Keten, before: Keten | None, vraag: Vraag) -> Iterable[str]:
    running = keten.eind is None or keten.eind >= vraag.van
    if keten.begin < vraag.van and running and keten.hoort(vraag.van):
        yield "beginstand"
    if vraag.has(keten.begin) and keten.hoort(keten.begin):
        ended = None if before is None else before.eind
        recent = ended is not None and (keten.begin - ended).days <= INSTROOM_NA
        yield "herinstroom" if recent else "instroom"
    if keten.eindigt(vraag):
        yield "uitstroom"
    lasts = keten.begin <= vraag.tot and (keten.eind is None or keten.eind > vraag.tot)
    if lasts and keten.hoort(vraag.tot):
        yield "eindstand"
    if _moved_on(keten, vraag):
        yield "doorstroom"
    yield from _overgang(keten, vraag)


def _overgang(keten: Keten, vraag: Vraag) -> Iterable[str]:
    """Within the period it came to count, or no longer does, though help went on."""
    first = max(keten.begin, vraag.van)
    last = vraag.tot if keten.eind is None else min(keten.eind, vraag.tot)
    days = [day for day in keten.wisseldagen if first < day <= last]
    counted = [keten.hoort(day) for day in (first, *days)] if days else []
    for then, now in pairwise(counted):
        if then != now:
            yield "overgekomen" if now else "overgegaan"


def _moved_on(keten: Keten, vraag: Vraag) -> bool:
    """A form begins in the period that the chain did not have just before."""
    for one in keten.delen:
        if not begint(one, vraag) or one.begin == keten.begin:
            continue
        since = one.begin - timedelta(days=HOOGSTENS + 1)
        recent = [
            other
            for other in keten.delen
            if other.begin < one.begin and (other.eind is None or other.eind >= since)
        ]
        if recent and one.zorgvorm not in {other.zorgvorm for other in recent}:
            return True
    return False


def _last(keten: Keten, vraag: Vraag) -> date:
    return vraag.tot if keten.eind is None else min(keten.eind, vraag.tot)


def _klasse(keten: Keten, vraag: Vraag) -> str:
    last = _last(keten, vraag)
    return next(
        (veld for veld, maanden, _ in KLASSEN if last < months_later(keten.begin, maanden)),
        "langer",
    )


def _returned(ketens: list[Keten], place: int) -> bool:
    ended = ketens[place].eind
    if ended is None or place + 1 >= len(ketens):
        return False
    return ketens[place + 1].begin <= months_later(ended, _TERUGKEER)


def _still_open(ketens: list[Keten], place: int, vraag: Vraag) -> bool:
    ended = ketens[place].eind
    last = place + 1 >= len(ketens)
    return last and ended is not None and months_later(ended, _TERUGKEER) > vraag.peildag
