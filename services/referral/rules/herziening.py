# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on another size or budget for a toewijzing, by the gemeente's own motion."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.herziening import Herziening
from services.referral.domain.toewijzing import DOOR_AANBIEDER, Toewijzing

REDENEN = frozenset({"03", "04", "05", "10", DOOR_AANBIEDER, "14"})
"""Reasons of JZ002 for which care goes on, in another size."""


@dataclass(frozen=True, slots=True)
class HerzieningFeiten:
    """The toewijzing that is to change, on which day, why, and whether the aanbieder agreed."""

    toewijzing: Toewijzing
    vandaag: date
    reden: str
    instemming: bool = False


@rule(
    "IV066",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="redenWijziging",
    sentence="Een andere omvang of een ander budget heeft reden 03, 04, 05, 10, 12 of 14.",
)
def reason_goes_with_a_revision(_herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    """The others are for what ends."""
    return feiten.reden in REDENEN


@rule(
    "IV099",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="omvang",
    sentence="Omvang, budget of einddatum is een andere dan nu.",
)
def something_is_revised(herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    """RedenWijziging is for what changed."""
    now = feiten.toewijzing.toekenning
    new = (herziening.omvang, herziening.budget, herziening.einddatum)
    return new != (now.omvang, now.budget, now.einddatum)


@rule(
    "OP298",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="instemmingAanbieder",
    sentence="Een totaalvolume gaat alleen omlaag met instemming van de aanbieder.",
)
def lower_volume_is_agreed(herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    """Unless the aanbieder asked for it."""
    by_volume = herziening.omvang is not None
    return not (by_volume and _lowers_unasked(herziening, feiten)) or feiten.instemming


@rule(
    "OP299",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="instemmingAanbieder",
    sentence="Een budget gaat alleen omlaag met instemming van de aanbieder.",
)
def lower_budget_is_agreed(herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    """Unless the aanbieder asked for it."""
    by_budget = herziening.budget is not None
    return not (by_budget and _lowers_unasked(herziening, feiten)) or feiten.instemming


def _lowers_unasked(herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    asked = feiten.reden == DOOR_AANBIEDER
    return not asked and herziening.lowers(feiten.toewijzing.toekenning)


@rule(
    "OP257",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="ingangsdatum",
    sentence="Een andere omvang gaat in op een dag binnen de toewijzing die nog niet voorbij is.",
)
def revision_begins_within_the_term(herziening: Herziening, feiten: HerzieningFeiten) -> bool:
    """In place it counts for the whole term, so that the day is that of the toewijzing."""
    now = feiten.toewijzing.toekenning
    if herziening.keeps_number(now):
        return herziening.ingangsdatum == now.ingangsdatum
    within = now.einddatum is None or herziening.ingangsdatum <= now.einddatum
    return within and herziening.ingangsdatum >= max(now.ingangsdatum, feiten.vandaag)


HERZIENING_RULES = (
    reason_goes_with_a_revision,
    something_is_revised,
    lower_volume_is_agreed,
    lower_budget_is_agreed,
    revision_begins_within_the_term,
)
