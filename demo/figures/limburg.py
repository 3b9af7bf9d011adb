# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Midden-Limburg Oost, 2018 to 2021, and Noord-Limburg, 2015 and 2019; and small ones like them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from demo.figures.regio import Form, Member, Meting, Regio
from demo.figures.verdeling import split_exactly

_EURO = 100
_SMALL = 20_000 * _EURO
_PER_CLIENT = {2018: 453_700, 2020: 508_500, 2021: 536_000}
_PER_HUNDRED = {2018: 200, 2020: 182, 2021: 173}
"""Trajectories of a hundred clients."""
_AWARDED = Fraction(100, 52)
_OURS = "gekozen"


def _mlo(code: str, unique: Mapping[int, int], turnover: Sequence[int], retained: int) -> Regio:
    """Clients over gemeenten and forms by fixed weights; what is published is of no such cell."""
    forms = {
        year: split_exactly(count * _PER_HUNDRED[year] // 100, (48, 30, 14, 8))
        for year, count in unique.items()
    }
    homes = {year: split_exactly(count, (24, 17, 15, 44)) for year, count in unique.items()}
    spend = {year: count * _PER_CLIENT[year] for year, count in unique.items()}
    offered = len(turnover)
    named = ("Ambulante begeleiding", "Ambulante behandeling", "Dagactiviteiten", "Wonen")
    products = (("45", "45A04"), ("45", "45A05"), ("41", "41A12"), ("44", "44A09"))
    small = sum(cents < _SMALL for cents in turnover)
    return Regio(
        code=code,
        name="Midden-Limburg Oost",
        years=tuple(unique),
        forms=tuple(
            Form(name, {y: forms[y][at] for y in unique}, *product, "16", _EURO, offered)
            for at, (name, product) in enumerate(zip(named, products, strict=True))
        ),
        members=tuple(
            Member(cbs, name, {y: homes[y][at] for y in unique})
            for at, (cbs, name) in enumerate(
                (
                    ("1711", "Echt-Susteren"),
                    ("1641", "Maasgouw"),
                    ("1669", "Roerdalen"),
                    ("0957", "Roermond"),
                )
            )
        ),
        unique=unique,
        spend=spend | {2020: sum(turnover)},
        retained=retained,
        chosen=frozenset((name, year) for name in named for year in unique),
        turnover={2020: tuple(turnover)},
        awarded=_AWARDED,
        metingen=(
            *(Meting(y, "I-08", "trajectenPerClient", _PER_HUNDRED[y] / 100) for y in (2018, 2021)),
            *(Meting(y, "I-11", "bruto", 52.0, _OURS) for y in unique),
            *(Meting(y, "I-09", "kostenPerTraject", _per_traject(y, unique)) for y in (2018, 2021)),
            Meting(2020, "I-18", "klein", small),
            Meting(2020, "I-18", "aandeelKlein", round(100 * small / offered, 1)),
            Meting(2020, "I-18", "aanbieders", offered),
            *_concentratie(turnover),
        ),
    )


def _per_traject(year: int, unique: Mapping[int, int]) -> int:
    """Cents, half up: what a client costs by how many trajectories there are."""
    spend = unique[year] * _PER_CLIENT[year]
    count = unique[year] * _PER_HUNDRED[year] // 100
    return (2 * spend + count) // (2 * count)


def _concentratie(turnover: Sequence[int]) -> tuple[Meting, ...]:
    """'About seven' have most of the care; to a figure by the turnovers that are chosen."""
    ordered, total = sorted(turnover, reverse=True), sum(turnover)
    needed = next(n for n in range(1, len(ordered)) if 100 * sum(ordered[:n]) >= 80 * total)
    hhi = round(sum((cents / total) ** 2 for cents in ordered), 4)
    top = (2000 * sum(ordered[:5]) + total) // (2 * total) / 10
    return (
        Meting(2020, "I-17", "aandeelTop5", top, _OURS),
        Meting(2020, "I-17", "hhi", hhi, _OURS),
        Meting(2020, "I-17", "aanbiedersVoor80", needed, _OURS),
        Meting(2020, "I-17", "aanbieders", len(turnover)),
    )


def _turnovers(total: int) -> list[int]:
    """In cents: 7 with three quarters of all, 49 between, and 45 from EUR 500 to 19 999."""
    small = [(500 + 19_499 * number // 44) * _EURO for number in range(45)]
    large = split_exactly(total * 3 // 4 // _EURO, [10 - number for number in range(7)])
    between = total // _EURO - sum(large) - sum(small) // _EURO
    middle = split_exactly(between, [60 + number for number in range(49)])
    return [*(euros * _EURO for euros in (*large, *reversed(middle))), *reversed(small)]


_MLO_CLIENTS = {2018: 4_000, 2020: 4_200, 2021: 4_300}

MLO = _mlo(
    "MLO",
    _MLO_CLIENTS,
    _turnovers(_MLO_CLIENTS[2020] * _PER_CLIENT[2020]),
    retained=3_800,
)
"""Published: cost per client and trajectories per client of 2018 and 2021; in 2020 45 of 101
ambulant aanbieders below EUR 20 000, and about seven with most of the care; awarded nearly twice
what is claimed.

Ours: how many clients there were, over which gemeenten and forms, all of 2020 but its aanbieders,
a tariff of one euro, and 52 percent for 'just above 50'.
"""

MLO_KLEIN = replace(
    _mlo(
        "MLOKLEIN",
        {2018: 50, 2020: 50, 2021: 100},
        [_EURO * n for n in (90_000, 60_000, 45_000, 30_000, 22_000, 20_000)]
        + [_EURO * n for n in (19_999, 9_000, 4_000, 1_000, 500)],
        retained=20,
    ),
    name="Klein Midden-Limburg",
)
"""The same shape: 5 of 11 aanbieders are small."""


def _noord(code: str, name: str, clients: int) -> Regio:
    years = (2015, 2019)
    members = (
        ("0889", "Beesel"),
        ("0893", "Bergen (L.)"),
        ("0907", "Gennep"),
        ("1507", "Horst aan de Maas"),
        ("1894", "Peel en Maas"),
        ("0983", "Venlo"),
        ("0984", "Venray"),
    )
    homes = split_exactly(clients, (2, 2, 3, 6, 6, 18, 8))
    return Regio(
        code=code,
        name=name,
        years=years,
        forms=(
            Form("Verblijf", dict.fromkeys(years, clients), "43", "43A31", "14", None, 3, (12, 16)),
        ),
        members=tuple(
            Member(cbs, gemeente, dict.fromkeys(years, count))
            for (cbs, gemeente), count in zip(members, homes, strict=True)
        ),
        unique=dict.fromkeys(years, clients),
        spend=dict.fromkeys(years, clients * 5_000_000),
        retained=0,
        chosen=frozenset(("Verblijf", year) for year in years),
        places={2015: 285, 2019: 210},
        metingen=(Meting(2015, "I-20", "plaatsen", 285), Meting(2019, "I-20", "plaatsen", 210)),
    )


NOORD_LIMBURG = _noord("NOORDLIMBURG", "Noord-Limburg", 540)
"""Published: places of JeugdzorgPlus in Landsdeel Zuid, 285 in 2015 and 210 in 2019.

Ours: everything else. Help is under a lump sum, of which no claims are sent.
"""

NOORD_KLEIN = _noord("NOORDKLEIN", "Klein Noord-Limburg", 135)
"""The same shape, a quarter of the size: no gemeente has fewer than the five that are shown."""
