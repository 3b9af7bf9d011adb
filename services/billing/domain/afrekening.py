# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement ex post: what each gemeente used against what it paid (C-11). The band is ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from libs.common.shares import split_by_weight
from services.billing.domain.eenheden import round_half_up
from services.billing.domain.verloop import Verloop

Grondslag = Literal["clienten", "dagen", "eenheden", "bedrag"]
Handeling = Literal["instemmen", "boeken", "intrekken"]
LAATSTE_INSTEMMING = "laatste-instemming"

VERLOOP = Verloop(
    naam="afrekening",
    begin="voorstel",
    stappen=MappingProxyType(
        {
            ("voorstel", "instemmen"): "voorstel",
            ("voorstel", LAATSTE_INSTEMMING): "akkoord",
            ("voorstel", "intrekken"): "ingetrokken",
            ("akkoord", "boeken"): "geboekt",
            ("akkoord", "intrekken"): "ingetrokken",
        }
    ),
)

_PROMILLE = 1000


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """How to settle, in thousandths: inside the band nothing is settled between gemeenten.

    The other two say which part of what stayed below or went over the budget is settled with the
    aanbieder.
    """

    band: int = 0
    onderschrijding: int = 0
    overschrijding: int = 0


@dataclass(frozen=True, slots=True)
class Contractvoorwaarden:
    """What a contract says of a year: terms, basis, key with budget in cents, weights of products.

    `gewichten` maps (categorie, code) to thousandths of a day.
    """

    versie: int
    grondslag: Grondslag
    voorwaarden: Voorwaarden
    budget: int | None
    sleutel: Mapping[str, int]
    gewichten: Mapping[tuple[str, str], int]

    @property
    def bijdragen(self) -> dict[str, int]:
        """The budget by the key; nothing without one."""
        return {} if self.budget is None else split_by_weight(self.budget, self.sleutel)


@dataclass(frozen=True, slots=True)
class JaarVoorwaarden:
    """The terms of one year of a contract with this aanbieder."""

    contract_id: str
    agb_code: str
    jaar: int
    terms: Contractvoorwaarden


def weigh(
    dagen: Mapping[str, Mapping[tuple[str, str], int]], gewichten: Mapping[tuple[str, str], int]
) -> dict[str, int]:
    """Thousandths of a weighted day per gemeente; `KeyError` for a product without a weight."""
    return {
        code: sum(days * gewichten[product] for product, days in of_products.items())
        for code, of_products in dagen.items()
    }


@dataclass(frozen=True, slots=True)
class Regel:
    """One gemeente, in cents; `realisatie` in its basis. `aandeel` is of the budget.

    `correctie` is its part of what is settled with the aanbieder: negative is credit.
    """

    gemeentecode: str
    bijdrage: int
    realisatie: int
    aandeel: int
    correctie: int
    akkoord: bool = False

    @property
    def saldo(self) -> int:
        """What it gets back, or with a minus pays on top."""
        return self.bijdrage - self.aandeel - self.correctie


@dataclass(frozen=True, slots=True)
class Afrekening:
    """A settlement of one contract and year as it now stands."""

    id: str
    opdrachtgever: str
    contract_id: str
    agb_code: str
    jaar: int
    grondslag: Grondslag
    budget: int
    correctie: int
    regels: tuple[Regel, ...]
    toestand: str
    versie: int

    @property
    def gemeenten(self) -> frozenset[str]:
        """Those that have to agree."""
        return frozenset(regel.gemeentecode for regel in self.regels)

    @property
    def wachten(self) -> frozenset[str]:
        """Those that did not agree yet."""
        return frozenset(regel.gemeentecode for regel in self.regels if not regel.akkoord)


def correctie(budget: int, gerealiseerd: int, voorwaarden: Voorwaarden) -> int:
    """Cents that the aanbieder gets on top, or with a minus gives back, half a cent upwards."""
    verschil = gerealiseerd - budget
    if verschil < 0:
        return -round_half_up(-verschil * voorwaarden.onderschrijding, _PROMILLE)
    return round_half_up(verschil * voorwaarden.overschrijding, _PROMILLE)


def aandelen(
    bijdragen: Mapping[str, int], realisatie: Mapping[str, int], band: int
) -> dict[str, int]:
    """What each should have paid of all contributions together, by what it used.

    Who deviates no more than the band keeps its contribution; the others share what they paid
    together, so that all settlements add up to zero. Nothing used: nothing to settle.
    """
    buiten = _outside(bijdragen, realisatie, band)
    gewichten = {code: realisatie.get(code, 0) for code in buiten}
    if not sum(gewichten.values()):
        return dict(bijdragen)
    te_verdelen = sum(bijdragen[code] for code in buiten)
    return {**bijdragen, **split_by_weight(te_verdelen, gewichten)}


def _outside(
    bijdragen: Mapping[str, int], realisatie: Mapping[str, int], band: int
) -> frozenset[str]:
    gewichten = {code: realisatie.get(code, 0) for code in bijdragen}
    if not sum(gewichten.values()):
        return frozenset()
    naar_gebruik = split_by_weight(sum(bijdragen.values()), gewichten)
    return frozenset(
        code
        for code, bijdrage in bijdragen.items()
        if abs(naar_gebruik[code] - bijdrage) * _PROMILLE > band * bijdrage
    )


def regels(
    bijdragen: Mapping[str, int], realisatie: Mapping[str, int], extra: int, band: int
) -> tuple[Regel, ...]:
    """All gemeenten; `extra` is what is settled with the aanbieder, split by use."""
    naar_gebruik = aandelen(bijdragen, realisatie, band)
    gewichten = {code: realisatie.get(code, 0) for code in bijdragen}
    correcties = split_by_weight(extra, gewichten if sum(gewichten.values()) else bijdragen)
    return tuple(
        Regel(code, bijdrage, gewichten[code], naar_gebruik[code], correcties[code])
        for code, bijdrage in sorted(bijdragen.items())
    )
