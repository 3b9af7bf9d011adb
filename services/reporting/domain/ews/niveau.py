# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level of a provider, and the ladder of what is done about it (B.3). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.reporting.domain.ews.indicatoren import Waarde
from services.reporting.domain.ews.levering import Fout
from services.reporting.domain.ews.normen import Normen

Kleur = Literal["groen", "geel", "oranje", "rood"]
KLEUREN: tuple[Kleur, ...] = ("groen", "geel", "oranje", "rood")
TREDEN: Mapping[int, str] = {
    0: "gesprek",
    1: "gesprek",
    2: "gesprek",
    3: "herstelplan",
    4: "maatregelen",
    5: "maatregelen",
    6: "faillissement",
}
"""What each step of the ladder (`draaiboek`) is for; of 1 and 2 public texts say hardly more."""
HERSTELPLAN = 3
_KASDAGEN = "EWS-03"
_ORANGE_AT = 2


@dataclass(frozen=True, slots=True)
class Omstandigheden:
    """What counts beside indicators: a declared risk, triggers (C-23), the step, and gaps."""

    verklaard: bool = False
    risico: tuple[str, ...] = ()
    trede: int | None = None
    ontbreekt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Niveau:
    """A level with its reasons: ids of indicators, and codes of other grounds; never figures."""

    kleur: Kleur
    redenen: tuple[str, ...]


def niveau(metingen: Mapping[str, Waarde], normen: Normen, om: Omstandigheden) -> Niveau:
    """Green; yellow with one indicator beyond its limit; orange with two, or a risk that was
    declared or is open (C-23); red with cash for less than thirty days, or at step three."""
    beyond = [
        id_
        for id_, waarde in metingen.items()
        if waarde is not None and id_ in normen.grenzen and normen.grenzen[id_].voorbij(waarde)
    ]
    cash = metingen.get(_KASDAGEN)
    grounds: list[tuple[Kleur, str]] = [("geel", id_) for id_ in beyond]
    if len(beyond) >= _ORANGE_AT:
        grounds.append(("oranje", "meer-signalen"))
    if om.verklaard:
        grounds.append(("oranje", "zelf-verklaard-risico"))
    if om.risico:
        grounds.append(("oranje", "continuiteitsrisico"))
    if cash is not None and cash < normen.kasdagen_rood:
        grounds.append(("rood", "kasdagen"))
    if om.trede is not None and om.trede >= normen.trede_rood:
        grounds.append(("rood", "trede"))
    if om.ontbreekt:
        grounds.append(("geel", "levering-ontbreekt"))
    colour = max((one for one, _ in grounds), key=KLEUREN.index, default=KLEUREN[0])
    return Niveau(colour, tuple(reason for _, reason in grounds))


@dataclass(frozen=True, slots=True)
class Stap:
    """A step on the ladder as it was set: who owns the action, what it is, and by when."""

    trede: int
    datum: date
    eigenaar: str
    actie: str
    uiterlijk: date | None = None


def fouten_stap(stap: Stap, eerdere: Sequence[Stap], today: date) -> Iterator[Fout]:
    """Everything for which a step is refused: the log only grows, in order of days."""
    if stap.datum > today:
        yield Fout("datum", "toekomst", "ligt na vandaag")
    last = max((one.datum for one in eerdere), default=None)
    if last is not None and stap.datum < last:
        yield Fout("datum", "volgorde", f"ligt voor de vorige stap ({last})")
    if stap.trede == HERSTELPLAN and stap.uiterlijk is None:
        yield Fout("uiterlijk", "ontbreekt", "is bij trede 3 de dag waarop het herstelplan er is")
    if stap.uiterlijk is not None and stap.uiterlijk < stap.datum:
        yield Fout("uiterlijk", "volgorde", "ligt voor datum")
