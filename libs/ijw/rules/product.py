# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on what is asked and awarded: its shape, its dates, what may stand beside what."""

from datetime import date

from libs.ijw import messages as m
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit
from libs.ijw.volumes import PER_WEEK

Asked = m.ToegewezenProduct | m.AangevraagdProduct | m.NieuwProduct
Sized = Asked | m.TeWijzigenProduct

_ASKED = (m.ToegewezenProduct, m.AangevraagdProduct, m.NieuwProduct)
_SIZED = (*_ASKED, m.TeWijzigenProduct)
_MESSAGES = "JW301 JW315 JW317"
_SINCE_2021 = date(2021, 1, 1)
_NOT_PER_DAY = frozenset({"14", "16", "83", "84"})
_PER_DAY = "1"
_VERWIJDERD, _VERVALLEN = "13", "01"
_DOCTORS = frozenset({"02", "03", "04", "05"})


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
    "Bij een productcode hoort een omvang.",
)
def specific_product_has_a_size(subject: Asked, _facts: Facts) -> bool:
    return not _has_code(subject) or subject.omvang is not None


@unit("CD075", _MESSAGES, _end_place(_SIZED), "Bij een budget hoort een einddatum.")
def budget_has_an_end(subject: Sized, _facts: Facts) -> bool:
    return subject.budget is None or end_of(subject) is not None


@unit("CD076", _MESSAGES, _end_place(_SIZED), "Bij een omvang per week hoort een einddatum.")
def weekly_size_has_an_end(subject: Sized, _facts: Facts) -> bool:
    weekly = subject.omvang is not None and subject.omvang.frequentie == PER_WEEK
    return not weekly or end_of(subject) is not None


@unit(
    "CD077",
    _MESSAGES,
    dict.fromkeys(_SIZED, "Omvang"),
    "Bij een budget hoort geen omvang.",
)
def budget_stands_without_size(subject: Sized, _facts: Facts) -> bool:
    return subject.budget is None or subject.omvang is None


@unit(
    "CD078",
    _MESSAGES,
    dict.fromkeys(_SIZED, "Budget"),
    "Bij een omvang hoort geen budget.",
)
def size_stands_without_budget(subject: Sized, _facts: Facts) -> bool:
    return subject.omvang is None or subject.budget is None


@unit(
    "CD079",
    _MESSAGES,
    dict.fromkeys(_ASKED, "Product"),
    "Zonder budget hoort er een product te zijn.",
)
def without_budget_there_is_a_product(subject: Asked, _facts: Facts) -> bool:
    return subject.budget is not None or subject.product is not None


def _codeless_has_no_size(subject: Asked) -> bool:
    if _has_code(subject) or not _is_of_2021_or_later(subject):
        return True
    return subject.omvang is None


_NO_SIZE = "Zonder productcode hoort er geen omvang te zijn."


@unit("CD080", "JW301", {m.ToegewezenProduct: "Omvang"}, _NO_SIZE)
def codeless_award_has_no_size(subject: m.ToegewezenProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CD095", "JW315", {m.AangevraagdProduct: "Omvang"}, _NO_SIZE)
def codeless_request_has_no_size(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CD096", "JW317", {m.NieuwProduct: "Omvang"}, _NO_SIZE)
def codeless_new_product_has_no_size(subject: m.NieuwProduct, _facts: Facts) -> bool:
    return _codeless_has_no_size(subject)


@unit("CS003", _MESSAGES, _end_place(_SIZED), "De einddatum ligt voor de ingangsdatum.")
def ends_after_it_begins(subject: Sized, _facts: Facts) -> bool:
    end = end_of(subject)
    return end is None or end >= begin_of(subject)


@unit("CS003", "JW301", {m.Contact: "Periode/Einddatum"}, "De einddatum ligt voor de begindatum.")
def contact_period_is_ordered(contact: m.Contact, _facts: Facts) -> bool:
    period = contact.periode
    if period is None or period.begindatum is None or period.einddatum is None:
        return True
    return period.einddatum >= period.begindatum


def _unit_fits_frequency(subject: Sized) -> bool:
    omvang = subject.omvang
    if omvang is None or not _is_of_2021_or_later(subject):
        return True
    return omvang.eenheid not in _NOT_PER_DAY or omvang.frequentie != _PER_DAY


_UNIT = "Deze eenheid kan alleen per week, per maand of in totaal."


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
    "Een verwijderde toewijzing eindigt op de ingangsdatum.",
)
def deleted_award_ends_where_it_begins(subject: m.ToegewezenProduct, _facts: Facts) -> bool:
    deleted = subject.reden_wijziging == _VERWIJDERD
    return not deleted or subject.einddatum == subject.ingangsdatum


@unit(
    "CS336",
    "JW301",
    {m.ToegewezenProduct: "RedenWijziging"},
    "De vervallen reden 01 wordt niet meer gebruikt.",
)
def expired_reason_is_not_used(subject: m.ToegewezenProduct, _facts: Facts) -> bool:
    return subject.reden_wijziging != _VERVALLEN


_OVERLAP = "Hetzelfde product komt voor met overlappende perioden."


@unit("TR302", "JW301", [m.ToegewezenProduct], _OVERLAP)
def awards_do_not_overlap(subject: m.ToegewezenProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


@unit("TR386", "JW315", [m.AangevraagdProduct], _OVERLAP)
def requests_do_not_overlap(subject: m.AangevraagdProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


@unit("TR410", "JW317", [m.NieuwProduct], _OVERLAP)
def new_products_do_not_overlap(subject: m.NieuwProduct, facts: Facts) -> bool:
    return id(subject) not in facts.overlapping


@unit(
    "TR383",
    "JW315",
    {m.AangevraagdProduct: "ReferentieAanbieder"},
    "Elke aanvraag in het bericht heeft een eigen referentie.",
)
def requests_have_their_own_reference(subject: m.AangevraagdProduct, facts: Facts) -> bool:
    return id(subject) not in facts.repeated


@unit(
    "CD043",
    "JW315",
    {m.AangevraagdProduct: "BeschikkingIngangsdatum"},
    "De ingangsdatum van de beschikking hoort precies bij een beschikkingnummer.",
)
def decision_date_comes_with_its_number(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return (subject.beschikking_ingangsdatum is None) == (subject.beschikking_nummer is None)


@unit(
    "CD066",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/Naam"},
    "Bij een AGB-code van de verwijzer hoort geen naam.",
)
def referrer_with_code_has_no_name(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    by = subject.verwijzer
    return by.type not in _DOCTORS or by.zorgverlener_code is None or by.naam is None


@unit(
    "CD067",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/Naam"},
    "Zonder AGB-code van de verwijzer hoort er een naam te zijn.",
)
def referrer_without_code_has_a_name(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    by = subject.verwijzer
    return by.type not in _DOCTORS or by.zorgverlener_code is not None or by.naam is not None


@unit(
    "CD068",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/ZorgverlenerCode"},
    "Dit soort verwijzer heeft geen AGB-code.",
)
def other_referrers_have_no_code(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return subject.verwijzer.type in _DOCTORS or subject.verwijzer.zorgverlener_code is None


@unit("TR352", "JW317", [m.Verzoek], "Het verzoek noemt geen bestaande toewijzing.")
def request_names_a_current_award(subject: m.Verzoek, _facts: Facts) -> bool:
    return bool(subject.ongewijzigde_producten or subject.te_wijzigen_producten)


@unit("TR353", "JW317", [m.Verzoek], "Het verzoek vraagt geen wijziging.")
def request_asks_a_change(subject: m.Verzoek, _facts: Facts) -> bool:
    return bool(subject.te_wijzigen_producten or subject.nieuwe_producten)


@unit(
    "TR380",
    "JW317",
    {m.NieuwProduct: "GewensteIngangsdatum"},
    "Een nieuw product gaat in na de dagtekening.",
)
def new_product_begins_later(subject: m.NieuwProduct, facts: Facts) -> bool:
    return subject.gewenste_ingangsdatum > facts.dagtekening


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
    expired_reason_is_not_used,
    awards_do_not_overlap,
    requests_do_not_overlap,
    new_products_do_not_overlap,
    requests_have_their_own_reference,
    decision_date_comes_with_its_number,
    referrer_with_code_has_no_name,
    referrer_without_code_has_a_name,
    other_referrers_have_no_code,
    request_names_a_current_award,
    request_asks_a_change,
    new_product_begins_later,
)
