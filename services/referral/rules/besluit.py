# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a decision about a request: what a JW319 or JW301 may still say."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, codelist, gemeente_exists, rule
from services.referral.domain.verzoek import (
    WOONPLAATSBEGINSEL,
    Afwijzing,
    Besluit,
    Soort,
    VerzoekStatus,
)


@dataclass(frozen=True, slots=True)
class BesluitFeiten:
    """The answers to the request so far, as its status tells; and the day help was to begin."""

    status: VerzoekStatus
    ingangsdatum: date
    soort: Soort = "VOT"


@rule(
    "TR359",
    level=Level.ACROSS_MESSAGES,
    retourcode="9359",
    element="besluit",
    sentence="Op een toegekend verzoek volgt geen ander besluit.",
)
def verzoek_was_not_awarded(_besluit: Besluit, feiten: BesluitFeiten) -> bool:
    """No antwoord after a toewijzing with the same ReferentieAanbieder."""
    return feiten.status != "toegekend"


@rule(
    "TR365",
    level=Level.ACROSS_MESSAGES,
    retourcode="9365",
    element="besluit",
    sentence="Een verzoek wordt maar een keer definitief beantwoord.",
)
def verzoek_was_not_rejected(_besluit: Besluit, feiten: BesluitFeiten) -> bool:
    """Only 'in onderzoek' may go before."""
    return feiten.status != "afgewezen"


@rule(
    "TR360",
    level=Level.ACROSS_MESSAGES,
    retourcode="9360",
    element="besluit",
    sentence="Een verzoek gaat hoogstens een keer in onderzoek, en dan als eerste antwoord.",
)
def investigation_is_the_first_answer(besluit: Besluit, feiten: BesluitFeiten) -> bool:
    """At most once."""
    return besluit != "in-onderzoek" or feiten.status == "open"


@rule(
    "CD085",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="reden",
    sentence="Een afwijzing heeft een reden uit lijst WJ759.",
)
def rejection_has_a_reason(afwijzing: Afwijzing, _feiten: BesluitFeiten) -> bool:
    """One of the nine."""
    return afwijzing.reden in codelist("WJ759")


@rule(
    "TR377",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="woonplaatsGemeente",
    sentence="Bij reden 8 hoort de gemeente die verantwoordelijk is.",
)
def woonplaatsbeginsel_names_the_gemeente(afwijzing: Afwijzing, _feiten: BesluitFeiten) -> bool:
    """So that the aanbieder knows whom to ask instead (OP359)."""
    return afwijzing.reden != WOONPLAATSBEGINSEL or afwijzing.gemeente is not None


@rule(
    "TR409",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="woonplaatsGemeente",
    sentence="Een verantwoordelijke gemeente hoort alleen bij reden 8.",
)
def gemeente_is_for_the_woonplaatsbeginsel(afwijzing: Afwijzing, _feiten: BesluitFeiten) -> bool:
    """Reason 8 and the class Woonplaatsbeginsel go together."""
    return afwijzing.reden == WOONPLAATSBEGINSEL or afwijzing.gemeente is None


@rule(
    "OP359",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="reden",
    sentence="Het woonplaatsbeginsel (reden 8) is voor een verzoek om toewijzing.",
)
def woonplaatsbeginsel_is_for_a_vot(afwijzing: Afwijzing, feiten: BesluitFeiten) -> bool:
    """Help that runs has found its gemeente: reason 5 then."""
    return afwijzing.reden != WOONPLAATSBEGINSEL or feiten.soort == "VOT"


@rule(
    "TR378",
    level=Level.EXTERNAL,
    retourcode="S300",
    element="woonplaatsGemeente",
    sentence="De gemeentecode staat in de CBS-lijst van de dag waarop de hulp ingaat.",
)
def responsible_gemeente_exists(afwijzing: Afwijzing, feiten: BesluitFeiten) -> bool:
    """The one that the aanbieder is to ask instead."""
    gemeente = afwijzing.gemeente
    return gemeente is None or gemeente_exists(gemeente, feiten.ingangsdatum)


BESLUIT_RULES = (
    verzoek_was_not_awarded,
    verzoek_was_not_rejected,
    investigation_is_the_first_answer,
)
AFWIJZING_RULES = (
    rejection_has_a_reason,
    woonplaatsbeginsel_names_the_gemeente,
    gemeente_is_for_the_woonplaatsbeginsel,
    woonplaatsbeginsel_is_for_a_vot,
    responsible_gemeente_exists,
)
