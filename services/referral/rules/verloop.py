# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Plays the starts or stops of one message, each against the state that those before it left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from libs.ijw import Finding, evaluate
from services.referral.domain.levering import (
    Leveringen,
    Melding,
    StartMelding,
    StopMelding,
    in_order,
)
from services.referral.rules.levering import (
    DELETE_START_RULES,
    DELETE_STOP_RULES,
    START_RULES,
    STOP_RULES,
    LeveringFeiten,
)


@dataclass(frozen=True, slots=True)
class Verloop:
    """What is wrong with the message, and the state it leads to when nothing is."""

    bevindingen: tuple[Finding, ...]
    leveringen: Leveringen


def play(meldingen: Sequence[Melding], feiten: LeveringFeiten) -> Verloop:
    """Deletions first (IV008); a report that breaks a rule leaves the state as it was."""
    found: dict[str, list[Finding]] = {melding.plaats: [] for melding in meldingen}
    for melding in in_order(meldingen):
        findings = _judge(melding, feiten)
        found[melding.plaats] += findings
        if not findings:
            feiten = replace(feiten, leveringen=feiten.leveringen.after(melding))
    in_message_order = (finding for findings in found.values() for finding in findings)
    return Verloop(tuple(in_message_order), feiten.leveringen)


def _judge(melding: Melding, feiten: LeveringFeiten) -> list[Finding]:
    match melding:
        case StartMelding():
            starting = DELETE_START_RULES if melding.verwijdert else START_RULES
            return evaluate(starting, melding, feiten, melding.plaats)
        case StopMelding():
            stopping = DELETE_STOP_RULES if melding.verwijdert else STOP_RULES
            return evaluate(stopping, melding, feiten, melding.plaats)
