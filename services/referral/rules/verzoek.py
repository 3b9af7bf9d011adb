# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on a JW315 across messages and against the product list."""

from dataclasses import dataclass

from libs.ijw import Finding, Level, evaluate, rule
from services.referral.domain.contract import Productlijst
from services.referral.domain.verzoek import VerzoekToewijzing

CLIENT = "/Bericht/Client"
PRODUCT = f"{CLIENT}/AangevraagdeProducten/AangevraagdProduct"

Vragen = tuple[VerzoekToewijzing, ...]
"""All products of one message."""


@dataclass(frozen=True, slots=True)
class VerzoekFeiten:
    """What came before: of these references, which were used; is a request still open?"""

    gebruikte_referenties: frozenset[str]
    open_verzoek: bool
    productlijst: Productlijst


@rule(
    "TR374",
    level=Level.ACROSS_MESSAGES,
    retourcode="9374",
    sentence="Voor deze client loopt geen ander verzoek van dezelfde aanbieder.",
)
def no_other_verzoek_is_open(_verzoeken: Vragen, feiten: VerzoekFeiten) -> bool:
    """Open from receipt, unless rejected; a VOT until each of its products has an answer."""
    return not feiten.open_verzoek


@rule(
    "TR347",
    level=Level.ACROSS_MESSAGES,
    retourcode="9347",
    element="ReferentieAanbieder",
    sentence="De aanbieder gebruikt een referentie maar voor een verzoek.",
)
def referentie_is_new(verzoek: VerzoekToewijzing, feiten: VerzoekFeiten) -> bool:
    """Over all gemeenten; a message that was rejected as a whole used none (OP286)."""
    return verzoek.referentie_aanbieder not in feiten.gebruikte_referenties


@rule(
    "TR381",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="Product/Code",
    sentence="De productcode hoort bij de productcategorie.",
)
def product_code_fits_the_category(verzoek: VerzoekToewijzing, feiten: VerzoekFeiten) -> bool:
    """According to the contracts of the gemeente, else by the first two signs of the code."""
    return feiten.productlijst.fits(verzoek.gevraagd.categorie, verzoek.gevraagd.code)


CLIENT_RULES = (no_other_verzoek_is_open,)
PRODUCT_RULES = (referentie_is_new, product_code_fits_the_category)


def judge_verzoeken(verzoeken: Vragen, feiten: VerzoekFeiten) -> list[Finding]:
    """Every finding on a VOT; the verzoeken stand in the order of the message."""
    found = evaluate(CLIENT_RULES, verzoeken, feiten, CLIENT)
    for number, verzoek in enumerate(verzoeken, start=1):
        found += evaluate(PRODUCT_RULES, verzoek, feiten, f"{PRODUCT}[{number}]")
    return found
