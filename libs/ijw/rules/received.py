# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a JW325 that other messages have too: its client, and what its receiver knows."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from libs.ijw import messages as m
from libs.ijw.codelists import gemeente_exists
from libs.ijw.findings import Level
from libs.ijw.header import AntwoordHeader
from libs.ijw.rule import Rule
from libs.ijw.rules.pair import Declared
from libs.ijw.rules.unit import Unit


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that came in: on which day, beside which declaratie, and after which others.

    `used` are the identifications of all JW325s that the same gemeente sent before.
    """

    declared: Declared
    day: date
    used: Collection[str] = ()


def _unit(
    id: str, level: Level, retourcode: str, on: tuple[type, str], sentence: str
) -> Callable[[Callable[[Any, Any], bool]], Unit]:
    def make(predicate: Callable[[Any, Any], bool]) -> Unit:
        rule: Rule[Any, Any] = Rule(id, level, retourcode, "", sentence, predicate)
        return Unit(rule, frozenset({"JW325"}), dict([on]))

    return make


@_unit(
    "TR304",
    Level.ACROSS_MESSAGES,
    "8187",
    (m.DeclaratieClient, "Bsn"),
    "Een teruggegeven client moet in de declaratie staan.",
)
def client_was_declared(subject: m.DeclaratieClient, declared: Declared) -> bool:
    """That its lines were of that client is not asked: of a line TR366 and TR367 speak."""
    return subject.bsn in declared.clients


@_unit(
    "TR135",
    Level.EXTERNAL,
    "8848",
    (AntwoordHeader, "BerichtIdentificatie/Dagtekening"),
    "De dagtekening van het antwoord mag niet na de dag van ontvangst liggen.",
)
def answer_is_not_of_tomorrow(subject: AntwoordHeader, received: Received) -> bool:
    return subject.bericht_identificatie.dagtekening <= received.day


@_unit(
    "TR056",
    Level.ACROSS_MESSAGES,
    "9056",
    (AntwoordHeader, "BerichtIdentificatie/Identificatie"),
    "De gemeente moet elk antwoord een eigen identificatie geven.",
)
def answer_has_a_new_identification(subject: AntwoordHeader, received: Received) -> bool:
    return subject.bericht_identificatie.identificatie not in received.used


@_unit(
    "TR378",
    Level.EXTERNAL,
    "S300",
    (AntwoordHeader, "Afzender"),
    "De gemeente moet in de CBS-lijst van een gedeclareerde maand staan.",
)
def answering_gemeente_exists(subject: AntwoordHeader, received: Received) -> bool:
    """On the first day of the declaratie or of any line: after a herindeling the old may answer."""
    declaratie = received.declared.message.declaratie
    if gemeente_exists(subject.afzender, declaratie.declaratie_periode.begindatum):
        return True
    lines = (line for client in declaratie.clienten for line in client.prestaties)
    days = {line.product_periode.begindatum for line in lines}
    return any(gemeente_exists(subject.afzender, day) for day in days)


CLIENT_RULE = client_was_declared
RECEIVER_RULES = (
    answer_is_not_of_tomorrow,
    answer_has_a_new_identification,
    answering_gemeente_exists,
)
ANSWER_RULES = (CLIENT_RULE, *RECEIVER_RULES)
