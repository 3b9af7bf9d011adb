# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on requests: for an award (JW315) and for a change of awards (JW317)."""

from libs.ijw import messages as m
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit

_DOCTORS = frozenset({"02", "03", "04", "05"})


@unit(
    "TR383",
    "JW315",
    {m.AangevraagdProduct: "ReferentieAanbieder"},
    "Elke aanvraag in het bericht moet een eigen referentie hebben.",
)
def requests_have_their_own_reference(subject: m.AangevraagdProduct, facts: Facts) -> bool:
    return id(subject) not in facts.repeated


@unit(
    "CD043",
    "JW315",
    {m.AangevraagdProduct: "BeschikkingIngangsdatum"},
    "Een beschikkingnummer en de ingangsdatum van de beschikking mogen niet zonder elkaar staan.",
)
def decision_date_comes_with_its_number(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return (subject.beschikking_ingangsdatum is None) == (subject.beschikking_nummer is None)


@unit(
    "CD066",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/Naam"},
    "Bij een AGB-code van de verwijzer mag geen naam staan.",
)
def referrer_with_code_has_no_name(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    by = subject.verwijzer
    return by.type not in _DOCTORS or by.zorgverlener_code is None or by.naam is None


@unit(
    "CD067",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/Naam"},
    "Zonder AGB-code van de verwijzer moet er een naam staan.",
)
def referrer_without_code_has_a_name(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    by = subject.verwijzer
    return by.type not in _DOCTORS or by.zorgverlener_code is not None or by.naam is not None


@unit(
    "CD068",
    "JW315",
    {m.AangevraagdProduct: "Verwijzer/ZorgverlenerCode"},
    "Bij dit soort verwijzer mag geen AGB-code staan.",
)
def other_referrers_have_no_code(subject: m.AangevraagdProduct, _facts: Facts) -> bool:
    return subject.verwijzer.type in _DOCTORS or subject.verwijzer.zorgverlener_code is None


@unit("TR352", "JW317", [m.Verzoek], "Een verzoek moet ten minste één bestaande toewijzing noemen.")
def request_names_a_current_award(subject: m.Verzoek, _facts: Facts) -> bool:
    return bool(subject.ongewijzigde_producten or subject.te_wijzigen_producten)


@unit(
    "TR353",
    "JW317",
    [m.Verzoek],
    "Een verzoek moet ten minste één wijziging of nieuw product vragen.",
)
def request_asks_a_change(subject: m.Verzoek, _facts: Facts) -> bool:
    return bool(subject.te_wijzigen_producten or subject.nieuwe_producten)


@unit(
    "TR380",
    "JW317",
    {m.NieuwProduct: "GewensteIngangsdatum"},
    "Een nieuw product moet na de dagtekening ingaan.",
)
def new_product_begins_later(subject: m.NieuwProduct, facts: Facts) -> bool:
    return subject.gewenste_ingangsdatum > facts.dagtekening


REQUEST_RULES = (
    requests_have_their_own_reference,
    decision_date_comes_with_its_number,
    referrer_with_code_has_no_name,
    referrer_without_code_has_a_name,
    other_referrers_have_no_code,
    request_names_a_current_award,
    request_asks_a_change,
    new_product_begins_later,
)
