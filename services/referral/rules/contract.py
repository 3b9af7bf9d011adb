# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help that is awarded held against the contracts of the gemeente with the aanbieder (C-12).

Rules of our own: what a gemeente agreed is not in the standard, only the reasons of list WJ759 with
which a request is rejected for it.
"""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.contract import Contractproduct, under_contract
from services.referral.domain.toewijzing import Toekenning


@dataclass(frozen=True, slots=True)
class Contractvraag:
    """What is awarded; `vanaf` is its first day that still is to be held against a contract.

    `loopt_al` marks help that a client has already: what was awarded is finished.
    """

    toekenning: Toekenning
    vanaf: date
    loopt_al: bool = False


@dataclass(frozen=True, slots=True)
class ContractFeiten:
    """All products in contracts between the two, past ones too."""

    producten: tuple[Contractproduct, ...]


@rule(
    "EB101",
    level=Level.EXTERNAL,
    retourcode=None,
    element="agbCode",
    sentence="De aanbieder heeft geen contract met de gemeente (WJ759, reden 3).",
)
def aanbieder_has_a_contract(_vraag: Contractvraag, feiten: ContractFeiten) -> bool:
    """Reason 3: none at all, not even one that is over."""
    return bool(feiten.producten)


@rule(
    "EB102",
    level=Level.EXTERNAL,
    retourcode=None,
    element="product",
    sentence="De hulp past op de eerste dag niet binnen een contract (WJ759, reden 4).",
)
def help_fits_a_contract(vraag: Contractvraag, feiten: ContractFeiten) -> bool:
    """Reason 4: another product or unit, or a contract that is over for new clients."""
    if not feiten.producten:
        return True
    if vraag.loopt_al:
        fitting = (one for one in feiten.producten if one.fits(vraag.toekenning))
        return any(one.finishes_on(vraag.vanaf) for one in fitting)
    return under_contract(vraag.toekenning, vraag.vanaf, feiten.producten)


@rule(
    "EB103",
    level=Level.EXTERNAL,
    retourcode=None,
    element="einddatum",
    sentence="Het contract is voorbij: hulp die liep eindigt uiterlijk met de uitloop ervan.",
)
def extension_ends_with_the_run_off(vraag: Contractvraag, feiten: ContractFeiten) -> bool:
    """Of help that is extended once its contract is over; `vanaf` is the day of that.

    Help that no contract ever covered is no matter of a run-off.
    """
    begin = vraag.toekenning.ingangsdatum
    covering = [p for p in feiten.producten if p.fits(vraag.toekenning)]
    if not any(p.runs_on(begin) for p in covering) or any(p.runs_on(vraag.vanaf) for p in covering):
        return True
    einddatum = vraag.toekenning.einddatum
    return einddatum is not None and any(p.finishes_on(einddatum) for p in covering)


TOEKENNING_RULES = (aanbieder_has_a_contract, help_fits_a_contract)
VERLENGING_RULES = (extension_ends_with_the_run_off,)

REDENEN = {"EB101": "3", "EB102": "4", "EB103": "4"}
"""The reason (WJ759) with which a request that breaks the rule would be rejected."""
