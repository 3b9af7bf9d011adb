# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on what a gemeente wants to award: what a JW301 may say of one product.

The findings are for people who use the REST interface; `element` is the field they filled.
"""

from dataclasses import dataclass
from datetime import date

from libs.ijw import Level, rule
from services.referral.domain.contract import Productlijst
from services.referral.domain.toewijzing import PER_WEEK, Toekenning, Toewijzing, stacked_on

_VRIJE_OMVANG_TOT = date(2020, 12, 31)
"""After this day some combinations of before 2021 are no longer allowed (CD080, CS338)."""

_NIET_PER_DAG = frozenset({"14", "16", "83", "84"})
PER_DAG = "1"


@dataclass(frozen=True, slots=True)
class ToekenningFeiten:
    """The product list, and what the client already has at this aanbieder."""

    productlijst: Productlijst
    toewijzingen: tuple[Toewijzing, ...] = ()


def _ends_after_2020(toekenning: Toekenning) -> bool:
    return toekenning.einddatum is None or toekenning.einddatum > _VRIJE_OMVANG_TOT


@rule(
    "CS003",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="einddatum",
    sentence="De einddatum ligt niet voor de ingangsdatum.",
)
def term_does_not_end_before_it_begins(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """A term of one day is fine."""
    return toekenning.einddatum is None or toekenning.einddatum >= toekenning.ingangsdatum


@rule(
    "CD041",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="omvang",
    sentence="Bij een productcode hoort een omvang.",
)
def specific_product_has_a_size(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """A specific award always says how much."""
    return toekenning.code is None or toekenning.omvang is not None


@rule(
    "CD075",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="einddatum",
    sentence="Bij een budget hoort een einddatum.",
)
def budget_has_an_end(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """A budget is for a term."""
    return toekenning.budget is None or toekenning.einddatum is not None


@rule(
    "CD076",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="einddatum",
    sentence="Bij een omvang per week hoort een einddatum.",
)
def weekly_size_has_an_end(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """Else the maximum over the term cannot be told."""
    omvang = toekenning.omvang
    return omvang is None or omvang.frequentie != PER_WEEK or toekenning.einddatum is not None


@rule(
    "CD077",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="omvang",
    sentence="Een toekenning heeft een omvang of een budget, niet allebei.",
)
def size_and_budget_exclude_each_other(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """CD078 is the same from the other side."""
    return toekenning.omvang is None or toekenning.budget is None


@rule(
    "CD079",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="product",
    sentence="Zonder budget is een product verplicht.",
)
def generic_award_has_a_budget(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """A generic toewijzing always has a budget."""
    return toekenning.budget is not None or toekenning.categorie is not None


@rule(
    "CD080",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="omvang",
    sentence="Zonder productcode is er geen omvang.",
)
def size_needs_a_code(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """Except in terms that ended before 2021."""
    if toekenning.omvang is None or not _ends_after_2020(toekenning):
        return True
    return toekenning.code is not None


@rule(
    "CS338",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="omvang.frequentie",
    sentence="Deze eenheid kan alleen per week, per maand of in totaal.",
)
def unit_goes_with_the_frequency(toekenning: Toekenning, _feiten: ToekenningFeiten) -> bool:
    """Etmaal, dagdeel, euro and stuks (inspanning) are never per day."""
    omvang = toekenning.omvang
    if omvang is None or not _ends_after_2020(toekenning):
        return True
    return omvang.eenheid not in _NIET_PER_DAG or omvang.frequentie != PER_DAG


@rule(
    "TR381",
    level=Level.EXTERNAL,
    retourcode="S329",
    element="product.code",
    sentence="De productcode hoort bij de productcategorie.",
)
def product_code_fits_the_category(toekenning: Toekenning, feiten: ToekenningFeiten) -> bool:
    """According to the contracts of the gemeente, else by the first two signs of the code."""
    return feiten.productlijst.fits(toekenning.categorie, toekenning.code)


@rule(
    "TR302",
    level=Level.IN_MESSAGE,
    retourcode="0001",
    element="product",
    sentence="De client heeft dit product in deze periode al bij deze aanbieder.",
)
def award_does_not_stack(toekenning: Toekenning, feiten: ToekenningFeiten) -> bool:
    """Ended toewijzingen count for their own term, deleted ones not at all."""
    return not stacked_on(toekenning, feiten.toewijzingen)


VORM_RULES = (
    term_does_not_end_before_it_begins,
    specific_product_has_a_size,
    budget_has_an_end,
    weekly_size_has_an_end,
    size_and_budget_exclude_each_other,
    generic_award_has_a_budget,
    size_needs_a_code,
    unit_goes_with_the_frequency,
)
"""Broken by the award itself."""

PRODUCT_RULES = (product_code_fits_the_category,)
"""Broken by the product that was chosen."""

STAPEL_RULES = (award_does_not_stack,)
"""Broken by what there is already."""
