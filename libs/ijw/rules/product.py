# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on what is asked and awarded: its shape, its dates, what may stand beside what."""

from datetime import date

from libs.ijw import messages as m
from libs.ijw.codelists import codelist
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit
from libs.ijw.volumes import PER_MAAND, PER_WEEK, TOTAAL

Asked = m.ToegewezenProduct | m.AangevraagdProduct | m.NieuwProduct
Sized = Asked | m.TeWijzigenProduct

_ASKED = (m.ToegewezenProduct, m.AangevraagdProduct, m.NieuwProduct)
_SIZED = (*_ASKED, m.TeWijzigenProduct)
_MESSAGES = "JW301 JW315 JW317"
_SINCE_2021 = date(2021, 1, 1)
_NOT_PER_DAY = frozenset({"14", "16", "83", "84"})
_LONGER_THAN_A_DAY = frozenset({PER_WEEK, PER_MAAND, TOTAAL})
_VERWIJDERD, _VERVALLEN = "13", "01"


def _end_place(classes: tuple[type, ...]) -> dict[type, str]:
    return {c: "ToewijzingEinddatum" if c is m.AangevraagdProduct else "Einddatum" for c in classes}


def end_of(subject: Sized) -> date | None:
    """Last day, under whichever name the class has for it."""
    if isinstance(subject, m.AangevraagdProduct):
        return subject.toewijzing_einddatum
    return subject.einddatum


def begin_of(subject: Sized) -> date:
    """First day, under whichever name the class has for it."""
    if isinstance(subject, m.AangevraagdProduct):
        return subject.toewijzing_ingangsdatum
    if isinstance(subject, m.ToegewezenProduct):
        return subject.ingangsdatum
    return subject.gewenste_ingangsdatum


def _is_of_2021_or_later(subject: Sized) -> bool:
    end = end_of(subject)
    return end is None or end >= _SINCE_2021


def _has_code(subject: Asked) -> bool:
    return subject.product is not None and subject.product.code is not None


@unit(
    "CD041",
    _MESSAGES,
    dict.fromkeys(_ASKED, "Omvang"),
    "Bij een productcode moet een omvang staan.",
)
def specific_product_has_a_size(subject: Asked, _facts: Facts) -> bool:
    return not _has_code(subject) or subject.omvang is not None


@unit("CD075", _MESSAGES, _end_place(_SIZED), "Bij een budget moet een einddatum staan.")
def budget_has_an_end(subject: Sized, _facts: Facts) -> bool:
    return subject.budget is None or end_of(subject) is not None


@unit("CD076", _MESSAGES, _end_place(_SIZED), "Bij een omvang per week moet een einddatum staan.")
def weekly_size_has_an_end(subject: Sized, _facts: Facts) -> bool:
    weekly = subject.omvang is not None and subject.omvang.frequentie == PER_WEEK
    return not weekly or end_of(subject) is not None


@unit(
    "CD077",
    _MESSAGES,
    dict.fromkeys(_SIZED, "Omvang"),
    "Bij een budget mag geen omvang staan.",
)
def budget_stands_without_size(subject: Sized, _facts: Facts) -> bool:
    return subject.budget is None or subject.omvang is None


@unit(
    "CD078",
    _MESSAGES,
    dict.fromkeys(_SIZED, "Budget"),
    "Bij een omvang mag geen budget staan.",
)
def size_stands_without_budget(subject: Sized, _facts: Facts) -> bool:
    return subject.omvang is None or subject.budget is None


@unit(
    "CD079",
    _MESSAGES,
    dict.fromkeys(_ASKED, "Product"),
    "Zonder budget moet er een product zijn.",
)
def without_budget_there_is_a_product(subject: Asked, _facts: Facts) -> bool:
    return subject.budget is not None or subject.product is not None


def _codeless_has_no_size(subject: Asked) -> bool:
    if _has_code(subject) or not _is_of_2021_or_later(subject):
        return True
    return subject.omvang is None


_NO_SIZE = "Zonder productcode mag er geen omvang zijn."


@unit("CD080", "JW301", {m.ToegewezenProduct: "Omvang"}, _NO_SIZE)
def codeless_award_has_no_size(subject: m.ToegewezenProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CD095", "JW315", {m.AangevraagdProduct: "Omvang"}, _NO_SIZE)
def codeless_request_has_no_size(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CD096", "JW317", {m.NieuwProduct: "Omvang"}, _NO_SIZE)
def codeless_new_product_has_no_size(subject: m.NieuwProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CS003", _MESSAGES, _end_place(_SIZED), "De einddatum mag niet voor de ingangsdatum liggen.")
def ends_after_it_begins(subject: Sized, _facts: Facts) -> bool:
    end = end_of(subject)
    return end is None or end >= begin_of(subject)


@unit(
    "CS003",
    "JW301",
    {m.Contact: "Periode/Einddatum"},
    "De einddatum mag niet voor de begindatum liggen.",
)
def contact_period_is_ordered(contact: m.Contact, _facts: Facts) -> bool:
    period = contact.periode
    if period is None or period.begindatum is None or period.einddatum is None:
        return True
    return period.einddatum >= period.begindatum


def _unit_fits_frequency(subject: Sized) -> bool:
    omvang = subject.omvang
    if omvang is None or not _is_of_2021_or_later(subject):
        return True
    return omvang.eenheid not in _NOT_PER_DAY or omvang.frequentie in _LONGER_THAN_A_DAY


_UNIT = "Deze eenheid mag alleen per week, per maand of in totaal voorkomen."


@unit(
    "CS338",
    "JW301 JW317",
    dict.fromkeys((m.ToegewezenProduct, m.NieuwProduct, m.TeWijzigenProduct), "Omvang"),
    _UNIT,
)
def unit_fits_frequency(subject: Sized, _facts: Facts) -> bool:
    return _unit_fits_frequency(subject)


@unit("CS343", "JW315", {m.AangevraagdProduct: "Omvang"}, _UNIT)
def asked_unit_fits_frequency(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return _unit_fits_frequency(subject)


@unit(
    "CS335",
    "JW301",
    {m.ToegewezenProduct: "RedenWijziging"},
    "Een verwijderde toewijzing moet op de ingangsdatum eindigen.",
)
def deleted_award_ends_where_it_begins(subject: m.ToegewezenProduct, _facts: Facts) -> bool:
    deleted = subject.reden_wijziging == _VERWIJDERD
    return not deleted or subject.einddatum == subject.ingangsdatum


@unit(
    "CS336",
    "JW301",
    {m.ToegewezenProduct: "RedenWijziging"},
    "De reden van de wijziging mag niet vervallen zijn.",
)
def reason_has_not_expired(subject: m.ToegewezenProduct, facts: Facts) -> bool:
    reason = subject.reden_wijziging
    return reason is None or codelist("JZ002").valid(reason, facts.dagtekening)


_OVERLAP = "Hetzelfde product mag geen overlappende perioden hebben."


@unit("TR302", "JW301", [m.ToegewezenProduct], _OVERLAP)
def awards_do_not_overlap(subject: m.ToegewezenProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


@unit("TR386", "JW315", [m.AangevraagdProduct], _OVERLAP)
def requests_do_not_overlap(subject: m.AangevraagdProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


@unit("TR410", "JW317", [m.NieuwProduct], _OVERLAP)
def new_products_do_not_overlap(subject: m.NieuwProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


PRODUCT_RULES = (
    specific_product_has_a_size,
    budget_has_an_end,
    weekly_size_has_an_end,
    budget_stands_without_size,
    size_stands_without_budget,
    without_budget_there_is_a_product,
    codeless_award_has_no_size,
    codeless_request_has_no_size,
    codeless_new_product_has_no_size,
    ends_after_it_begins,
    contact_period_is_ordered,
    unit_fits_frequency,
    asked_unit_fits_frequency,
    deleted_award_ends_where_it_begins,
    reason_has_not_expired,
    awards_do_not_overlap,
    requests_do_not_overlap,
    new_products_do_not_overlap,
)
