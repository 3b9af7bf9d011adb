# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-30: the budget of a year, what was spent of it, and what the year is likely to cost."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from libs.ijw.months import last_day_of_month, months
from libs.ijw.worth import rounded
from services.reporting.domain.indicatoren.feiten import Bedrag, Feiten, Vraag
from services.reporting.domain.indicatoren.geld import (
    betaald,
    bijdragen,
    goedgekeurd,
    omzet,
    rijpe_maanden,
    uitgaven,
)
from services.reporting.domain.indicatoren.register import (
    PLAATS,
    TIJD,
    Getal,
    Maat,
    Uitkomst,
    indicator,
    minste,
    procent,
)

_BEGROTING = (
    "Begroting van het jaar naar rato van de maanden van de periode; gerealiseerd = I-06; prognose "
    "van het jaar = gerealiseerd + nog te verwachten declaraties van verstreken maanden (tot het "
    "gemiddelde van de rijpe maanden) + dat gemiddelde maal de resterende maanden + bijdragen van "
    "het hele jaar; afwijking = prognose min begroting van het jaar."
)
_BEGROTING_MATEN = (
    Maat("begroting", "eurocent", "Begroting, naar rato", van="niemand"),
    Maat("gerealiseerd", "eurocent", "Gerealiseerd"),
    Maat("uitputting", "procent", "Gerealiseerd van begroting, naar rato"),
    Maat("begrotingJaar", "eurocent", "Begroting, jaar", van="niemand"),
    Maat("nogTeVerwachten", "eurocent", "Nog te verwachten van verstreken maanden"),
    Maat("prognose", "eurocent", "Prognose, jaar"),
    Maat("afwijking", "eurocent", "Afwijking van de prognose"),
    Maat("bijdrageTaakgericht", "eurocent", "Taakgerichte bijdrage, naar rato", van="niemand"),
)


def begroting_eerst(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """As it was: without a ripe month nothing more is expected of the year."""
    return _begroting(feiten, vraag, (0, 0))


indicator(
    "I-30",
    "Begroting",
    _BEGROTING,
    maten=_BEGROTING_MATEN,
    feiten=("bedragen", "ingaven"),
    dimensies=(*TIJD, *PLAATS, "zorgvorm"),
    vooruit=True,
)(begroting_eerst)


def _hele_jaren(vraag: Vraag) -> tuple[date, date]:
    return vraag.van.replace(month=1, day=1), vraag.tot.replace(month=12, day=31)


@indicator(
    "I-30",
    "Begroting",
    _BEGROTING + " Zolang geen maand van het jaar rijp is, voor 31 maart, is er geen prognose.",
    maten=_BEGROTING_MATEN,
    feiten=("bedragen", "ingaven"),
    reikt=_hele_jaren,
    dimensies=(*TIJD, *PLAATS, "zorgvorm"),
    vooruit=True,
    versie=2,
    wijziging="Voor 31 maart is de prognose leeg, in plaats van alleen wat al was toegekend.",
)
def begroting(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """budget, realised, forecast = realised + IBNR + run-rate, deviation."""
    return _begroting(feiten, vraag, None)


def _begroting(feiten: Feiten, vraag: Vraag, onbekend: tuple[int, int] | None) -> Uitkomst:
    """With `onbekend` as what is expected of elapsed months and the rest while no month is ripe."""
    jaar = vraag.tot.year
    whole = Vraag(date(jaar, 1, 1), date(jaar, 12, 31), vraag.peildag)
    budget = bijdragen(feiten, vraag, ("begroting",))
    year_budget = bijdragen(feiten, whole, ("begroting",))
    spent = uitgaven(feiten, vraag)
    due = _expected(feiten.bedragen, whole) if rijpe_maanden(whole) else onbekend
    approved = goedgekeurd(feiten.bedragen, whole)
    forecast = None if due is None else approved + sum(due) + bijdragen(feiten, whole)
    values: dict[str, Getal] = {
        "begroting": budget,
        "gerealiseerd": spent,
        "uitputting": procent(spent, budget),
        "begrotingJaar": year_budget,
        "nogTeVerwachten": None if due is None else due[0],
        "prognose": forecast,
        "afwijking": None if forecast is None or not year_budget else forecast - year_budget,
        "bijdrageTaakgericht": bijdragen(feiten, vraag, ("taakbijdrage",)),
    }
    ripe = frozenset(rijpe_maanden(whole))
    usual = [one for one in feiten.bedragen if one.maand in ripe]
    spans = ((feiten.bedragen, vraag), (feiten.bedragen, whole), (usual, whole))
    count = minste(*(betaald(*one) for one in spans))
    return Uitkomst(values, count, omzet(feiten, vraag))


def _expected(bedragen: Iterable[Bedrag], whole: Vraag) -> tuple[int, int]:
    """What elapsed months still lack, and what the rest of the year is likely to cost."""
    by_month: Counter[date] = Counter()
    for one in bedragen:
        by_month[one.maand] += one.bedrag
    ripe = rijpe_maanden(whole)
    usual = rounded(sum(by_month[first] for first in ripe), len(ripe))
    left = [first for first in months(whole.van, whole.tot) if first not in ripe]
    elapsed = [first for first in left if last_day_of_month(first) <= whole.peildag]
    missing = sum(max(0, usual - by_month[first]) for first in elapsed)
    coming = [first for first in left if first not in elapsed]
    return missing, sum(max(0, usual - by_month[first]) for first in coming)
