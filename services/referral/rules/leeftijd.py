# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help that is awarded held against the age until which it may be given (R-12).

A rule of our own: the standard has only the reason of list WJ759 with which a request is rejected.
"""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.leeftijd import Kader, is_within
from services.referral.domain.toewijzing import Toekenning


@dataclass(frozen=True, slots=True)
class LeeftijdFeiten:
    """Who it is for, in which frame, and whether the limit at 23 holds already for its start."""

    geboortedatum: date
    kader: Kader = "jeugdhulp"
    verlengd: bool = False


@rule(
    "EB104",
    level=Level.EXTERNAL,
    retourcode=None,
    element="ingangsdatum",
    sentence="De hulp valt na de leeftijdsgrens van artikel 1.1 Jeugdwet (WJ759, reden 9).",
)
def help_is_within_the_age(toekenning: Toekenning, feiten: LeeftijdFeiten) -> bool:
    """Reason 9: 18, foster care 21, both 23 when decided on before, no limit in criminal law."""
    return is_within(toekenning, feiten.geboortedatum, feiten.kader, verlengd=feiten.verlengd)


LEEFTIJD_RULES = (help_is_within_the_age,)
