# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on what a gemeente registers of a client: what a JW301 may say of a person."""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.client import Persoon
from services.referral.domain.gezag import ZELF_VANAF, reaches

OUDSTE_LEEFTIJD = 120


@dataclass(frozen=True, slots=True)
class ClientFeiten:
    """The day of registration."""

    vandaag: date


@rule(
    "TR134",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="geboortedatum",
    sentence="De geboortedatum ligt niet na vandaag.",
)
def client_is_born(persoon: Persoon, feiten: ClientFeiten) -> bool:
    """Help for a child that is to be born goes to its mother."""
    return persoon.geboortedatum <= feiten.vandaag


@rule(
    "TR002",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="geboortedatum",
    sentence="De geboortedatum ligt hoogstens 120 jaar terug.",
)
def client_is_at_most_120(persoon: Persoon, feiten: ClientFeiten) -> bool:
    """Older is a slip of the pen."""
    return feiten.vandaag.year - persoon.geboortedatum.year < OUDSTE_LEEFTIJD


@rule(
    "OP001",
    level=Level.IN_MESSAGE,
    retourcode=None,
    element="gezagBijJeugdige",
    sentence="Een jeugdige kan pas vanaf 16 jaar zelf het gezag hebben.",
)
def client_with_authority_is_old_enough(persoon: Persoon, feiten: ClientFeiten) -> bool:
    """Of a younger one it is with a relatie."""
    return not persoon.gezag_zelf or reaches(persoon, ZELF_VANAF, feiten.vandaag)


CLIENT_RULES = (client_is_born, client_is_at_most_120, client_with_authority_is_old_enough)
