# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a provider delivers each quarter and year (RJ 8g lid 2b), and its checks. Pure.

Amounts are cents of the quarter by itself; costs are no less than nothing, results, liquidity and
working capital may be.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.reporting.domain.kwartaal import Kwartaal

AANSLUITING = 20
"""One part in so many of the revenue that a result may differ from revenue less costs."""


@dataclass(frozen=True, slots=True)
class Wachtlijst:
    """Who waits for a form (JZ020 category, or jb or jr) in a region; days on average."""

    vorm: str
    regiocode: str
    wachtenden: int
    wachtdagen: int | None


@dataclass(frozen=True, slots=True)
class Kwartaalcijfers:
    """The figures of one quarter."""

    bedrijfsresultaat: int
    bedrijfsopbrengsten: int
    liquiditeit: int
    overige_bedrijfskosten: int
    werkkapitaal: int
    personeel_loondienst: int
    personeel_niet_loondienst: int
    opbrengsten_jeugdwet: int
    niet_declarabel: int
    continuiteitsrisico: bool
    vormen: tuple[str, ...]
    wachtlijsten: tuple[Wachtlijst, ...]

    @property
    def kosten(self) -> int:
        """Staff of both kinds and the other costs."""
        return self.personeel + self.overige_bedrijfskosten

    @property
    def personeel(self) -> int:
        """Staff of both kinds."""
        return self.personeel_loondienst + self.personeel_niet_loondienst

    @property
    def wachtenden(self) -> int:
        """Everyone who waits."""
        return sum(one.wachtenden for one in self.wachtlijsten)


@dataclass(frozen=True, slots=True)
class Begroting:
    """What a provider expects of a year; cents."""

    resultaat: int
    opbrengsten: int
    overige_kosten: int
    personeel_loondienst: int
    personeel_niet_loondienst: int
    opbrengsten_jeugdwet: int


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong: the field, a code, and the reason in Dutch."""

    veld: str
    code: str
    reden: str


def kwartaalcijfers_uit(data: Mapping[str, Any]) -> Kwartaalcijfers:
    """Of the form in which a delivery is kept."""
    lists = [*data["wachttijden"], *data["wachttijdenMaatregelen"]]
    return Kwartaalcijfers(
        bedrijfsresultaat=data["bedrijfsresultaat"],
        bedrijfsopbrengsten=data["bedrijfsopbrengsten"],
        liquiditeit=data["liquiditeit"],
        overige_bedrijfskosten=data["overigeBedrijfskosten"],
        werkkapitaal=data["werkkapitaal"],
        personeel_loondienst=data["personeelLoondienst"],
        personeel_niet_loondienst=data["personeelNietLoondienst"],
        opbrengsten_jeugdwet=data["opbrengstenJeugdwet"],
        niet_declarabel=data["nietDeclarabeleProductie"],
        continuiteitsrisico=data["continuiteitsrisico"],
        vormen=tuple(data["vormen"]),
        wachtlijsten=tuple(
            Wachtlijst(one["vorm"], one["regiocode"], one["wachtenden"], one.get("wachtdagen"))
            for one in lists
        ),
    )


def begroting_uit(data: Mapping[str, Any]) -> Begroting:
    """Of the form in which a delivery is kept."""
    return Begroting(
        resultaat=data["begrootResultaat"],
        opbrengsten=data["begroteOpbrengsten"],
        overige_kosten=data["begroteOverigeKosten"],
        personeel_loondienst=data["begrootPersoneelLoondienst"],
        personeel_niet_loondienst=data["begrootPersoneelNietLoondienst"],
        opbrengsten_jeugdwet=data["begroteOpbrengstenJeugdwet"],
    )


def fouten_kwartaal(
    kwartaal: Kwartaal,
    data: Mapping[str, Any],
    regios: frozenset[str],
    today: date,
) -> Iterator[Fout]:
    """Everything for which a quarterly delivery is refused; `regios` are those that there are."""
    if kwartaal.eind >= today:
        yield Fout("periode", "nog-niet-voorbij", f"{kwartaal} is pas na {kwartaal.eind} voorbij")
    cijfers = kwartaalcijfers_uit(data)
    if cijfers.opbrengsten_jeugdwet > cijfers.bedrijfsopbrengsten:
        reden = "is hoger dan bedrijfsopbrengsten"
        yield Fout("opbrengstenJeugdwet", "hoger-dan-totaal", reden)
    if cijfers.niet_declarabel > cijfers.opbrengsten_jeugdwet:
        reden = "is hoger dan opbrengstenJeugdwet"
        yield Fout("nietDeclarabeleProductie", "hoger-dan-totaal", reden)
    verschil = cijfers.bedrijfsresultaat - (cijfers.bedrijfsopbrengsten - cijfers.kosten)
    if AANSLUITING * abs(verschil) > cijfers.bedrijfsopbrengsten:
        reden = (
            f"wijkt {abs(verschil)} cent af van bedrijfsopbrengsten min personeel en overige "
            "bedrijfskosten, meer dan een twintigste van de opbrengsten"
        )
        yield Fout("bedrijfsresultaat", "sluit-niet-aan", reden)
    yield from _double("vormen", data["vormen"])
    for name in ("wachttijden", "wachttijdenMaatregelen"):
        yield from _wachtlijsten(name, data[name], data["vormen"], regios)
    kvks = [one["kvkNummer"] for one in data["onderaannemers"]]
    yield from _double("onderaannemers", kvks, ".kvkNummer")
    for place, kvk in enumerate(kvks):
        if kvk == data["kvkNummer"]:
            reden = "is de aanbieder zelf"
            yield Fout(f"onderaannemers[{place}].kvkNummer", "zichzelf", reden)


def fouten_jaar(data: Mapping[str, Any]) -> Iterator[Fout]:
    """Everything for which a yearly delivery is refused."""
    begroting = begroting_uit(data)
    if begroting.opbrengsten_jeugdwet > begroting.opbrengsten:
        reden = "is hoger dan begroteOpbrengsten"
        yield Fout("begroteOpbrengstenJeugdwet", "hoger-dan-totaal", reden)


def _wachtlijsten(
    name: str, rows: Sequence[Mapping[str, Any]], vormen: Sequence[str], regios: frozenset[str]
) -> Iterator[Fout]:
    yield from _double(name, [(one["vorm"], one["regiocode"]) for one in rows])
    for place, one in enumerate(rows):
        if one["regiocode"] not in regios:
            yield Fout(f"{name}[{place}].regiocode", "onbekend", "is geen bekende regio")
        if name == "wachttijden" and one["vorm"] not in vormen:
            yield Fout(f"{name}[{place}].vorm", "niet-aangeboden", "staat niet in vormen")
        if one["wachtenden"] and one.get("wachtdagen") is None:
            reden = "hoort bij een wachtlijst waarop iemand staat"
            yield Fout(f"{name}[{place}].wachtdagen", "ontbreekt", reden)


def _double(name: str, values: Sequence[object], field: str = "") -> Iterator[Fout]:
    counted = Counter(values)
    for place, value in enumerate(values):
        if counted[value] > 1 and value in values[:place]:
            yield Fout(f"{name}[{place}]{field}", "dubbel", "komt al eerder in de lijst voor")
