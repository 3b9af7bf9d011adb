# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on dates of delivery, answers to requests, and claims."""

from datetime import date

from libs.ijw import messages as m
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit
from libs.ijw.shared import BedragMetDC, GeslotenPeriode, TotaalBedragMetDC
from libs.ijw.volumes import last_day_of_month

_CLIENTS = (m.ToewijzingClient, m.StartClient, m.StopClient, m.VerzoekClient)
_EURO = "83"
_CREDIT = "C"
_FIRST_PERIOD = date(2021, 1, 1)
_MAX_AGE_YEARS = 5
_WOONPLAATS = "8"
_AFGEWEZEN, _IN_ONDERZOEK = "1", "2"
_GRANTED = frozenset({"0200", "8001"})
_DELIVERED = ("1", "3")

Person = m.ToewijzingClient | m.StartClient | m.StopClient | m.VerzoekClient | m.Relatie

_FUTURE = "De datum ligt na de dagtekening van het bericht."


@unit(
    "TR134",
    "JW301 JW305 JW307 JW315",
    dict.fromkeys((*_CLIENTS, m.Relatie), "Geboortedatum/Datum"),
    _FUTURE,
)
def is_born(person: Person, facts: Facts) -> bool:
    return person.geboortedatum is None or person.geboortedatum.datum <= facts.dagtekening


@unit("TR134", "JW301", {m.ToegewezenProduct: "Toewijzingsdatum"}, _FUTURE)
def is_awarded(subject: m.ToegewezenProduct, facts: Facts) -> bool:
    return subject.toewijzingsdatum <= facts.dagtekening


@unit("TR134", "JW305", {m.StartProduct: "Begindatum"}, _FUTURE)
def has_begun(subject: m.StartProduct, facts: Facts) -> bool:
    return subject.begindatum <= facts.dagtekening


@unit("TR134", "JW307", {m.StopProduct: "Einddatum"}, _FUTURE)
def has_ended(subject: m.StopProduct, facts: Facts) -> bool:
    return subject.einddatum <= facts.dagtekening


@unit("TR134", "JW323", {m.Declaratie: "DeclaratiePeriode/Begindatum"}, _FUTURE)
def claimed_month_has_begun(subject: m.Declaratie, facts: Facts) -> bool:
    return subject.declaratie_periode.begindatum <= facts.dagtekening


@unit("TR134", "JW323 JW325", {m.Prestatie: "ProductPeriode/Begindatum"}, _FUTURE)
def delivered_period_has_begun(subject: m.Prestatie, facts: Facts) -> bool:
    return subject.product_periode.begindatum <= facts.dagtekening


@unit("TR018", "JW307", {m.StopProduct: "Einddatum"}, "De einddatum ligt voor de begindatum.")
def stops_after_it_started(subject: m.StopProduct, _facts: Facts) -> bool:
    return subject.einddatum >= subject.begindatum


@unit(
    "CS058",
    "JW305 JW307",
    dict.fromkeys((m.StartProduct, m.StopProduct), "StatusAanlevering"),
    "De status is geen eerste aanlevering of verwijdering.",
)
def is_delivered_or_deleted(subject: m.StartProduct | m.StopProduct, _facts: Facts) -> bool:
    return subject.status_aanlevering in _DELIVERED


def _is_over(period: GeslotenPeriode, facts: Facts) -> bool:
    return period.begindatum <= period.einddatum <= facts.dagtekening


_PERIOD = "De periode loopt niet af voor of op de dagtekening, of eindigt voor zij begint."


@unit("TR137", "JW323", {m.Declaratie: "DeclaratiePeriode"}, _PERIOD)
def claimed_period_is_over(subject: m.Declaratie, facts: Facts) -> bool:
    return _is_over(subject.declaratie_periode, facts)


@unit("TR137", "JW323 JW325", {m.Prestatie: "ProductPeriode"}, _PERIOD)
def product_period_is_over(subject: m.Prestatie, facts: Facts) -> bool:
    return _is_over(subject.product_periode, facts)


_BEFORE_2021 = "De periode begint voor 2021."


@unit("CS100", "JW323", {m.Declaratie: "DeclaratiePeriode"}, _BEFORE_2021)
def claimed_period_is_of_2021_or_later(subject: m.Declaratie, _facts: Facts) -> bool:
    return subject.declaratie_periode.begindatum >= _FIRST_PERIOD


@unit("CS100", "JW323", {m.Prestatie: "ProductPeriode"}, _BEFORE_2021)
def product_period_is_of_2021_or_later(subject: m.Prestatie, _facts: Facts) -> bool:
    return subject.product_periode.begindatum >= _FIRST_PERIOD


@unit("CS340", "JW323", {m.Declaratie: "DeclaratiePeriode"}, "De periode is geen hele maand.")
def claimed_period_is_a_month(subject: m.Declaratie, _facts: Facts) -> bool:
    begin, end = subject.declaratie_periode.begindatum, subject.declaratie_periode.einddatum
    return begin.day == 1 and end == last_day_of_month(begin)


@unit("CS337", "JW323", {m.Prestatie: "ProductPeriode"}, "De periode ligt niet in één maand.")
def product_period_is_in_one_month(subject: m.Prestatie, _facts: Facts) -> bool:
    period = subject.product_periode
    return period.begindatum.replace(day=1) == period.einddatum.replace(day=1)


@unit(
    "TR335",
    "JW323",
    {m.Prestatie: "ProductPeriode/Einddatum"},
    "De periode eindigde meer dan vijf jaar voor de declaratie.",
)
def is_claimed_within_five_years(subject: m.Prestatie, facts: Facts) -> bool:
    claimed, end = facts.declaratie_dagtekening, subject.product_periode.einddatum
    earliest = (claimed.year - _MAX_AGE_YEARS, claimed.month, claimed.day)
    return (end.year, end.month, end.day) >= earliest


@unit(
    "TR315",
    "JW323",
    {m.Prestatie: "ProductReferentie/VorigReferentieNummer"},
    "Deze prestatie wordt in het bericht meer dan eens gecrediteerd.",
)
def is_credited_once(subject: m.Prestatie, facts: Facts) -> bool:
    credited = subject.product_referentie.vorig_referentie_nummer
    return credited is None or facts.vorige[credited] == 1


@unit(
    "TR316",
    "JW323",
    {m.Prestatie: "ProductReferentie/VorigReferentieNummer"},
    "De gecrediteerde prestatie staat in hetzelfde bericht.",
)
def credits_another_message(subject: m.Prestatie, facts: Facts) -> bool:
    return subject.product_referentie.vorig_referentie_nummer not in facts.referenties


@unit("TR416", "JW323", [m.Prestatie], "Deze prestatie is in het bericht al gedeclareerd.")
def is_claimed_once(subject: m.Prestatie, facts: Facts) -> bool:
    return id(subject) not in facts.claimed_twice


@unit(
    "CD060",
    "JW323 JW325",
    {m.Prestatie: "ProductReferentie/VorigReferentieNummer"},
    "Een vorig referentienummer hoort precies bij een creditregel.",
)
def credit_names_its_debit(subject: m.Prestatie, _facts: Facts) -> bool:
    is_credit = subject.ingediend_bedrag.debet_credit == _CREDIT
    return is_credit == (subject.product_referentie.vorig_referentie_nummer is not None)


@unit(
    "CD087",
    "JW323",
    {m.Prestatie: "ProductTarief"},
    "Een tarief hoort precies bij andere eenheden dan euro's.",
)
def tariff_fits_the_unit(subject: m.Prestatie, _facts: Facts) -> bool:
    return (subject.product_tarief is None) == (subject.eenheid == _EURO)


@unit(
    "CS339",
    "JW323",
    {m.Prestatie: "IngediendBedrag"},
    "Bij euro's is het bedrag gelijk aan het volume.",
)
def euros_are_their_own_amount(subject: m.Prestatie, _facts: Facts) -> bool:
    return subject.eenheid != _EURO or subject.ingediend_bedrag.bedrag == subject.geleverd_volume


_ZERO = "Een bedrag van nul is debet."


def _zero_is_debit(amount: BedragMetDC | TotaalBedragMetDC) -> bool:
    return amount.signed != 0 or amount.debet_credit != _CREDIT


@unit("CS325", "JW323 JW325", {m.Prestatie: "IngediendBedrag/DebetCredit"}, _ZERO)
def zero_is_debit(subject: m.Prestatie, _facts: Facts) -> bool:
    return _zero_is_debit(subject.ingediend_bedrag)


@unit(
    "CS325",
    "JW323 JW325",
    dict.fromkeys((m.Declaratie, m.DeclaratieAntwoord), "TotaalIngediendBedrag/DebetCredit"),
    _ZERO,
)
def total_of_zero_is_debit(subject: m.Declaratie | m.DeclaratieAntwoord, _facts: Facts) -> bool:
    return _zero_is_debit(subject.totaal_ingediend_bedrag)


@unit("CS325", "JW325", {m.DeclaratieAntwoord: "TotaalToegekendBedrag/DebetCredit"}, _ZERO)
def granted_zero_is_debit(subject: m.DeclaratieAntwoord, _facts: Facts) -> bool:
    return _zero_is_debit(subject.totaal_toegekend_bedrag)


@unit(
    "TR358",
    "JW323",
    {m.Declaratie: "TotaalIngediendBedrag"},
    "Het totaal is niet de som van de prestaties.",
)
def total_is_that_of_the_lines(subject: m.Declaratie, _facts: Facts) -> bool:
    lines = (line for client in subject.clienten for line in client.prestaties)
    total = sum(line.ingediend_bedrag.signed for line in lines)
    return subject.totaal_ingediend_bedrag == TotaalBedragMetDC.of(total) or (
        total == 0 and subject.totaal_ingediend_bedrag.signed == 0
    )


@unit(
    "TR342",
    "JW325",
    [m.DeclaratieAntwoord],
    "De teruggegeven prestaties verklaren het verschil tussen ingediend en toegekend niet.",
)
def refused_lines_explain_the_difference(subject: m.DeclaratieAntwoord, _facts: Facts) -> bool:
    if not _GRANTED.intersection(subject.retour_codes):
        return not subject.clienten and subject.totaal_toegekend_bedrag.signed == 0
    lines = (line for client in subject.clienten for line in client.prestaties)
    refused = sum(line.ingediend_bedrag.signed for line in lines)
    submitted, granted = subject.totaal_ingediend_bedrag, subject.totaal_toegekend_bedrag
    return refused == submitted.signed - granted.signed


@unit(
    "TR377",
    "JW319",
    {m.Antwoord: "Woonplaatsbeginsel"},
    "Bij afwijzing op woonplaats hoort de verantwoordelijke gemeente.",
)
def refusal_on_residence_names_the_gemeente(subject: m.Antwoord, _facts: Facts) -> bool:
    on_residence = subject.reden_afwijzing_verzoek == _WOONPLAATS
    return not on_residence or subject.woonplaatsbeginsel is not None


@unit(
    "TR409",
    "JW319",
    {m.Antwoord: "Woonplaatsbeginsel"},
    "Een andere gemeente hoort alleen bij afwijzing op woonplaats.",
)
def other_answers_name_no_gemeente(subject: m.Antwoord, _facts: Facts) -> bool:
    on_residence = subject.reden_afwijzing_verzoek == _WOONPLAATS
    return on_residence or subject.woonplaatsbeginsel is None


@unit(
    "CD085",
    "JW319",
    {m.Antwoord: "RedenAfwijzingVerzoek"},
    "Een afwijzing heeft een reden.",
)
def refusal_has_a_reason(subject: m.Antwoord, _facts: Facts) -> bool:
    refused = subject.verzoek_antwoord == _AFGEWEZEN
    return not refused or subject.reden_afwijzing_verzoek is not None


@unit(
    "CD086",
    "JW319",
    {m.Antwoord: "RedenAfwijzingVerzoek"},
    "Een aanvraag in onderzoek heeft geen reden van afwijzing.",
)
def investigation_has_no_reason(subject: m.Antwoord, _facts: Facts) -> bool:
    pending = subject.verzoek_antwoord == _IN_ONDERZOEK
    return not pending or subject.reden_afwijzing_verzoek is None


DELIVERY_RULES = (
    is_born,
    is_awarded,
    has_begun,
    has_ended,
    claimed_month_has_begun,
    delivered_period_has_begun,
    stops_after_it_started,
    is_delivered_or_deleted,
)

ANSWER_RULES = (
    refusal_on_residence_names_the_gemeente,
    other_answers_name_no_gemeente,
    refusal_has_a_reason,
    investigation_has_no_reason,
)

CLAIM_RULES = (
    claimed_period_is_over,
    product_period_is_over,
    claimed_period_is_of_2021_or_later,
    product_period_is_of_2021_or_later,
    claimed_period_is_a_month,
    product_period_is_in_one_month,
    is_claimed_within_five_years,
    is_credited_once,
    credits_another_message,
    is_claimed_once,
    credit_names_its_debit,
    tariff_fits_the_unit,
    euros_are_their_own_amount,
    zero_is_debit,
    total_of_zero_is_debit,
    granted_zero_is_debit,
    total_is_that_of_the_lines,
    refused_lines_explain_the_difference,
)
