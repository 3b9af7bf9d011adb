# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules between a JW325 and the JW323 that it answers: who has both can hold one to the other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from libs.ijw import messages as m
from libs.ijw.findings import Level
from libs.ijw.header import AntwoordHeader
from libs.ijw.rule import Rule
from libs.ijw.rules.unit import Unit
from libs.ijw.shared import Referentie


@dataclass(frozen=True, slots=True)
class Declared:
    """A JW323, with those of its lines that an answer returns: several for a number used twice.

    `clients` are the BSNs of its clients, unless the answer returns none.
    """

    message: m.JW323
    lines: Mapping[Referentie, Sequence[m.Prestatie]]
    clients: frozenset[str]

    @classmethod
    def of(cls, message: m.JW323, answer: m.JW325) -> "Declared":
        """Read both once; most answers return few lines or none."""
        returned = answer.declaratie_antwoord.clienten if answer.declaratie_antwoord else ()
        named = {p.product_referentie.referentie_nummer for c in returned for p in c.prestaties}
        lines: dict[Referentie, list[m.Prestatie]] = {}
        for client in message.declaratie.clienten if named else ():
            for line in client.prestaties:
                if line.product_referentie.referentie_nummer in named:
                    lines.setdefault(line.product_referentie, []).append(line)
        clients = message.declaratie.clienten if returned else ()
        return cls(message, lines, frozenset(client.bsn for client in clients))


def _pair(
    id: str, on: Mapping[type, str], sentence: str, retourcode: str | None = None
) -> Callable[[Callable[[Any, Declared], bool]], Unit]:
    """A unit on a JW325; without a code where the standard has none: nothing answers a JW325."""

    def make(predicate: Callable[[Any, Declared], bool]) -> Unit:
        rule: Rule[Any, Any] = Rule(id, Level.ACROSS_MESSAGES, retourcode, "", sentence, predicate)
        return Unit(rule, frozenset({"JW325"}), on)

    return make


@_pair(
    "TR337",
    {AntwoordHeader: "DeclaratieIdentificatie"},
    "Het antwoord moet de identificatie en dagtekening van het declaratiebericht noemen.",
)
def answer_names_its_message(subject: AntwoordHeader, declared: Declared) -> bool:
    return subject.declaratie_identificatie == declared.message.header.bericht_identificatie


@_pair(
    "TR371",
    {AntwoordHeader: "XsdVersieDeclaratie"},
    "Het antwoord moet de schemaversies van het declaratiebericht noemen.",
)
def answer_names_the_versions(subject: AntwoordHeader, declared: Declared) -> bool:
    return subject.xsd_versie_declaratie == declared.message.header.xsd_versie


@_pair(
    "TR376",
    {m.DeclaratieAntwoord: "DeclaratieNummer"},
    "Het antwoord moet het nummer van de declaratie noemen.",
)
def answer_names_the_declaratie(subject: m.DeclaratieAntwoord, declared: Declared) -> bool:
    return subject.declaratie_nummer == declared.message.declaratie.declaratie_nummer


@_pair(
    "TR366",
    {m.Prestatie: "ProductReferentie"},
    "Een teruggegeven prestatie moet met dezelfde productreferentie in de declaratie staan.",
    "9366",
)
def returned_line_was_declared(subject: m.Prestatie, declared: Declared) -> bool:
    return subject.product_referentie in declared.lines


@_pair(
    "TR367",
    {m.Prestatie: ""},
    "Een teruggegeven prestatie moet in alles gelijk zijn aan die in de declaratie.",
    "9367",
)
def returned_line_is_as_declared(subject: m.Prestatie, declared: Declared) -> bool:
    """But for its return codes. One that was not declared at all is a matter of TR366."""
    lines = declared.lines.get(subject.product_referentie)
    return lines is None or replace(subject, retour_codes=()) in lines


PAIR_RULES = (
    answer_names_its_message,
    answer_names_the_versions,
    answer_names_the_declaratie,
    returned_line_was_declared,
    returned_line_is_as_declared,
)
