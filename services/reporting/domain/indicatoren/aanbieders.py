# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-17, I-18: on how many providers a region leans, and how many are small."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from services.reporting.domain.indicatoren.clienten import geholpen
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.indicatoren.geld import betaald, omzet
from services.reporting.domain.indicatoren.register import (
    PLAATS,
    TIJD,
    Getal,
    Maat,
    Telling,
    Uitkomst,
    de_periode,
    indicator,
    minste,
    procent,
)
from services.reporting.domain.indicatoren.tellend import telt

KLEIN = 2_000_000
"""Cents of turnover below which a provider is small: EUR 20 000."""
GROOTSTE = 5
_MEESTE = 80
_SOORT = (*TIJD, *PLAATS, "segment", "zorgvorm", "productcategorie")


def _zonder_lumpsums(feiten: Feiten) -> Feiten:
    return replace(feiten, ingaven=())


_CONCENTRATIE = (
    "Aandeel van de vijf grootste aanbieders in het toegekende bedrag; HHI = som van de kwadraten "
    "van de aandelen (0 tot 1); het kleinste aantal aanbieders dat samen 80 procent heeft."
)
_CONCENTRATIE_MATEN = (
    Maat("aandeelTop5", "procent", "Aandeel van de vijf grootste"),
    Maat("hhi", "factor", "Herfindahl-Hirschman-index"),
    Maat("aanbiedersVoor80", "aantal", "Aanbieders met samen 80 procent", van="niemand"),
    Maat("aanbieders", "aantal", "Aanbieders met omzet", van="niemand"),
)


@indicator(
    "I-17",
    "Concentratie van aanbieders",
    _CONCENTRATIE + " De lumpsums van een aanbieder tellen bij zijn bedrag.",
    maten=_CONCENTRATIE_MATEN,
    feiten=("bedragen", "ingaven"),
    uit_telling=lambda feiten, vraag, telling: _concentratie(
        omzet(feiten, vraag, telling), telling.betaald
    ),
    telt=("aanbieders", "betaald"),
    reikt=de_periode,
    dimensies=_SOORT,
    gevoeligheid="aanbieders",
    versie=2,
    wijziging="Aanbieders met een lumpsum hebben die als omzet; zij stonden er niet of te laag in.",
)
@indicator(
    "I-17",
    "Concentratie van aanbieders",
    _CONCENTRATIE,
    maten=_CONCENTRATIE_MATEN,
    feiten=("bedragen",),
    dimensies=_SOORT,
    gevoeligheid="aanbieders",
    via=_zonder_lumpsums,
)
def concentratie(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """top-n share, HHI = sum(share^2), smallest n with >= 80 %."""
    return _concentratie(omzet(feiten, vraag), betaald(feiten.bedragen, vraag))


def _concentratie(turnover: Mapping[str, int], paid: int) -> Uitkomst:
    amounts = sorted((one for one in turnover.values() if one > 0), reverse=True)
    total = sum(amounts)
    needed, reached = 0, 0
    while 100 * reached < _MEESTE * total:
        reached += amounts[needed]
        needed += 1
    values: dict[str, Getal] = {
        "aandeelTop5": procent(sum(amounts[:GROOTSTE]), total),
        "hhi": round(sum((one / total) ** 2 for one in amounts), 4) if total else None,
        "aanbiedersVoor80": needed if total else None,
        "aanbieders": len(amounts),
    }
    return Uitkomst(values, paid)


_KLEIN = (
    "Aanbieders met een toegekend bedrag onder EUR 20 000 in de periode, als deel van alle met "
    "omzet; aanbieders met één cliënt; en aanbieders met een contract in de periode die niets "
    "leverden en niets toegekend kregen."
)
_KLEIN_MATEN = (
    Maat("klein", "aantal", "Omzet onder EUR 20 000", van="niemand"),
    Maat("aandeelKlein", "procent", "Aandeel daarvan"),
    Maat("eenClient", "aantal", "Met één cliënt"),
    Maat("zonderLevering", "aantal", "Contract zonder levering", van="niemand"),
    Maat("aanbieders", "aantal", "Aanbieders met omzet", van="niemand"),
)


@indicator(
    "I-18",
    "Kleine aanbieders",
    _KLEIN + " De lumpsums van een aanbieder tellen bij zijn bedrag.",
    maten=_KLEIN_MATEN,
    feiten=("bedragen", "hulp", "contracten", "ingaven"),
    uit_telling=lambda feiten, vraag, telling: _kleine(
        feiten, vraag, omzet(feiten, vraag, telling), telling
    ),
    telt=("aanbieders", "betaald"),
    reikt=de_periode,
    dimensies=(*TIJD, *PLAATS),
    gevoeligheid="aanbieders",
    versie=2,
    wijziging="Aanbieders met een lumpsum hebben die als omzet; zij stonden er niet of te laag in.",
)
@indicator(
    "I-18",
    "Kleine aanbieders",
    _KLEIN,
    maten=_KLEIN_MATEN,
    feiten=("bedragen", "hulp", "contracten"),
    dimensies=(*TIJD, *PLAATS),
    gevoeligheid="aanbieders",
    via=_zonder_lumpsums,
)
def kleine_aanbieders(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """count turnover < 20 000; count 1 client; count contract without delivery."""
    clients: defaultdict[str, set[str]] = defaultdict(set)
    for one in geholpen(feiten.hulp, vraag):
        clients[one.aanbieder].add(one.client)
    helped = Telling(
        len(set().union(*clients.values())),
        aanbieders={one: (len(who), 0) for one, who in clients.items()},
        betaald=betaald(feiten.bedragen, vraag),
    )
    return _kleine(feiten, vraag, omzet(feiten, vraag), helped)


def _kleine(
    feiten: Feiten, vraag: Vraag, omzetten: Mapping[str, int], telling: Telling
) -> Uitkomst:
    turnover = {one: sum_ for one, sum_ in omzetten.items() if sum_}
    clients = {one: count for one, (count, _) in telling.aanbieders.items() if count}
    agreed = {one.aanbieder for one in feiten.contracten if telt(one, vraag)}
    small = sum(amount < KLEIN for amount in turnover.values())
    values = {
        "klein": small,
        "aandeelKlein": procent(small, len(turnover)),
        "eenClient": sum(count == 1 for count in clients.values()),
        "zonderLevering": len(agreed - clients.keys() - turnover.keys()),
        "aanbieders": len(turnover),
    }
    return Uitkomst(values, minste(telling.clienten, telling.betaald))
