# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tells rule by rule how far a message came before its lines: level 2, header, declaratie."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from libs.ijw import Claimed, Rule
from services.billing.domain.declaratie import Declaratie
from services.billing.domain.feiten import BerichtFeiten, DeclaratieFeiten
from services.billing.domain.regelset import Regelset
from services.billing.rules import DECLARATIE_RULES, HEADER_RULES, INSIDE
from services.billing.rules.explanation import Bevonden, Stap
from services.billing.rules.sentences import Seen, day

Deel = Literal["bericht", "header", "declaratie"]

_NOT_REACHED = "Hieraan is niet toegekomen: het bericht is op een eerder niveau afgewezen."
_NOT_IN_FORCE = "Deze regel gold bij het beoordelen niet."
_FINE = "In het bericht is niets gevonden dat hiermee strijdt."
_PLAATSEN = 3
"""How many places a sentence names; the findings of the message have them all."""


@dataclass(frozen=True, slots=True)
class Gezien:
    """A message with what the rules saw; `gebroken` has the places by id of what it broke."""

    bericht: Claimed
    declaratie: Declaratie
    header: BerichtFeiten
    geheel: DeclaratieFeiten
    regelset: Regelset
    gebroken: Mapping[str, Sequence[str]]


Told = tuple[Seen, str]


def _dagtekening(gezien: Gezien) -> Told:
    signed = gezien.bericht.header.bericht_identificatie.dagtekening
    seen: Seen = {"dagtekening": signed, "dagVanBeoordelen": gezien.header.vandaag}
    when = day(gezien.header.vandaag)
    return seen, f"Het bericht is van {day(signed)} en is beoordeeld op {when}."


def _identificatie(gezien: Gezien) -> Told:
    used = gezien.header.identificatie_gebruikt
    seen: Seen = {
        "identificatie": gezien.bericht.header.bericht_identificatie.identificatie,
        "eerderGebruikt": used,
    }
    return seen, f"De identificatie is {'al eerder' if used else 'nog niet eerder'} gebruikt."


def _gemeente(gezien: Gezien) -> Told:
    code, begin = gezien.bericht.header.ontvanger, gezien.declaratie.periode_begin
    seen: Seen = {"gemeentecode": code, "declaratieperiodeBegindatum": begin}
    known = "niet " if "TR378" in gezien.gebroken else ""
    return seen, f"Gemeente {code} staat voor de gedeclareerde maanden {known}in de CBS-lijst."


def _periode(gezien: Gezien) -> Told:
    begin, last = gezien.declaratie.periode_begin, gezien.geheel.laatste_periode
    seen: Seen = {"declaratieperiodeBegindatum": begin, "laatsteDeclaratieperiode": last}
    before = f"de laatste daarvoor op {day(last)}" if last else "er was er nog geen"
    return seen, f"De declaratieperiode begint op {day(begin)}; {before}."


def _nummer(gezien: Gezien) -> Told:
    used = gezien.geheel.nummer_gebruikt
    seen: Seen = {
        "declaratieNummer": gezien.declaratie.declaratie_nummer,
        "eerderGebruikt": used,
    }
    return seen, f"Het declaratienummer is {'al eerder' if used else 'nog niet eerder'} gebruikt."


_TELLS: dict[str, Callable[[Gezien], Told]] = {
    "TR135": _dagtekening,
    "TR056": _identificatie,
    "TR378": _gemeente,
    "TR318": _periode,
    "TR333": _nummer,
}


def explain_whole(gezien: Gezien) -> tuple[tuple[Deel, Stap], ...]:
    """Every rule that goes before the lines, in the order of judging."""
    return tuple(_steps(gezien))


def reached(gezien: Gezien) -> Deel | Literal["regels"]:
    """The level at which it was refused, or the lines."""
    for deel, rules in _levels():
        if any(rule.id in gezien.gebroken for rule in rules):
            return deel
    return "regels"


def _levels() -> tuple[tuple[Deel, tuple[Rule[Any, Any], ...]], ...]:
    return ("bericht", INSIDE), ("header", HEADER_RULES), ("declaratie", DECLARATIE_RULES)


def _steps(gezien: Gezien) -> Iterator[tuple[Deel, Stap]]:
    still = True
    for deel, rules in _levels():
        steps = [_step(gezien, id, same, still) for id, same in _by_id(rules).items()]
        yield from ((deel, step) for step in steps)
        still = still and all(step.oordeel != "niet-voldaan" for step in steps)


def _by_id(rules: tuple[Rule[Any, Any], ...]) -> dict[str, list[Rule[Any, Any]]]:
    """A rule of level 2 may have several units, each with its sentence."""
    found: dict[str, list[Rule[Any, Any]]] = {}
    for rule in rules:
        found.setdefault(rule.id, []).append(rule)
    return found


def _step(gezien: Gezien, id: str, rules: list[Rule[Any, Any]], still: bool) -> Stap:
    zin = " ".join(dict.fromkeys(rule.sentence for rule in rules))
    broken = id in gezien.gebroken
    if not still:
        return Stap(id, zin, _NOT_REACHED, "niet-van-toepassing", None, {})
    if id in gezien.regelset.zonder:
        return Stap(id, zin, _NOT_IN_FORCE, "niet-van-toepassing", None, {})
    seen, told = _TELLS[id](gezien) if id in _TELLS else ({}, _inside(gezien.gebroken.get(id, ())))
    oordeel: Bevonden = "niet-voldaan" if broken else "voldaan"
    return Stap(id, zin, told, oordeel, rules[0].retourcode if broken else None, seen)


def _inside(plaatsen: Sequence[str]) -> str:
    """Where it is broken; a place is a path that holds no value of the message."""
    if not plaatsen:
        return _FINE
    more = len(plaatsen) - _PLAATSEN
    rest = f" en op nog {more} {'plaats' if more == 1 else 'plaatsen'}" if more > 0 else ""
    return f"Het bericht voldoet hieraan niet op {', '.join(plaatsen[:_PLAATSEN])}{rest}."
