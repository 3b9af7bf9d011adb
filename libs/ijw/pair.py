# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Holds a JW325 to the JW323 that it answers, before it is sent or after it was received."""

from collections.abc import Iterator
from typing import Any

from libs.ijw import messages as m
from libs.ijw.findings import Finding
from libs.ijw.rules.pair import PAIR_RULES, Declared


def check_answer(question: m.JW323, answer: m.JW325) -> list[Finding]:
    """What the answer says otherwise than its question (TR337, TR366, TR367, TR371, TR376).

    In document order, and apart from what is wrong within the answer, which `check` finds. Time is
    linear in both messages.
    """
    declared = Declared.of(question, answer)
    return [
        unit.rule.finding(f"{place}/{element}" if element else place)
        for place, part in _parts(answer)
        for unit in PAIR_RULES
        if (element := unit.on.get(part.__class__)) is not None
        and not unit.rule.holds(part, declared)
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
        for n, line in enumerate(client.prestaties, start=1):
            yield f"{here}/Clienten/Client[{number}]/Prestaties/Prestatie[{n}]", line
