# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a change that a gemeente wants to make to a toewijzing."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.toewijzing import (
    ADMINISTRATIEF,
    DOOR_AANBIEDER,
    VERLENGING,
    VERVALLEN,
    VERWIJDERD,
    Toewijzing,
    Wijziging,
)

_BIJ_VERLENGEN = frozenset({VERLENGING, DOOR_AANBIEDER, ADMINISTRATIEF})


@dataclass(frozen=True, slots=True)
class WijzigingFeiten:
    """The toewijzing that is to change, and the day on which."""

    toewijzing: Toewijzing
    vandaag: date

    @property
    def einddatum(self) -> date | None:
        """The end as it now stands."""
        return self.toewijzing.toekenning.einddatum


def _extends(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    old, new = feiten.einddatum, wijziging.einddatum
    return old is not None and (new is None or new > old)


@rule(
    "CS336",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="redenWijziging",
    sentence="Reden 01 is vervallen.",
)
def reason_is_in_use(wijziging: Wijziging, _feiten: WijzigingFeiten) -> bool:
    """Still in the code list, never to be used."""
    return wijziging.reden != VERVALLEN


@rule(
    "CS335",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="einddatum",
    sentence="Bij verwijderen (reden 13) is de einddatum gelijk aan de ingangsdatum.",
)
def deletion_ends_where_it_begins(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """A deleted toewijzing counts as never sent."""
    begin = feiten.toewijzing.toekenning.ingangsdatum
    return wijziging.reden != VERWIJDERD or wijziging.einddatum == begin


@rule(
    "OP033x1",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="redenWijziging",
    sentence="Verlengen gaat met reden 04, 12 of 14; met reden 04 kan alleen worden verlengd.",
)
def reason_goes_with_the_change(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """Extending is the gemeente's, the aanbieder's, or an administrative correction."""
    if _extends(wijziging, feiten):
        return wijziging.reden in _BIJ_VERLENGEN
    return wijziging.reden != VERLENGING


@rule(
    "IV099",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="einddatum",
    sentence="De einddatum is een andere dan de huidige.",
)
def something_changes(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """RedenWijziging is for what changed; deleting a term of one day changes it too."""
    return wijziging.reden == VERWIJDERD or wijziging.einddatum != feiten.einddatum


@rule(
    "OP380",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="einddatum",
    sentence="Een toewijzing die al is afgelopen wordt niet verlengd; ken een nieuwe toe.",
)
def what_is_extended_still_runs(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """Extending in place is for an Einddatum that has not passed."""
    if not _extends(wijziging, feiten):
        return True
    return feiten.einddatum is None or feiten.einddatum >= feiten.vandaag


@rule(
    "OP087",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="redenWijziging",
    sentence="Een verwijderde toewijzing verandert niet meer.",
)
def what_changes_was_not_deleted(_wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """It counts as never sent."""
    return not feiten.toewijzing.verwijderd


INHOUD_RULES = (
    reason_is_in_use,
    deletion_ends_where_it_begins,
    reason_goes_with_the_change,
    something_changes,
)
"""Broken by what was asked."""

BESTAAN_RULES = (what_changes_was_not_deleted,)
"""Broken before anything is asked."""

TOESTAND_RULES = (what_is_extended_still_runs,)
"""Broken by how things stand."""
