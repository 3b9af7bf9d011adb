# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules on dates that have passed, and on what start and stop messages deliver."""

from libs.ijw import messages as m
from libs.ijw.rules.facts import Facts
from libs.ijw.rules.unit import unit

_CLIENTS = (m.ToewijzingClient, m.StartClient, m.StopClient, m.VerzoekClient)
_DELIVERED = ("1", "3")

Person = m.ToewijzingClient | m.StartClient | m.StopClient | m.VerzoekClient | m.Relatie

# TR134 does not name its dates. Held here: births, the day of awarding, the begin of a start, the
# end of a stop, and the begin of a claimed period (its end is TR137).
_FUTURE = "De datum mag niet na de dagtekening van het bericht liggen."


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


@unit(
    "TR018",
    "JW307",
    {m.StopProduct: "Einddatum"},
    "De einddatum mag niet voor de begindatum liggen.",
)
def stops_after_it_started(subject: m.StopProduct, _facts: Facts) -> bool:
    return subject.einddatum >= subject.begindatum


@unit(
    "CS058",
    "JW305 JW307",
    dict.fromkeys((m.StartProduct, m.StopProduct), "StatusAanlevering"),
    "De status moet een eerste aanlevering of een verwijdering zijn.",
)
def is_delivered_or_deleted(subject: m.StartProduct | m.StopProduct, _facts: Facts) -> bool:
    return subject.status_aanlevering in _DELIVERED


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
