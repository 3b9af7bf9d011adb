# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators of the early warning system: own formulas on what the law lets deliver (B.3). Pure.

Each is exact (a `Fraction`), or None when what it needs is not there or its denominator is not
above nothing. Those of `LEVERING` follow from figures that only the account holder and the
provider see; those of `EIGEN` from facts that reporting has by itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from services.reporting.domain.ews.levering import Begroting, Kwartaalcijfers

KWARTAALDAGEN = 90
_QUARTERS = 4
Eenheid = Literal["ratio", "dagen", "aantal"]
Waarde = Fraction | None


@dataclass(frozen=True, slots=True)
class EigenFeiten:
    """What reporting knows of a provider in a quarter: approved cents per region (now and a year
    before), lines judged and refused, days to the answer of each message, children, functions."""

    omzet: Mapping[str, int] = field(default_factory=dict)
    omzet_jaar_eerder: Mapping[str, int] = field(default_factory=dict)
    regels: int = 0
    afgekeurd: int = 0
    antwoorddagen: Sequence[Fraction] = ()
    clienten: int = 0
    cruciale_functies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feiten:
    """All that indicators look at; `jaar` are the quarters of the year so far, in order."""

    cijfers: Kwartaalcijfers | None
    vorige: Kwartaalcijfers | None = None
    jaar: tuple[Kwartaalcijfers | None, ...] = ()
    begroting: Begroting | None = None
    eigen: EigenFeiten = field(default_factory=EigenFeiten)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: id, name, formula in words, unit, and how it is worked out."""

    id: str
    naam: str
    formule: str
    eenheid: Eenheid
    bron: Literal["levering", "eigen"]
    bereken: Callable[[Feiten], Waarde]


def _ratio(above: int, below: int) -> Waarde:
    return Fraction(above, below) if below > 0 else None


def resultaatratio(f: Feiten) -> Waarde:
    """Result of revenue."""
    c = f.cijfers
    return None if c is None else _ratio(c.bedrijfsresultaat, c.bedrijfsopbrengsten)


def begrotingsafwijking(f: Feiten) -> Waarde:
    """Result of the year so far less its part of the budget, of the budgeted revenue."""
    quarters = [one for one in f.jaar if one is not None]
    if f.begroting is None or not f.jaar or len(quarters) != len(f.jaar):
        return None
    so_far = sum(one.bedrijfsresultaat for one in quarters)
    expected = Fraction(f.begroting.resultaat * len(f.jaar), _QUARTERS)
    revenue = f.begroting.opbrengsten
    return (so_far - expected) / revenue if revenue > 0 else None


def kasdagen(f: Feiten) -> Waarde:
    """Days for which the cash is enough, at the costs of this quarter."""
    c = f.cijfers
    return None if c is None else _ratio(c.liquiditeit * KWARTAALDAGEN, c.kosten)


def werkkapitaalratio(f: Feiten) -> Waarde:
    """Working capital of revenue."""
    c = f.cijfers
    return None if c is None else _ratio(c.werkkapitaal, c.bedrijfsopbrengsten)


def inhuurratio(f: Feiten) -> Waarde:
    """Staff that is hired, of all staff."""
    c = f.cijfers
    return None if c is None else _ratio(c.personeel_niet_loondienst, c.personeel)


def afhankelijkheid(f: Feiten) -> Waarde:
    """Revenue of the Jeugdwet, of all."""
    c = f.cijfers
    return None if c is None else _ratio(c.opbrengsten_jeugdwet, c.bedrijfsopbrengsten)


def niet_declarabel(f: Feiten) -> Waarde:
    """Production that cannot be claimed, of the revenue of the Jeugdwet."""
    c = f.cijfers
    return None if c is None else _ratio(c.niet_declarabel, c.opbrengsten_jeugdwet)


def wachtgroei(f: Feiten) -> Waarde:
    """How many more wait than a quarter before."""
    if f.cijfers is None or f.vorige is None:
        return None
    return _growth(f.cijfers.wachtenden, f.vorige.wachtenden)


def omzettrend(f: Feiten) -> Waarde:
    """Approved revenue against that of the same quarter a year before."""
    return _growth(sum(f.eigen.omzet.values()), sum(f.eigen.omzet_jaar_eerder.values()))


def omzettrend_per_regio(eigen: EigenFeiten) -> Mapping[str, Waarde]:
    """The same of each region that was there in either quarter."""
    regios = sorted({*eigen.omzet, *eigen.omzet_jaar_eerder})
    return {
        code: _growth(eigen.omzet.get(code, 0), eigen.omzet_jaar_eerder.get(code, 0))
        for code in regios
    }


def grootste_regio(f: Feiten) -> Waarde:
    """The share of the region with most approved revenue."""
    omzet = f.eigen.omzet.values()
    return _ratio(max(omzet, default=0), sum(omzet))


def afkeur(f: Feiten) -> Waarde:
    """Refused lines, of all that were claimed in the quarter."""
    return _ratio(f.eigen.afgekeurd, f.eigen.regels)


def antwoorddagen(f: Feiten) -> Waarde:
    """Days from a claim to its answer: the middle one, or of two the mean."""
    days = sorted(f.eigen.antwoorddagen)
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


def clienten(f: Feiten) -> Waarde:
    """Children with help in the quarter."""
    return Fraction(f.eigen.clienten)


def cruciale_functies(f: Feiten) -> Waarde:
    """How many crucial functions it has."""
    return Fraction(len(f.eigen.cruciale_functies))


def _growth(now: int, before: int) -> Waarde:
    return Fraction(now - before, before) if before > 0 else None


INDICATOREN = (
    Indicator(
        "EWS-01",
        "Resultaatratio",
        "Bedrijfsresultaat gedeeld door bedrijfsopbrengsten.",
        "ratio",
        "levering",
        resultaatratio,
    ),
    Indicator(
        "EWS-02",
        "Afwijking van de begroting",
        "Resultaat van het jaar tot nu min het evenredige deel van het begrote resultaat, gedeeld "
        "door de begrote opbrengsten.",
        "ratio",
        "levering",
        begrotingsafwijking,
    ),
    Indicator(
        "EWS-03",
        "Kasdagen",
        "Liquiditeit gedeeld door (personeel en overige bedrijfskosten, per dag van 90).",
        "dagen",
        "levering",
        kasdagen,
    ),
    Indicator(
        "EWS-04",
        "Werkkapitaalratio",
        "Werkkapitaal gedeeld door bedrijfsopbrengsten.",
        "ratio",
        "levering",
        werkkapitaalratio,
    ),
    Indicator(
        "EWS-05",
        "Inhuurratio",
        "Kosten van personeel niet in loondienst gedeeld door alle personeelskosten.",
        "ratio",
        "levering",
        inhuurratio,
    ),
    Indicator(
        "EWS-06",
        "Afhankelijkheid van de Jeugdwet",
        "Opbrengsten Jeugdwet gedeeld door bedrijfsopbrengsten.",
        "ratio",
        "levering",
        afhankelijkheid,
    ),
    Indicator(
        "EWS-07",
        "Niet-declarabele productie",
        "Ingeschatte niet-declarabele productie gedeeld door opbrengsten Jeugdwet.",
        "ratio",
        "levering",
        niet_declarabel,
    ),
    Indicator(
        "EWS-08",
        "Groei van het aantal wachtenden",
        "Wachtenden nu min die van het kwartaal ervoor, gedeeld door die van het kwartaal ervoor.",
        "ratio",
        "levering",
        wachtgroei,
    ),
    Indicator(
        "EWS-09",
        "Omzettrend",
        "Toegekend bedrag min dat van een jaar eerder, gedeeld door dat van een jaar eerder.",
        "ratio",
        "eigen",
        omzettrend,
    ),
    Indicator(
        "EWS-10",
        "Aandeel van de grootste regio",
        "Toegekend bedrag van de regio met het meeste, gedeeld door het toegekende bedrag.",
        "ratio",
        "eigen",
        grootste_regio,
    ),
    Indicator(
        "EWS-11",
        "Afkeurpercentage",
        "Afgekeurde regels gedeeld door alle beoordeelde regels met een declaratiemaand in het "
        "kwartaal.",
        "ratio",
        "eigen",
        afkeur,
    ),
    Indicator(
        "EWS-12",
        "Antwoorddagen",
        "Mediaan van de dagen tussen ontvangst van een declaratiebericht en het antwoord.",
        "dagen",
        "eigen",
        antwoorddagen,
    ),
    Indicator(
        "EWS-13",
        "Geraakte cliënten",
        "Verschillende cliënten met hulp in het kwartaal.",
        "aantal",
        "eigen",
        clienten,
    ),
    Indicator(
        "EWS-14",
        "Cruciale functies",
        "Aantal cruciale functies (Norm voor Opdrachtgeverschap) in het aanbiederprofiel.",
        "aantal",
        "eigen",
        cruciale_functies,
    ),
)
"""In the order of the catalogue."""


def metingen(feiten: Feiten) -> Mapping[str, Waarde]:
    """The value of every indicator by its id."""
    return {one.id: one.bereken(feiten) for one in INDICATOREN}
