# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on starts and stops across messages; each report is held against the state before it."""

from dataclasses import dataclass
from typing import Any

from libs.ijw import Level, Rule, rule
from services.referral.domain.contract import Productlijst
from services.referral.domain.levering import (
    Levering,
    Leveringen,
    Melding,
    StartMelding,
    Stop,
    StopMelding,
)


@dataclass(frozen=True, slots=True)
class LeveringFeiten:
    """State of the client at this aanbieder, after the reports that came before in the message.

    `toewijzing_nummers` are those that this gemeente sent this aanbieder for this client.
    """

    toewijzing_nummers: frozenset[int]
    leveringen: Leveringen
    productlijst: Productlijst


def _levering(melding: Melding, feiten: LeveringFeiten) -> Levering | None:
    return feiten.leveringen.find(melding.sleutel)


def _stops(melding: StopMelding, feiten: LeveringFeiten) -> tuple[Stop, ...]:
    levering = _levering(melding, feiten)
    return () if levering is None else levering.stops


@rule(
    "TR019",
    level=Level.ACROSS_MESSAGES,
    retourcode="9019",
    element="ToewijzingNummer",
    sentence="De toewijzing is door deze gemeente aan deze aanbieder voor deze client verzonden.",
)
def toewijzing_is_known(melding: Melding, feiten: LeveringFeiten) -> bool:
    """A deleted one was never sent; taakgericht work carries no number."""
    nummer = melding.sleutel.toewijzing_nummer
    return nummer is None or nummer in feiten.toewijzing_nummers


@rule(
    "TR381",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="Product/Code",
    sentence="De productcode hoort bij de productcategorie.",
)
def product_code_fits_the_category(melding: Melding, feiten: LeveringFeiten) -> bool:
    """According to the contracts of the gemeente, else by the first two signs of the code."""
    return feiten.productlijst.fits(melding.sleutel.categorie, melding.sleutel.code)


@rule(
    "TR063",
    level=Level.ACROSS_MESSAGES,
    retourcode="9063",
    element="StatusAanlevering",
    sentence="Een te verwijderen start is eerder met dezelfde sleutel aangeleverd.",
)
def start_to_delete_exists(melding: StartMelding, feiten: LeveringFeiten) -> bool:
    """And was not deleted since."""
    return _levering(melding, feiten) is not None


@rule(
    "TR071",
    level=Level.ACROSS_MESSAGES,
    retourcode="9071",
    element="StatusAanlevering",
    sentence="Een te verwijderen start heeft geen stop.",
)
def start_to_delete_has_no_stop(melding: StartMelding, feiten: LeveringFeiten) -> bool:
    """The stop is deleted first, then the start."""
    levering = _levering(melding, feiten)
    return levering is None or not levering.stops


@rule(
    "TR074",
    level=Level.ACROSS_MESSAGES,
    retourcode="9074",
    element="StatusAanlevering",
    sentence="Een start is nog niet eerder met dezelfde sleutel aangeleverd.",
)
def start_is_new(melding: StartMelding, feiten: LeveringFeiten) -> bool:
    """A deleted start counts as never sent."""
    return _levering(melding, feiten) is None


@rule(
    "TR326",
    level=Level.ACROSS_MESSAGES,
    retourcode="9326",
    sentence="Voor het toegewezen product loopt nog geen levering.",
)
def no_other_levering_runs(melding: StartMelding, feiten: LeveringFeiten) -> bool:
    """One current start per toegewezen product (OP289); the same start again is TR074's matter."""
    return not any(levering.lopend for levering in feiten.leveringen.others(melding.sleutel))


@rule(
    "TR063",
    level=Level.ACROSS_MESSAGES,
    retourcode="9063",
    element="StatusAanlevering",
    sentence="Een te verwijderen stop is eerder met dezelfde sleutel aangeleverd.",
)
def stop_to_delete_exists(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """Einddatum and reason belong to the key; a deleted stop is gone."""
    return melding.stop in _stops(melding, feiten)


@rule(
    "TR382",
    level=Level.ACROSS_MESSAGES,
    retourcode="9069",
    sentence="Er is een lopende start met dezelfde toewijzing, hetzelfde product en begindatum.",
)
def stop_has_its_start(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """A temporary stop that was followed by a new start is the end of that delivery (OP377)."""
    levering = _levering(melding, feiten)
    if levering is None:
        return False
    begin = levering.sleutel.begindatum
    others = feiten.leveringen.others(levering.sleutel)
    resumed = any(other.sleutel.begindatum > begin for other in others)
    return not (levering.status == "tijdelijk-gestopt" and resumed)


@rule(
    "TR074",
    level=Level.ACROSS_MESSAGES,
    retourcode="9074",
    element="StatusAanlevering",
    sentence="Een stop is nog niet eerder met dezelfde sleutel aangeleverd.",
)
def stop_is_new(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """A deleted stop counts as never sent."""
    return melding.stop not in _stops(melding, feiten)


@rule(
    "TR413",
    level=Level.ACROSS_MESSAGES,
    retourcode="9413",
    element="RedenBeeindiging",
    sentence="Na een tijdelijke stop volgt geen tweede tijdelijke stop op dezelfde start.",
)
def temporary_stop_is_the_first(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """Only a definitive stop may follow (OP378)."""
    if not melding.stop.tijdelijk:
        return True
    return not any(stop.tijdelijk for stop in _stops(melding, feiten))


@rule(
    "TR414",
    level=Level.ACROSS_MESSAGES,
    retourcode="9414",
    element="Einddatum",
    sentence="De einddatum ligt niet voor die van de stop die al op deze start is gemeld.",
)
def einddatum_does_not_go_back(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """Equal is allowed."""
    return all(melding.stop.einddatum >= stop.einddatum for stop in _stops(melding, feiten))


@rule(
    "TR415",
    level=Level.ACROSS_MESSAGES,
    retourcode="9415",
    element="RedenBeeindiging",
    sentence="Op een definitief gestopte levering volgt geen stop meer.",
)
def levering_is_not_yet_ended(melding: StopMelding, feiten: LeveringFeiten) -> bool:
    """A stop that was deleted, also earlier in the message, no longer counts."""
    return all(stop.tijdelijk for stop in _stops(melding, feiten))


LeveringRules = tuple[Rule[Any, LeveringFeiten], ...]

START_RULES: LeveringRules = (
    toewijzing_is_known,
    product_code_fits_the_category,
    start_is_new,
    no_other_levering_runs,
)
DELETE_START_RULES: LeveringRules = (start_to_delete_exists, start_to_delete_has_no_stop)
STOP_RULES: LeveringRules = (
    toewijzing_is_known,
    product_code_fits_the_category,
    stop_has_its_start,
    stop_is_new,
    temporary_stop_is_the_first,
    einddatum_does_not_go_back,
    levering_is_not_yet_ended,
)
DELETE_STOP_RULES: LeveringRules = (stop_to_delete_exists,)
