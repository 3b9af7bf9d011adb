# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-21, I-24, I-25, I-28, I-29: protection, growing up, complex cases, messages and advice."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from libs.ijw.months import months_later
from services.reporting.domain.indicatoren.feiten import Achterstand, Feiten, Hulp, Vraag
from services.reporting.domain.indicatoren.geld import goedgekeurd
from services.reporting.domain.indicatoren.register import (
    MET_CLIENT,
    PLAATS,
    TIJD,
    Getal,
    Maat,
    Uitkomst,
    de_periode,
    indicator,
    minste,
    procent,
)
from services.reporting.domain.indicatoren.tellend import (
    ANDERS_INGEDEELD,
    INDELING,
    Spel,
    begint,
    geknipt,
    hoort,
)
from services.reporting.domain.indicatoren.trajecten import middelste, om_ketens, per_client

COMPLEX_VANAF = 4_000_000
"""Cents in twelve months above which a case is complex: EUR 40 000 (R-23)."""
SCHEIDING = "complexe-scheiding"
OPGELOST = frozenset({"geen", "vrij-toegankelijk", "lokaal-team"})
_ZEVENTIEN, _ACHTTIEN = 17, 18
_JAAR = 12


_BESCHERMING_FORMULE = (
    "Ondertoezichtstellingen die in de periode begonnen, die op de laatste dag liepen en waarvan "
    "langer dan een jaar; voogdij en jeugdreclassering die op de laatste dag liepen; aandeel van "
    "complexe scheiding in de begonnen ondertoezichtstellingen."
)
_BESCHERMING_MATEN = (
    Maat("otsBegonnen", "clienten", "Ondertoezichtstellingen begonnen"),
    Maat("otsLopend", "clienten", "Ondertoezichtstellingen lopend"),
    Maat("otsLangerDanJaar", "procent", "Waarvan langer dan een jaar"),
    Maat("voogdij", "clienten", "Voogdij lopend"),
    Maat("jeugdreclassering", "clienten", "Jeugdreclassering lopend"),
    Maat("aandeelScheiding", "procent", "Aandeel complexe scheiding"),
)


@indicator(
    "I-21",
    "Jeugdbescherming en jeugdreclassering",
    _BESCHERMING_FORMULE + INDELING,
    maten=_BESCHERMING_MATEN,
    feiten=("maatregelen",),
    dimensies=(*TIJD, *PLAATS, "leeftijd", "geslacht"),
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator(
    "I-21",
    "Jeugdbescherming en jeugdreclassering",
    _BESCHERMING_FORMULE,
    maten=_BESCHERMING_MATEN,
    feiten=("maatregelen",),
    dimensies=(*TIJD, *PLAATS, "leeftijd", "geslacht"),
    via=geknipt,
)
def bescherming(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """OTS started, running, > 1 year share, guardianship, JR, share complex divorce."""
    last = min(vraag.tot, vraag.peildag)
    running = [one for one in feiten.maatregelen if _runs(one, last)]
    ots = [one for one in running if one.soort == "ots"]
    begun = [one for one in feiten.maatregelen if one.soort == "ots" and begint(one, vraag)]
    long = sum(months_later(one.begin, _JAAR) <= last for one in ots)
    values: dict[str, Getal] = {
        "otsBegonnen": len({one.client for one in begun}),
        "otsLopend": len({one.client for one in ots}),
        "otsLangerDanJaar": procent(long, len(ots)),
        "voogdij": len({one.client for one in running if one.soort == "voogdij"}),
        "jeugdreclassering": len(
            {one.client for one in running if one.soort not in {"ots", "voogdij"}}
        ),
        "aandeelScheiding": procent(sum(SCHEIDING in one.oorzaken for one in begun), len(begun)),
    }
    return Uitkomst(values, len({one.client for one in (*running, *begun)}))


_ACHTTIEN_FORMULE = (
    "Cliënten van 17 jaar met hulp op de laatste dag, en het aandeel met een goedgekeurd "
    "toekomstplan (streven: 100 procent); cliënten die in de periode 18 werden en van wie de hulp "
    "sindsdien eindigde, en het aandeel met een vervolg (Zvw, Wlz, Wmo of Participatiewet)."
)
_ACHTTIEN_MATEN = (
    Maat("zeventien", "clienten", "Cliënten van 17"),
    Maat("metPlan", "procent", "Waarvan met goedgekeurd plan"),
    Maat("geeindigdOp18", "clienten", "Geëindigd na 18"),
    Maat("metVervolg", "procent", "Waarvan met vervolg"),
)


@indicator(
    "I-24",
    "Van 18- naar 18+",
    _ACHTTIEN_FORMULE + INDELING,
    maten=_ACHTTIEN_MATEN,
    feiten=("hulp", "clienten", "toekomstplannen"),
    reikt=om_ketens,
    dimensies=(*TIJD, *PLAATS, "geslacht"),
    versie=2,
    wijziging=ANDERS_INGEDEELD,
)
@indicator(
    "I-24",
    "Van 18- naar 18+",
    _ACHTTIEN_FORMULE,
    maten=_ACHTTIEN_MATEN,
    feiten=("hulp", "clienten", "toekomstplannen"),
    dimensies=(*TIJD, *PLAATS, "geslacht"),
    via=geknipt,
)
def achttien(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Share of active 17-year-olds with plan; ended at 18 with follow-up regime."""
    last = min(vraag.tot, vraag.peildag)
    plans = [one for one in feiten.toekomstplannen if one.goedgekeurd <= last]
    planned = {one.client for one in plans}
    followed = {one.client for one in plans if set(one.regimes) - {"geen"}}
    young = {
        one.client
        for one in feiten.hulp
        if _runs(one, last) and _age(feiten, one, last) == _ZEVENTIEN
    }
    ended = {
        keten.client
        for keten in per_client(feiten.hulp)
        if keten.eindigt(vraag) and keten.eind is not None
        if _turned_eighteen(feiten, keten.delen[0], vraag)
        and _age(feiten, keten.delen[0], keten.eind + timedelta(days=1)) == _ACHTTIEN
    }
    values: dict[str, Getal] = {
        "zeventien": len(young),
        "metPlan": procent(len(young & planned), len(young)),
        "geeindigdOp18": len(ended),
        "metVervolg": procent(len(ended & followed), len(ended)),
    }
    return Uitkomst(values, minste(len(young), len(ended)))


def _jaar_ervoor(vraag: Vraag) -> tuple[date, date]:
    return months_later(vraag.van.replace(day=1), 1 - _JAAR), vraag.tot


@indicator(
    "I-25",
    "Complexe casussen",
    "Cliënten van wie in de twaalf maanden tot en met de laatste dag meer dan EUR 40 000 werd "
    "toegekend, en hun aandeel in het toegekende bedrag van die maanden. Wie bij een gezin hoort "
    "is hier niet bekend: een casus is een cliënt.",
    maten=(
        Maat("casussen", "clienten", "Complexe casussen"),
        Maat("bedrag", "eurocent", "Toegekend aan complexe casussen"),
        Maat("aandeelKosten", "procent", "Aandeel in de kosten"),
        Maat("aandeelClienten", "procent", "Aandeel in de cliënten"),
    ),
    feiten=("bedragen",),
    reikt=_jaar_ervoor,
    dimensies=MET_CLIENT,
)
def complexe_casussen(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Above threshold, cost share."""
    first = months_later(vraag.tot.replace(day=1), 1 - _JAAR)
    year = Vraag(first, vraag.tot, vraag.peildag)
    spent: Counter[str] = Counter()
    for one in feiten.bedragen:
        if year.has(one.maand):
            spent[one.client] += one.bedrag
    complex_ones = [amount for amount in spent.values() if amount > COMPLEX_VANAF]
    values: dict[str, Getal] = {
        "casussen": len(complex_ones),
        "bedrag": sum(complex_ones),
        "aandeelKosten": procent(sum(complex_ones), goedgekeurd(feiten.bedragen, year)),
        "aandeelClienten": procent(len(complex_ones), len(spent)),
    }
    return Uitkomst(values, len(complex_ones))


@indicator(
    "I-28",
    "Kwaliteit van het berichtenverkeer",
    "Afgekeurde berichten van alle ontvangen berichten; verzoeken waarvan de termijn verstreek van "
    "alle ontvangen verzoeken; mediane dagen tot een definitief antwoord; mediane dagen van het "
    "einde van de zorgmaand tot de beoordeling van een declaratieregel.",
    maten=(
        Maat("berichten", "aantal", "Berichten", groep="berichten"),
        Maat("afgekeurd", "procent", "Afgekeurd"),
        Maat("verzoeken", "aantal", "Verzoeken", groep="verzoeken"),
        Maat("teLaat", "procent", "Te laat beantwoord"),
        Maat("antwoordMediaan", "dagen", "Mediane dagen tot antwoord"),
        Maat("declaratieAchterstand", "dagen", "Mediane dagen tot beoordeling van declaraties"),
    ),
    feiten=("berichten", "verzoeken", "achterstanden"),
    reikt=de_periode,
    dimensies=(*TIJD, *PLAATS, "aanbieder"),
    gevoeligheid="aanbieders",
)
def berichtkwaliteit(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """rejection %, overdue %, median days to answer, claims lag."""
    messages = [one for one in feiten.berichten if vraag.has(one.ontvangen)]
    requests = [one for one in feiten.verzoeken if vraag.has(one.ontvangen)]
    count = sum(one.aantal for one in messages)
    answered = [
        (one.beantwoord - one.ontvangen).days for one in requests if one.beantwoord is not None
    ]
    values: dict[str, Getal] = {
        "berichten": count,
        "afgekeurd": procent(sum(one.afgekeurd for one in messages), count),
        "verzoeken": len(requests),
        "teLaat": procent(sum(one.te_laat for one in requests), len(requests)),
        "antwoordMediaan": middelste(answered),
        "declaratieAchterstand": _lag(feiten.achterstanden, vraag),
    }
    lines = sum(one.regels for one in feiten.achterstanden if vraag.has(one.maand))
    behind = {
        "afgekeurd": count,
        "teLaat": len(requests),
        "antwoordMediaan": len(answered),
        "declaratieAchterstand": lines,
    }
    return Uitkomst(values, achter=behind)


@indicator(
    "I-29",
    "Consulten",
    "Gegeven consulten, en het aandeel met een bekend vervolg dat zonder verwijzing naar jeugdhulp "
    "werd opgelost (geen vervolg, vrij toegankelijke hulp of het lokale team).",
    maten=(
        Maat("consulten", "aantal", "Consulten"),
        Maat("opgelost", "procent", "Opgelost zonder verwijzing"),
        Maat("zonderBekendVervolg", "aantal", "Vervolg niet bekend"),
    ),
    feiten=("consulten",),
    dimensies=(*TIJD, *PLAATS),
)
def consulten(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """consults, solved without referral."""
    given = [one for one in feiten.consulten if vraag.has(one.datum)]
    followed = [one for one in given if one.vervolg is not None]
    values: dict[str, Getal] = {
        "consulten": len(given),
        "opgelost": procent(sum(one.vervolg in OPGELOST for one in followed), len(followed)),
        "zonderBekendVervolg": len(given) - len(followed),
    }
    behind = {
        "opgelost": len(followed),
        "zonderBekendVervolg": minste(len(given) - len(followed), len(followed)),
    }
    return Uitkomst(values, achter=behind)


def _runs(one: Spel, day: date) -> bool:
    return one.begin <= day and (one.eind is None or one.eind >= day) and hoort(one, day)


def _age(feiten: Feiten, hulp: Hulp, day: date) -> int | None:
    client = feiten.clienten.get(hulp.client)
    return None if client is None else client.leeftijd(day)


def _turned_eighteen(feiten: Feiten, hulp: Hulp, vraag: Vraag) -> bool:
    before = _age(feiten, hulp, vraag.van - timedelta(days=1))
    return before == _ZEVENTIEN and _age(feiten, hulp, vraag.tot) == _ACHTTIEN


def _lag(achterstanden: Iterable[Achterstand], vraag: Vraag) -> float | None:
    """The median over lines, of which there are many on one day."""
    inside = sorted(
        (one.dagen, one.regels) for one in achterstanden if vraag.has(one.maand) and one.regels > 0
    )
    half = sum(lines for _, lines in inside) / 2
    reached = 0
    for days, lines in inside:
        reached += lines
        if reached >= half:
            return days
    return None
