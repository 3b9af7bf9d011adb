# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Holds a JW325 to the JW323 that it answers, before it is sent or after it was received."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from libs.ijw import messages as m
from libs.ijw.findings import Finding
from libs.ijw.rules.pair import PAIR_RULES, Declared
from libs.ijw.rules.received import CLIENT_RULE, RECEIVER_RULES, Received
from libs.ijw.rules.unit import Unit


def check_answer(
    question: m.JW323, answer: m.JW325, day: date | None = None, used: Collection[str] = ()
) -> list[Finding]:
    """What the answer says otherwise than its question (TR304, TR337, TR366, TR367, TR371, TR376).

    Who receives it gives the day, and the identifications of the answers of the same gemeente
    before: then TR056, TR135 and TR378 are asked too. In document order, and apart from what is
    wrong within the answer, which `check` finds. Time is linear in both messages.
    """
    declared = Declared.of(question, answer)
    asked: list[tuple[Unit, Any]] = [(unit, declared) for unit in (*PAIR_RULES, CLIENT_RULE)]
    if day is not None:
        received = Received(declared, day, used)
        asked += [(unit, received) for unit in RECEIVER_RULES]
    return [
        unit.rule.finding(f"{place}/{element}" if element else place)
        for place, part in _parts(answer)
        for unit, facts in asked
        if (element := unit.on.get(part.__class__)) is not None and not unit.rule.holds(part, facts)
    ]


def _parts(answer: m.JW325) -> Iterator[tuple[str, Any]]:
    """Each class of the answer that a rule speaks of, with its place."""
    yield "/Bericht/Header", answer.header
    antwoord = answer.declaratie_antwoord
    if antwoord is None:
        return
    here = "/Bericht/DeclaratieAntwoord"
    yield here, antwoord
    for number, client in enumerate(antwoord.clienten, start=1):
        yield f"{here}/Clienten/Client[{number}]", client
        for n, line in enumerate(client.prestaties, start=1):
            yield f"{here}/Clienten/Client[{number}]/Prestaties/Prestatie[{n}]", line
