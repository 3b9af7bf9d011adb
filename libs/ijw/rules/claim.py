# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on declaraties and their prestaties."""

from datetime import date

from libs.ijw import messages as m
from libs.ijw.months import last_day_of_month
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit
from libs.ijw.shared import BedragMetDC, GeslotenPeriode, TotaalBedragMetDC

_EURO = "83"
_CREDIT = "C"
_FIRST_PERIOD = date(2021, 1, 1)


def _is_over(period: GeslotenPeriode, facts: Facts) -> bool:
    return period.begindatum <= period.einddatum <= facts.dagtekening


_PERIOD = "De periode moet uiterlijk op de dagtekening eindigen, en niet voor zij begint."


@unit("TR137", "JW323", {m.Declaratie: "DeclaratiePeriode"}, _PERIOD)
def claimed_period_is_over(subject: m.Declaratie, facts: Facts) -> bool:
    return _is_over(subject.declaratie_periode, facts)


@unit("TR137", "JW323 JW325", {m.Prestatie: "ProductPeriode"}, _PERIOD)
def product_period_is_over(subject: m.Prestatie, facts: Facts) -> bool:
    return _is_over(subject.product_periode, facts)


_BEFORE_2021 = "De periode mag niet voor 2021 beginnen."


@unit("CS100", "JW323", {m.Declaratie: "DeclaratiePeriode"}, _BEFORE_2021)
def claimed_period_is_of_2021_or_later(subject: m.Declaratie, _facts: Facts) -> bool:
    return subject.declaratie_periode.begindatum >= _FIRST_PERIOD


@unit("CS100", "JW323", {m.Prestatie: "ProductPeriode"}, _BEFORE_2021)
def product_period_is_of_2021_or_later(subject: m.Prestatie, _facts: Facts) -> bool:
    return subject.product_periode.begindatum >= _FIRST_PERIOD


@unit("CS340", "JW323", {m.Declaratie: "DeclaratiePeriode"}, "De periode moet een hele maand zijn.")
def claimed_period_is_a_month(subject: m.Declaratie, _facts: Facts) -> bool:
    begin, end = subject.declaratie_periode.begindatum, subject.declaratie_periode.einddatum
    return begin.day == 1 and end == last_day_of_month(begin)


@unit("CS337", "JW323", {m.Prestatie: "ProductPeriode"}, "De periode moet in één maand liggen.")
def product_period_is_in_one_month(subject: m.Prestatie, _facts: Facts) -> bool:
    begin, end = subject.product_periode.begindatum, subject.product_periode.einddatum
    return begin.month == end.month and begin.year == end.year


@unit(
    "TR335",
    "JW323",
    {m.Prestatie: "ProductPeriode/Einddatum"},
    "De periode mag niet meer dan vijf jaar voor de declaratie zijn geëindigd.",
)
def is_claimed_within_five_years(subject: m.Prestatie, facts: Facts) -> bool:
    return subject.product_periode.einddatum >= facts.oldest_delivery


@unit(
    "TR315",
    "JW323",
    {m.Prestatie: "ProductReferentie/VorigReferentieNummer"},
    "Een prestatie mag in het bericht maar één keer worden gecrediteerd.",
)
def is_credited_once(subject: m.Prestatie, facts: Facts) -> bool:
    credited = subject.product_referentie.vorig_referentie_nummer
    return credited is None or facts.vorige[credited] == 1


@unit(
    "TR316",
    "JW323",
    {m.Prestatie: "ProductReferentie"},
    "De gecrediteerde prestatie mag niet in hetzelfde bericht staan.",
)
def credits_another_message(subject: m.Prestatie, facts: Facts) -> bool:
    return subject.product_referentie.vorig_referentie_nummer not in facts.referenties


@unit(
    "TR416",
    "JW323",
    [m.Prestatie],
    "Een prestatie mag in het bericht maar één keer worden gedeclareerd.",
)
def is_claimed_once(subject: m.Prestatie, facts: Facts) -> bool:
    return id(subject) not in facts.claimed_twice


@unit(
    "CD060",
    "JW323 JW325",
    {m.Prestatie: "ProductReferentie/VorigReferentieNummer"},
    "Een vorig referentienummer moet er zijn bij credit, en mag er bij debet niet zijn.",
)
def credit_names_its_debit(subject: m.Prestatie, _facts: Facts) -> bool:
    is_credit = subject.ingediend_bedrag.debet_credit == _CREDIT
    return is_credit == (subject.product_referentie.vorig_referentie_nummer is not None)


@unit(
    "CD087",
    "JW323",
    {m.Prestatie: "ProductTarief"},
    "Een tarief mag er bij euro's niet zijn, en moet er bij andere eenheden zijn.",
)
def tariff_fits_the_unit(subject: m.Prestatie, _facts: Facts) -> bool:
    return (subject.product_tarief is None) == (subject.eenheid == _EURO)


@unit(
    "CS339",
    "JW323",
    {m.Prestatie: "IngediendBedrag"},
    "Bij euro's moet het bedrag gelijk zijn aan het volume.",
)
def euros_are_their_own_amount(subject: m.Prestatie, _facts: Facts) -> bool:
    return subject.eenheid != _EURO or subject.ingediend_bedrag.bedrag == subject.geleverd_volume


_ZERO = "Een bedrag van nul moet debet zijn."


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
    "Het totaal moet de som van de prestaties zijn.",
)
def total_is_that_of_the_lines(subject: m.Declaratie, _facts: Facts) -> bool:
    lines = (line for client in subject.clienten for line in client.prestaties)
    total = sum(line.ingediend_bedrag.signed for line in lines)
    return subject.totaal_ingediend_bedrag == TotaalBedragMetDC.of(total)


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
)
