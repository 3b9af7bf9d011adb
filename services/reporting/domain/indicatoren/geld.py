# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""I-06, I-07, I-09, I-10, I-12: what was spent, on whom, at which price, and what is due."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from libs.ijw.months import last_day_of_month, months, months_later, next_month
from libs.ijw.worth import rounded
from services.reporting.domain.indicatoren.clienten import unieke
from services.reporting.domain.indicatoren.eenmaal import eenmaal
from services.reporting.domain.indicatoren.feiten import (
    Bedrag,
    Feiten,
    Ingave,
    Toewijzing,
    Vraag,
)
from services.reporting.domain.indicatoren.register import (
    PLAATS,
    ZORG,
    Getal,
    Maat,
    Telling,
    Uitkomst,
    de_periode,
    indicator,
    minste,
    per,
)
from services.reporting.domain.indicatoren.tellend import hoort, onbeperkt
from services.reporting.domain.indicatoren.trajecten import om_ketens, trajecten

BIJDRAGEN = ("taakbijdrage", "subsidie")
"""What is paid without claims, as the year's amounts that were told of it."""
RIJP_NA = 2
"""Months after which claims of a month are in: January is ripe from 31 March on [ours]."""
_JAAR = 12
_OUDERDOM = "ouderdom"


def goedgekeurd(bedragen: Iterable[Bedrag], vraag: Vraag) -> int:
    """Approved cents of months of care in the period."""
    return sum(one.bedrag for one in bedragen if vraag.has(one.maand))


def bijdragen(feiten: Feiten, vraag: Vraag, soorten: Iterable[str] = BIJDRAGEN) -> int:
    """A year's amount by the months of it that the period has and in which it counts, in whole
    cents."""
    touched: defaultdict[int, list[date]] = defaultdict(list)
    for first in months(vraag.van, vraag.tot):
        touched[first.year].append(first)
    told: defaultdict[tuple[str, int], list[Ingave]] = defaultdict(list)
    for one in feiten.ingaven:
        if one.soort in soorten and one.jaar in touched:
            told[one.soort, one.jaar].append(one)
    return sum(
        rounded(one.waarde * sum(hoort(one, first) for first in touched[jaar]), _JAAR)
        for (_, jaar), rows in told.items()
        for one in eenmaal(rows)
    )


def uitgaven(feiten: Feiten, vraag: Vraag) -> int:
    """I-06: approved, and what is paid without claims."""
    return goedgekeurd(feiten.bedragen, vraag) + bijdragen(feiten, vraag)


def rijpe_maanden(vraag: Vraag) -> list[date]:
    """Firsts of the months of the period whose claims may be expected to be in."""
    return [
        first
        for first in months(vraag.van, vraag.tot)
        if last_day_of_month(months_later(first, RIJP_NA)) <= vraag.peildag
    ]


def omzet(feiten: Feiten, vraag: Vraag, telling: Telling | None = None) -> Mapping[str, int]:
    """Cents by provider: approved, and its lump sums by the months of the period."""
    if telling is None:
        found = Counter(per_aanbieder(feiten.bedragen, vraag))
    else:
        found = Counter({one: cents for one, (_, cents) in telling.aanbieders.items()})
    lumps: defaultdict[str, list[Ingave]] = defaultdict(list)
    for one in feiten.ingaven:
        if one.aanbieder is not None:
            lumps[one.aanbieder].append(one)
    for aanbieder, own in lumps.items():
        found[aanbieder] += bijdragen(Feiten(ingaven=own), vraag)
    return found


def betaald(bedragen: Iterable[Bedrag], vraag: Vraag) -> int:
    """Clients of whom anything was approved in the period."""
    return len({one.client for one in bedragen if vraag.has(one.maand)})


def per_aanbieder(bedragen: Iterable[Bedrag], vraag: Vraag) -> Mapping[str, int]:
    """Approved cents by provider."""
    found: Counter[str] = Counter()
    for one in bedragen:
        if vraag.has(one.maand):
            found[one.aanbieder] += one.bedrag
    return found


def _besteed(approved: int, paid: int) -> dict[str, Getal]:
    return {"uitgaven": approved + paid, "toegekend": approved, "bijdragen": paid}


def _besteed_geteld(feiten: Feiten, vraag: Vraag, telling: Telling) -> Uitkomst:
    values = _besteed(telling.toegekend, bijdragen(feiten, vraag))
    return Uitkomst(values, telling.betaald, omzet(feiten, vraag, telling))


_UITGAVEN = (
    Maat("uitgaven", "eurocent", "Uitgaven"),
    Maat("toegekend", "eurocent", "Waarvan toegekende prestaties"),
    Maat("bijdragen", "eurocent", "Waarvan bijdragen en subsidies", van="niemand"),
)


@indicator(
    "I-06",
    "Uitgaven",
    "Toegekende prestaties naar productperiode, debet min credit, plus taakgerichte bijdragen en "
    "subsidies van het jaar naar rato van de maanden waarin de gemeente bij het gebied hoorde. Een "
    "taakgerichte bijdrage is wat een gemeente volgens de taakafspraak van een contract betaalt, "
    "zonder afspraak volgens zijn verdeelsleutel, en wat daarnaast is opgegeven.",
    maten=_UITGAVEN,
    feiten=("bedragen", "ingaven"),
    uit_telling=_besteed_geteld,
    telt=("betaald",),
    reikt=de_periode,
    versie=2,
    wijziging="Taakgerichte bijdragen komen uit taakafspraken en verdeelsleutels, niet meer uit "
    "het budget van afrekenvoorwaarden; van een gemeente die toetrad of uittrad tellen alleen de "
    "maanden als lid. Die bron is er niet meer: ook de eerste versie neemt bijdragen uit "
    "afspraken.",
)
@indicator(
    "I-06",
    "Uitgaven",
    "Toegekende prestaties naar productperiode, debet min credit, plus taakgerichte bijdragen en "
    "subsidies van het jaar naar rato van de maanden.",
    maten=_UITGAVEN,
    feiten=("bedragen", "ingaven"),
    via=onbeperkt,
)
def bestedingen(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Approved claims by product period + lump sums + subsidies."""
    approved, paid = goedgekeurd(feiten.bedragen, vraag), bijdragen(feiten, vraag)
    count = betaald(feiten.bedragen, vraag)
    return Uitkomst(_besteed(approved, paid), count, omzet(feiten, vraag))


@indicator(
    "I-07",
    "Kosten per cliënt",
    "I-06 gedeeld door I-01, in hele centen.",
    maten=(Maat("kostenPerClient", "eurocent", "Kosten per cliënt"),),
    feiten=("hulp", "bedragen", "ingaven"),
    reikt=de_periode,
    uit_telling=lambda feiten, vraag, telling: replace(
        _per_client(telling.toegekend + bijdragen(feiten, vraag), telling.clienten),
        aanbieders=omzet(feiten, vraag, telling),
    ),
)
def kosten_per_client(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """I-06 / I-01."""
    found = _per_client(uitgaven(feiten, vraag), len(unieke(feiten.hulp, vraag)))
    return replace(found, aanbieders=omzet(feiten, vraag))


def _per_client(bedrag: int, clienten: int) -> Uitkomst:
    return Uitkomst({"kostenPerClient": per(bedrag, clienten)}, clienten)


@indicator(
    "I-09",
    "Kosten per traject",
    "I-07 gedeeld door I-08: I-06 gedeeld door het aantal actieve trajecten, in hele centen.",
    maten=(Maat("kostenPerTraject", "eurocent", "Kosten per traject"),),
    feiten=("hulp", "bedragen", "ingaven"),
    reikt=om_ketens,
)
def kosten_per_traject(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """I-07 / I-08, without rounding between."""
    active = sum(one.telt(vraag) for one in trajecten(feiten.hulp))
    values = {"kostenPerTraject": per(uitgaven(feiten, vraag), active)}
    count = len(unieke(feiten.hulp, vraag))
    return Uitkomst(values, count, omzet(feiten, vraag))


def _met_basis(vraag: Vraag) -> tuple[date, date]:
    basis = _basis(vraag)
    return min(vraag.van, basis.van), max(vraag.tot, basis.tot)


@indicator(
    "I-10",
    "Prijs en volume",
    "Laspeyres, tegenover de basisperiode (anders dezelfde periode een jaar eerder): prijs = som "
    "p1·q0 / som p0·q0; volume = som p1·q1 / som p1·q0; rest per cliënt = groei van de kosten per "
    "cliënt gedeeld door de prijs. Een product zonder volume in een van de perioden verandert de "
    "prijs niet. p is toegekend bedrag per eenheid.",
    maten=(
        Maat("prijs", "procent", "Verandering door prijs"),
        Maat("volume", "procent", "Verandering door volume"),
        Maat("restPerClient", "procent", "Rest per cliënt"),
        Maat("bedragBasis", "eurocent", "Toegekend in de basisperiode"),
        Maat("bedrag", "eurocent", "Toegekend"),
    ),
    feiten=("hulp", "bedragen"),
    reikt=_met_basis,
    dimensies=(*PLAATS, *ZORG),
)
def prijs_en_volume(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """Separates indexation from use."""
    basis = _basis(vraag)
    before, now = (_per_product(feiten.bedragen, one) for one in (basis, vraag))
    p0, p1 = _prices(before), _prices(now)
    old = sum(amount for amount, _ in before.values())
    new = sum(amount for amount, _ in now.values())
    at_new_price = sum(p1.get(key, p0[key]) * q for key, (_, q) in before.items())
    price = at_new_price / old if old > 0 else None
    volume = new / at_new_price if at_new_price > 0 else None
    clients = [len(unieke(feiten.hulp, one)) for one in (basis, vraag)]
    rest = None
    if price and old > 0 and all(clients):
        rest = (new / clients[1]) / (old / clients[0]) / price
    values: dict[str, Getal] = {
        "prijs": _change(price),
        "volume": _change(volume),
        "restPerClient": _change(rest),
        "bedragBasis": old,
        "bedrag": new,
    }
    measured = [one for one in feiten.bedragen if one.volume]
    paid = [betaald(measured, one) for one in (basis, vraag)]
    return Uitkomst(values, minste(*clients, *paid), per_aanbieder(feiten.bedragen, vraag))


@indicator(
    "I-12",
    "Openstaande verplichting",
    "Toegewezen min toegekend: van verstreken maanden per toewijzing, nooit minder dan nul, en van "
    "maanden die nog komen het toegewezen bedrag. Naar ouderdom van de maand.",
    maten=(
        Maat("open", "eurocent", "Openstaand"),
        Maat("verstreken", "eurocent", "Waarvan verstreken"),
        Maat("komend", "eurocent", "Waarvan komend"),
        Maat("tot3Maanden", "eurocent", "Verstreken, tot 3 maanden oud", groep=_OUDERDOM),
        Maat("tot6Maanden", "eurocent", "Verstreken, 3 tot 6 maanden oud", groep=_OUDERDOM),
        Maat("ouder", "eurocent", "Verstreken, ouder dan 6 maanden", groep=_OUDERDOM),
    ),
    feiten=("toewijzingen",),
    reikt=de_periode,
    vooruit=True,
)
def openstaand(feiten: Feiten, vraag: Vraag) -> Uitkomst:
    """awarded - approved, exposure by age."""
    found: Counter[str] = Counter()
    who: defaultdict[str, set[str]] = defaultdict(set)
    for one in feiten.toewijzingen:
        ages = _open_by_age(one, vraag)
        found.update(ages)
        for age in (age for age, amount in ages.items() if amount):
            for part in ("open", "komend" if age == "komend" else "verstreken", age):
                who[part].add(one.client)
    elapsed = found["tot3Maanden"] + found["tot6Maanden"] + found["ouder"]
    values = {
        "open": elapsed + found["komend"],
        "verstreken": elapsed,
        "komend": found["komend"],
        "tot3Maanden": found["tot3Maanden"],
        "tot6Maanden": found["tot6Maanden"],
        "ouder": found["ouder"],
    }
    behind = {part: len(who[part]) for part in values}
    return Uitkomst(values, behind["open"], achter=behind)


def _basis(vraag: Vraag) -> Vraag:
    if vraag.basis is not None:
        return Vraag(*vraag.basis, vraag.peildag)
    return Vraag(
        months_later(vraag.van, -_JAAR),
        last_day_of_month(months_later(vraag.tot, -_JAAR)),
        vraag.peildag,
    )


_PerProduct = Mapping[tuple[str | None, ...], tuple[int, int]]


def _per_product(bedragen: Iterable[Bedrag], vraag: Vraag) -> _PerProduct:
    """Cents and volume by product and unit."""
    found: defaultdict[tuple[str | None, ...], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in bedragen:
        if vraag.has(one.maand) and one.volume:
            key = (one.productcategorie, one.product, one.eenheid)
            amount, volume = found[key]
            found[key] = (amount + one.bedrag, volume + one.volume)
    return {key: value for key, value in found.items() if value[1] > 0}


def _prices(products: _PerProduct) -> dict[tuple[str | None, ...], float]:
    return {key: amount / volume for key, (amount, volume) in products.items()}


def _change(index: float | None) -> float | None:
    return None if index is None else round(100 * (index - 1) + 1e-9, 1)


def _open_by_age(one: Toewijzing, vraag: Vraag) -> dict[str, int]:
    found: Counter[str] = Counter()
    awarded = approved = 0
    for number, maand in enumerate(m for m in one.maanden if vraag.has(m.maand)):
        value = maand.bedrag - (maand.dubbel if number else 0)
        if last_day_of_month(maand.maand) > vraag.peildag:
            found["komend"] += value
            continue
        spent = one.gefactureerd.get(maand.maand, 0)
        awarded, approved = awarded + value, approved + spent
        found[_age(maand.maand, vraag.peildag)] += max(0, value - spent)
    elapsed = sum(found.values()) - found["komend"]
    return _lowered(found, elapsed - max(0, awarded - approved))


def _lowered(found: Counter[str], excess: int) -> dict[str, int]:
    """What was claimed above a month goes off the oldest first."""
    for age in ("ouder", "tot6Maanden", "tot3Maanden"):
        off = min(excess, found[age])
        found[age] -= off
        excess -= off
    return dict(found)


def _age(maand: date, peildag: date) -> str:
    ended = next_month(maand)
    if months_later(ended, 3) > peildag:
        return "tot3Maanden"
    return "tot6Maanden" if months_later(ended, 6) > peildag else "ouder"
