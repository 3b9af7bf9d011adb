# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What an indicator is: its texts, by what it is grouped, its version, and how it is reckoned."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from libs.ijw.worth import rounded
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.domain.regios import GROEPEN

Getal: TypeAlias = int | float | None
Eenheid = Literal["clienten", "aantal", "eurocent", "procent", "dagen", "factor"]
Gevoeligheid = Literal["clienten", "aanbieders", "openbaar"]
"""What a small number would tell of: clients (suppressed), providers, or nobody."""

TIJD = ("maand", "kwartaal", "jaar")
PLAATS = (*GROEPEN, "gemeente")
ZORG = ("segment", "zorgvorm", "productcategorie", "product", "aanbieder")
PERSOON = ("leeftijd", "geslacht", "kader", "verwijzer")
BREED = (*TIJD, *PLAATS, *ZORG, *PERSOON)
"""What a fact of care can be grouped by."""
MET_CLIENT = (*TIJD, *PLAATS, "leeftijd", "geslacht", "kader")
"""What any fact of a client can be grouped by."""


@dataclass(frozen=True, slots=True)
class Maat:
    """One figure of an indicator: its name on the wire, its unit, and what it is called.

    `van` is of whom it tells: a number of providers or places is of nobody, all else of clients.
    `groep` names the figures that add up with it: when one is hidden, the others are too; without
    it those of the same unit.
    """

    veld: str
    eenheid: Eenheid
    naam: str
    van: Literal["clienten", "niemand"] = "clienten"
    groep: str = ""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The figures of one cell.

    `clienten` is how many stand behind them, for suppression; None where that is not known.
    `achter` is how many stand behind a single figure, where they are others: what it is a part of,
    a share of, or the middle one of. A number says so itself.
    `aanbieders` are the amounts per provider, where a cell of nearly one provider must not show.
    """

    waarden: Mapping[str, Getal]
    clienten: int | None = None
    aanbieders: Mapping[str, int] = field(default_factory=dict)
    signalen: Sequence[str] = ()
    achter: Mapping[str, int] = field(default_factory=dict)


Bereken: TypeAlias = Callable[[Feiten, Vraag], Uitkomst]


@dataclass(frozen=True, slots=True)
class Telling:
    """What was counted ahead of a cell: different clients with help, and approved cents; where an
    indicator asks for it (`telt`) the same by provider, and of how many clients anything was
    approved."""

    clienten: int = 0
    toegekend: int = 0
    aanbieders: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    betaald: int = 0


Telt = Literal["aanbieders", "betaald"]

Reikt: TypeAlias = Callable[[Vraag], tuple[date, date]]
"""Of what is asked the first and the last day at which a formula looks, in any part of it."""
UitTelling: TypeAlias = Callable[[Feiten, Vraag, Telling], Uitkomst]
GETELD = frozenset({*TIJD, *PLAATS, "zorgvorm", "productcategorie", "aanbieder"})
"""Dimensions by which there are counts: what else a fact can be grouped by goes by its days."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One version of an indicator. `vast` are the dimensions it is by definition grouped by."""

    id: str
    naam: str
    formule: str
    maten: tuple[Maat, ...]
    feiten: frozenset[str]
    dimensies: tuple[str, ...]
    bereken: Bereken
    uit_telling: UitTelling | None = None
    """The same formula on what was counted ahead, of facts that are no help and no money."""
    telt: frozenset[Telt] = frozenset()
    """What it asks of that beside clients and cents."""
    vooraf: Callable[[Feiten], Feiten] | None = None
    """What is made of all facts before they are laid in cells: what a cell alone cannot tell."""
    vast: tuple[str, ...] = ()
    gevoeligheid: Gevoeligheid = "clienten"
    reikt: Reikt | None = None
    """Help, money and traffic that have no day within it change no figure; without it those of
    years around the period may, and all help there ever was."""
    buiten: bool = False
    """Of amounts it looks at none that is on an award with a value in their month, when that month
    has passed."""
    vooruit: bool = False
    """It looks at months that are still to come; of all others nothing after the day is known."""
    eigenaar: str = "regio, business control"
    versie: int = 1
    wijziging: str = "Eerste vaststelling."


REGISTER: dict[str, list[Indicator]] = {}
"""All versions by id, oldest first; a version that was used is never changed, a new one is made."""


def indicator(  # noqa: PLR0913 - the texts of one unit together
    id: str,
    naam: str,
    formule: str,
    *,
    maten: tuple[Maat, ...],
    feiten: tuple[str, ...],
    dimensies: tuple[str, ...] = BREED,
    vast: tuple[str, ...] = (),
    gevoeligheid: Gevoeligheid = "clienten",
    vooruit: bool = False,
    reikt: Reikt | None = None,
    buiten: bool = False,
    uit_telling: UitTelling | None = None,
    telt: tuple[Telt, ...] = (),
    vooraf: Callable[[Feiten], Feiten] | None = None,
    via: Callable[[Feiten], Feiten] | None = None,
    versie: int = 1,
    wijziging: str = "Eerste vaststelling.",
) -> Callable[[Bereken], Bereken]:
    """Make a pure function the reckoning of an indicator, of facts as `via` makes them.

    Of several versions with one function the oldest stands lowest.
    """

    def register(bereken: Bereken) -> Bereken:
        about = (id, naam, formule, maten, frozenset(feiten), dimensies)
        one = Indicator(
            *about,
            bereken=bereken if via is None else _langs(bereken, via, maten),
            uit_telling=uit_telling,
            telt=frozenset(telt),
            vooraf=vooraf,
            vast=vast,
            gevoeligheid=gevoeligheid,
            reikt=reikt,
            buiten=buiten,
            vooruit=vooruit,
            versie=versie,
            wijziging=wijziging,
        )
        versions = REGISTER.setdefault(id, [])
        if [known.versie for known in versions] != list(range(1, versie)):
            raise ValueError(f"{id}: versie {versie} volgt niet op wat er is")
        versions.append(one)
        return bereken

    return register


def _langs(bereken: Bereken, via: Callable[[Feiten], Feiten], maten: Sequence[Maat]) -> Bereken:
    """The same function on other facts, with no figures but these."""

    def reckon(feiten: Feiten, vraag: Vraag) -> Uitkomst:
        found = bereken(via(feiten), vraag)
        return replace(found, waarden={one.veld: found.waarden[one.veld] for one in maten})

    return reckon


def de_periode(vraag: Vraag) -> tuple[date, date]:
    """No further than what is asked."""
    return vraag.van, vraag.tot


def procent(deel: int, geheel: int) -> float | None:
    """One decimal, half up; None of nothing."""
    return rounded(1000 * deel, geheel) / 10 if geheel > 0 else None


def minste(*aantallen: float) -> int:
    """The least of these that is of anybody."""
    return int(min(filter(None, aantallen), default=0))


def per(deel: int, geheel: int) -> int | None:
    """Whole cents or days for each, half up; None for nobody."""
    return rounded(deel, geheel) if geheel > 0 else None


def groei(oud: Getal, nieuw: Getal) -> float | None:
    """Percent with one decimal; None from nothing."""
    if oud is None or nieuw is None or oud <= 0:
        return None
    return float(round(100 * (nieuw - oud) / oud + 1e-9, 1))
