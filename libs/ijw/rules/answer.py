# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on answers: to a request (JW319) and to a declaratie (JW325)."""

from libs.ijw import messages as m
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit

_WOONPLAATS = "8"
_AFGEWEZEN, _IN_ONDERZOEK = "1", "2"
_GRANTED = frozenset({"0200", "8001"})


@unit(
    "TR342",
    "JW325",
    [m.DeclaratieAntwoord],
    "De teruggegeven prestaties moeten het verschil tussen ingediend en toegekend verklaren.",
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
    "Bij afwijzing op woonplaats moet de verantwoordelijke gemeente staan.",
)
def refusal_on_residence_names_the_gemeente(subject: m.Antwoord, _facts: Facts) -> bool:
    on_residence = subject.reden_afwijzing_verzoek == _WOONPLAATS
    return not on_residence or subject.woonplaatsbeginsel is not None


@unit(
    "TR409",
    "JW319",
    {m.Antwoord: "Woonplaatsbeginsel"},
    "Een andere gemeente mag alleen bij afwijzing op woonplaats staan.",
)
def other_answers_name_no_gemeente(subject: m.Antwoord, _facts: Facts) -> bool:
    on_residence = subject.reden_afwijzing_verzoek == _WOONPLAATS
    return on_residence or subject.woonplaatsbeginsel is None


@unit(
    "CD085",
    "JW319",
    {m.Antwoord: "RedenAfwijzingVerzoek"},
    "Een afwijzing moet een reden hebben.",
)
def refusal_has_a_reason(subject: m.Antwoord, _facts: Facts) -> bool:
    refused = subject.verzoek_antwoord == _AFGEWEZEN
    return not refused or subject.reden_afwijzing_verzoek is not None


@unit(
    "CD086",
    "JW319",
    {m.Antwoord: "RedenAfwijzingVerzoek"},
    "Een aanvraag in onderzoek mag geen reden van afwijzing hebben.",
)
def investigation_has_no_reason(subject: m.Antwoord, _facts: Facts) -> bool:
    pending = subject.verzoek_antwoord == _IN_ONDERZOEK
    return not pending or subject.reden_afwijzing_verzoek is None


ANSWER_RULES = (
    refused_lines_explain_the_difference,
    refusal_on_residence_names_the_gemeente,
    other_answers_name_no_gemeente,
    refusal_has_a_reason,
    investigation_has_no_reason,
)
