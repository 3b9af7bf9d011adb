# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The facts that indicators are reckoned from, as known at one moment. Pure.

Every kind has the codes by which it can be grouped as fields of the names of the dimensions; days
are through and including, amounts are cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from services.reporting.domain.zorgvormen import NIET_TOEGEWEZEN

ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is asked: days from `van` through `tot`, as known on `peildag`.

    `basis` is the period that is compared with, where the formula itself needs one (I-10).
    """

    van: date
    tot: date
    peildag: date
    basis: tuple[date, date] | None = None

    def has(self, day: date | None) -> bool:
        """The day is in the period."""
        return day is not None and self.van <= day <= self.tot

    def touches(self, begin: date, eind: date | None) -> bool:
        """Any day of a spell is in the period; one without an end runs on."""
        return self.van <= self.tot and begin <= self.tot and (eind is None or eind >= self.van)

    def days(self, begin: date, eind: date | None) -> int:
        """How many days of a spell are in the period."""
        last = self.tot if eind is None else min(eind, self.tot)
        return max(0, (last - max(begin, self.van)).days + 1)


Tellend: TypeAlias = Sequence[tuple[date, date]] | None
"""Spans of days on which a fact counts; None is all its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a fact of care is grouped by."""

    gemeente: str
    aanbieder: str
    productcategorie: str | None = None
    product: str | None = None
    zorgvorm: str = NIET_TOEGEWEZEN
    segment: str = NIET_TOEGEWEZEN
    hulpvorm: str | None = None
    """The form of the CBS; None for what is no youth help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hulp(Product):
    """Days on which a client had help: of a delivery, a report under a lump sum, or claims."""

    client: str
    begin: date
    eind: date | None = None
    bron: str = "levering"
    reden: str | None = None
    """Why it ended (JZ588)."""
    toewijzing: int = 0
    verwijzer: str = ONBEKEND
    tellend: Tellend = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedrag(Product):
    """What was approved of a client in a month of care, credits taken off.

    `gewaardeerd` says whether its award has a value in that month, whatever product it is of; None
    where nobody looked.
    """

    client: str
    maand: date
    bedrag: int
    volume: int = 0
    eenheid: str | None = None
    toewijzing: int = 0
    verwijzer: str = ONBEKEND
    gewaardeerd: bool | None = None


@dataclass(frozen=True, slots=True)
class Maand:
    """What an award is worth in a month; `dubbel` is what the month before holds too."""

    maand: date
    bedrag: int
    dubbel: int = 0


@dataclass(frozen=True, slots=True)
class Uitvoering:
    """A delivery on an award; `tijdelijk` when its end is a pause."""

    begin: date
    eind: date | None = None
    tijdelijk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzing(Product):
    """An award with its value per month, what was delivered and what was approved on it."""

    client: str
    nummer: int
    ingang: date
    eind: date | None = None
    frequentie: str | None = None
    maanden: Sequence[Maand] = ()
    uitvoering: Sequence[Uitvoering] = ()
    gefactureerd: Mapping[date, int] = field(default_factory=dict)
    verwijzer: str = ONBEKEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwijzing(Product):
    """A referral and its days; `gestart_met_crisis` waits for nothing.

    `standen` are the states it was said to have reached and on which day, in the order in which
    that was said: what was said later holds from its day on.
    """

    client: str
    status: str
    verwezen: date | None = None
    toegewezen: date | None = None
    contact: date | None = None
    start: date | None = None
    crisis: bool = False
    verwijzer: str = ONBEKEND
    tellend: Tellend = None
    standen: Sequence[tuple[date, str]] = ()

    def stand_op(self, day: date) -> str | None:
        """Its state at the end of a day; None before the first that is known."""
        if not self.standen:
            return self.status
        return next((stand for sinds, stand in reversed(self.standen) if sinds <= day), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pgb:
    """A budget of a client."""

    gemeente: str
    client: str
    begin: date
    eind: date | None = None
    productcategorie: str | None = None
    tellend: Tellend = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregel:
    """A measure of child protection or probation."""

    gemeente: str
    client: str
    soort: str
    begin: date
    eind: date | None = None
    oorzaken: Sequence[str] = ()
    tellend: Tellend = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verblijf:
    """A place where a child stays; the day of moving is of both."""

    gemeente: str
    client: str
    vorm: str
    begin: date
    eind: date | None = None
    einde_reden: str | None = None
    onvrijwillig: bool = False
    aanbieder: str = ONBEKEND
    tellend: Tellend = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toekomstplan:
    """An approved plan of a young person for life as an adult."""

    gemeente: str
    client: str
    goedgekeurd: date
    regimes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult:
    """Advice that was given, and what came of it."""

    gemeente: str
    datum: date
    vervolg: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaatsen:
    """Places of a provider for a function in a year."""

    aanbieder: str
    functie: str
    jaar: int
    afgesproken: int
    beschikbaar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An agreement of gemeenten with a provider; one row for each gemeente."""

    gemeente: str
    aanbieder: str
    begin: date
    eind: date | None = None
    tellend: Tellend = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """A request, and the day of its answer."""

    gemeente: str
    aanbieder: str
    ontvangen: date
    beantwoord: date | None = None
    te_laat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichten:
    """Messages of a kind that came in on a day."""

    gemeente: str
    aanbieder: str
    ontvangen: date
    aantal: int
    afgekeurd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Achterstand:
    """Lines of a month of care that were judged so many days after it."""

    gemeente: str
    aanbieder: str
    maand: date
    dagen: int
    regels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """A delivery that began, and the day on which it was first told."""

    gemeente: str
    aanbieder: str
    begin: date
    gemeld: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingave:
    """A figure of a gemeente in a year, and about what if anything: told by hand, or of a lump sum
    of an aanbieder."""

    gemeente: str
    soort: str
    jaar: int
    waarde: int
    onderwerp: str = ""
    aanbieder: str | None = None
    tellend: Tellend = None
    leden: frozenset[str] = frozenset()
    """Of a region that told it: its gemeenten in the year."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who a client is: month of birth as jjjj-mm, and sex."""

    geboortemaand: str
    geslacht: str

    def leeftijd(self, day: date) -> int:
        """Years on a day; a birthday counts from the first of its month."""
        jaar, maand = map(int, self.geboortemaand.split("-"))
        return day.year - jaar - (day.month < maand)


@dataclass(frozen=True, slots=True)
class Feiten:
    """All that an answer is made from; what an indicator does not ask for stays empty."""

    hulp: Sequence[Hulp] = ()
    bedragen: Sequence[Bedrag] = ()
    toewijzingen: Sequence[Toewijzing] = ()
    verwijzingen: Sequence[Verwijzing] = ()
    pgbs: Sequence[Pgb] = ()
    maatregelen: Sequence[Maatregel] = ()
    verblijven: Sequence[Verblijf] = ()
    toekomstplannen: Sequence[Toekomstplan] = ()
    consulten: Sequence[Consult] = ()
    plaatsen: Sequence[Plaatsen] = ()
    contracten: Sequence[Contract] = ()
    verzoeken: Sequence[Verzoek] = ()
    berichten: Sequence[Berichten] = ()
    achterstanden: Sequence[Achterstand] = ()
    meldingen: Sequence[Melding] = ()
    ingaven: Sequence[Ingave] = ()
    clienten: Mapping[str, Client] = field(default_factory=dict)
