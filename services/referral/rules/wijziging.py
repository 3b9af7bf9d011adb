# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a change that a gemeente wants to make to a toewijzing."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.toewijzing import (
    ADMINISTRATIEF,
    DOOR_AANBIEDER,
    IN_TOTAAL,
    OVERLEDEN,
    VERLENGING,
    VERVALLEN,
    VERWIJDERD,
    Toewijzing,
    Wijziging,
)

_ZONDER_INSTEMMING = frozenset({OVERLEDEN, DOOR_AANBIEDER, VERWIJDERD})
_BIJ_VERLENGEN = frozenset({VERLENGING, DOOR_AANBIEDER, ADMINISTRATIEF})


@dataclass(frozen=True, slots=True)
class WijzigingFeiten:
    """The toewijzing that is to change, the day on which, and what was done on it.

    `gestart` when the aanbieder reported a start; `goedgekeurd_tot` is the last day of approved
    lines that were not credited.
    """

    toewijzing: Toewijzing
    vandaag: date
    gestart: bool = False
    goedgekeurd_tot: date | None = None
    instemming: bool = False

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
    sentence="Alleen wat loopt wordt verlengd, en een totaalvolume met een herziening van het "
    "volume; ken anders een nieuwe toe.",
)
def extended_by_its_end_alone(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """What still runs, without a volume over the term; correcting a mistake extends nothing."""
    if not _extends(wijziging, feiten):
        return True
    if feiten.einddatum is not None and feiten.einddatum < feiten.vandaag:
        return False
    omvang = feiten.toewijzing.toekenning.omvang
    in_total = omvang is not None and omvang.frequentie == IN_TOTAAL
    return not in_total or wijziging.reden == ADMINISTRATIEF


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


@rule(
    "OP362",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="redenWijziging",
    sentence="Een toewijzing waarop hulp is gestart of gedeclareerd wordt niet verwijderd.",
)
def deletion_takes_no_ground_away(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """The aanbieder takes its start back and credits first."""
    used = feiten.gestart or feiten.goedgekeurd_tot is not None
    return wijziging.reden != VERWIJDERD or not used


@rule(
    "TR385",
    level=Level.ACROSS_MESSAGES,
    retourcode="9385",
    element="redenWijziging",
    sentence="Een toewijzing met goedgekeurde prestaties wordt niet verwijderd.",
)
def nothing_deleted_was_approved(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """Approved and not credited."""
    return wijziging.reden != VERWIJDERD or feiten.goedgekeurd_tot is None


@rule(
    "OP186",
    level=Level.ACROSS_MESSAGES,
    retourcode=None,
    element="instemmingAanbieder",
    sentence="Een einde op een dag die voorbij of al gedeclareerd is, vraagt instemming.",
)
def a_past_end_is_agreed(wijziging: Wijziging, feiten: WijzigingFeiten) -> bool:
    """Of the aanbieder; not where a child died, or where the aanbieder asked for it."""
    einddatum = wijziging.einddatum
    if feiten.instemming or wijziging.reden in _ZONDER_INSTEMMING or einddatum is None:
        return True
    if _extends(wijziging, feiten):
        return True
    paid = feiten.goedgekeurd_tot
    return einddatum >= feiten.vandaag and (paid is None or einddatum >= paid)


INHOUD_RULES = (
    reason_is_in_use,
    deletion_ends_where_it_begins,
    reason_goes_with_the_change,
    something_changes,
)
"""Broken by what was asked."""

BESTAAN_RULES = (what_changes_was_not_deleted,)
"""Broken before anything is asked."""

TOESTAND_RULES = (
    extended_by_its_end_alone,
    deletion_takes_no_ground_away,
    nothing_deleted_was_approved,
    a_past_end_is_agreed,
)
"""Broken by how things stand."""
