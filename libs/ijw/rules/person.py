# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on clients, their names, addresses and dates of birth."""

import re
from datetime import date

from libs.ijw import messages as m
from libs.ijw.bsn import passes_elfproef
from libs.ijw.rules.facts import KEYS, Facts
from libs.ijw.rules.unit import unit

_ALL = "JW301 JW305 JW307 JW315 JW317 JW323 JW325"
_CLIENTS = (m.ToewijzingClient, m.StartClient, m.StopClient, m.VerzoekClient)
_WITH_BSN = (*_CLIENTS, m.WijzigingClient, m.DeclaratieClient)
_BORN = dict.fromkeys((*_CLIENTS, m.Relatie), "Geboortedatum/Datum")
_USE = dict.fromkeys((*_CLIENTS, m.Relatie), "Geboortedatum/DatumGebruik")
_UNKNOWN_DATE = date(1900, 1, 1)
_DAY_UNKNOWN, _MONTH_UNKNOWN, _ALL_UNKNOWN = "1", "2", "3"
_DUTCH_POSTCODE = re.compile(r"[1-9][0-9]{3}[a-zA-Z]{2}")
_NL = "NL"
_BRP, _CORRESPONDENTIE, _VERBLIJF, _TIJDELIJK = "01", "02", "03", "04"
_TOLK_TAAL = "1"
_EIGEN_NAAM, _ORGANISATIE = "1", "6"

Person = m.ToewijzingClient | m.StartClient | m.StopClient | m.VerzoekClient | m.Relatie


@unit("CS002", _ALL, dict.fromkeys(_WITH_BSN, "Bsn"), "Het bsn moet aan de elfproef voldoen.")
def bsn_passes_the_elfproef(client: m.DeclaratieClient, _facts: Facts) -> bool:
    return passes_elfproef(client.bsn)


@unit(
    "TR101",
    _ALL,
    dict.fromkeys(KEYS, ""),
    "De sleutel van deze berichtklasse mag in het bericht maar één keer voorkomen.",
)
def key_occurs_once(subject: object, facts: Facts) -> bool:
    return id(subject) not in facts.repeated


@unit(
    "TR002",
    "JW301 JW305 JW307 JW315",
    _BORN,
    "De geboortedatum mag niet meer dan 120 jaar terug liggen.",
)
def is_at_most_120_years_old(person: Person, facts: Facts) -> bool:
    born = person.geboortedatum
    if born is None or (born.datum_gebruik == _ALL_UNKNOWN and born.datum == _UNKNOWN_DATE):
        return True
    return born.datum >= facts.oldest_birth


@unit(
    "CS139",
    "JW301 JW305 JW307 JW315",
    _USE,
    "Het datumgebruik moet bij de geboortedatum passen.",
)
def date_use_agrees_with_the_date(person: Person, _facts: Facts) -> bool:
    born = person.geboortedatum
    if born is None or born.datum_gebruik is None:
        return True
    day = born.datum
    return {
        _DAY_UNKNOWN: day.day == 1,
        _MONTH_UNKNOWN: (day.month, day.day) == (1, 1),
        _ALL_UNKNOWN: day == _UNKNOWN_DATE,
    }.get(born.datum_gebruik, True)


@unit(
    "TR006",
    "JW301",
    [m.Contact],
    "Een contact moet een telefoonnummer of een volledig adres hebben.",
)
def contact_can_be_reached(contact: m.Contact, _facts: Facts) -> bool:
    address = contact.adres
    complete = address is not None and address.huis is not None and address.postcode is not None
    return contact.telefoon is not None or complete


@unit(
    "TR061",
    "JW301",
    {m.ToewijzingClient: "Contactgegevens"},
    "De cliënt moet een BRP-, correspondentie- of verblijfadres hebben.",
)
def client_has_a_lasting_address(client: m.ToewijzingClient, _facts: Facts) -> bool:
    lasting = (_BRP, _CORRESPONDENTIE, _VERBLIJF)
    return any(contact.soort in lasting for contact in client.contactgegevens)


@unit(
    "CD005",
    "JW301",
    {m.Contact: "Adres/LandCode"},
    "Een landcode moet er zijn bij een postcode, en mag er zonder postcode niet zijn.",
)
def country_comes_with_postcode(contact: m.Contact, _facts: Facts) -> bool:
    address = contact.adres
    return address is None or (address.land_code is None) == (address.postcode is None)


@unit(
    "CD007",
    "JW301",
    {m.ToewijzingClient: "Communicatie/Taal"},
    "Een taal moet er zijn bij een tolk, en mag er anders niet zijn.",
)
def language_comes_with_interpreter(client: m.ToewijzingClient, _facts: Facts) -> bool:
    spoken = client.communicatie
    return spoken is None or (spoken.taal is not None) == (spoken.vorm == _TOLK_TAAL)


@unit(
    "CD009",
    "JW301",
    {m.Contact: "Periode"},
    "Een periode mag alleen bij een tijdelijk verblijfadres staan.",
)
def only_temporary_contacts_have_a_period(contact: m.Contact, _facts: Facts) -> bool:
    return contact.periode is None or contact.soort == _TIJDELIJK


@unit(
    "CD025", "JW301", {m.Contact: "Adres/Huis"}, "Een Nederlands adres moet een huisnummer hebben."
)
def dutch_address_has_a_house(contact: m.Contact, _facts: Facts) -> bool:
    address = contact.adres
    return address is None or address.land_code != _NL or address.huis is not None


@unit(
    "CD034",
    "JW301",
    {m.Contact: "Adres/Postcode"},
    "Een BRP- of verblijfadres moet een postcode hebben.",
)
def lasting_address_has_a_postcode(contact: m.Contact, _facts: Facts) -> bool:
    address = contact.adres
    lasting = contact.soort in (_BRP, _VERBLIJF)
    return address is None or not lasting or address.postcode is not None


@unit(
    "CS089",
    "JW301",
    {m.Contact: "Adres/Postcode"},
    "Een Nederlandse postcode moet uit vier cijfers en twee letters bestaan.",
)
def dutch_postcode_has_its_form(contact: m.Contact, _facts: Facts) -> bool:
    address = contact.adres
    if address is None or address.land_code != _NL or address.postcode is None:
        return True
    return _DUTCH_POSTCODE.fullmatch(address.postcode) is not None


@unit(
    "CS050",
    "JW301",
    dict.fromkeys((m.ToewijzingClient, m.Relatie), "Naam/NaamGebruik"),
    "Het naamgebruik moet bij de opgegeven namen passen.",
)
def name_use_fits_the_names(person: m.ToewijzingClient | m.Relatie, _facts: Facts) -> bool:
    with_partner = person.naam.partnernaam is not None
    allowed = ("1", "2", "3", "4") if with_partner else (_EIGEN_NAAM, _ORGANISATIE)
    return person.naam.naam_gebruik in allowed


@unit("CS318", "JW301", {m.ToewijzingClient: "Naam"}, "Een cliënt mag geen organisatie zijn.")
def client_is_a_person(client: m.ToewijzingClient, _facts: Facts) -> bool:
    return client.naam.naam_gebruik != _ORGANISATIE


PERSON_RULES = (
    bsn_passes_the_elfproef,
    key_occurs_once,
    is_at_most_120_years_old,
    date_use_agrees_with_the_date,
    contact_can_be_reached,
    client_has_a_lasting_address,
    country_comes_with_postcode,
    language_comes_with_interpreter,
    only_temporary_contacts_have_a_period,
    dutch_address_has_a_house,
    lasting_address_has_a_postcode,
    dutch_postcode_has_its_form,
    name_use_fits_the_names,
    client_is_a_person,
)
