# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms that somebody must keep, and at which moments that is told (C-03, C-09, C-23). Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from libs.common.contracts import Termijnsoort
from services.contract.domain.inkoop import WAARSCHUWINGEN, Inkoop, drempel, waarschuwingen
from services.contract.domain.plafond import Procedure

GESPREK = timedelta(weeks=2)
"""From the written notice that a ceiling comes near to the talk, and from that to a decision."""

IGJ = timedelta(days=7)
"""In which an aanbieder that cannot go on is reported to the inspectorate (CS 3.4.2)."""

VOORBIJ = -1
"""The threshold of a term that went by."""


@dataclass(frozen=True, slots=True)
class Termijn:
    """What is to be done by which day, as long as it is not done."""

    soort: Termijnsoort
    uiterlijk: date


@dataclass(frozen=True, slots=True)
class Signaal:
    """A term at one of its thresholds, in days before its last day."""

    soort: Termijnsoort
    uiterlijk: date
    dagen: int


def of_inkoop(inkoop: Inkoop, today: date) -> Iterator[Signaal]:
    """Sixty and thirty days before each term and milestone that is not met."""
    for one in waarschuwingen(inkoop, today):
        yield Signaal(one.eis, one.uiterlijk, drempel(one.dagen))


def of_procedure(procedure: Procedure, today: date) -> Iterator[Signaal]:
    """Sixty and thirty days before the next step of a ceiling is due, and once it is late."""
    stap = procedure.volgende
    if stap is None:
        return
    last = procedure.uiterlijk(stap)
    left = (last - today).days
    if left < 0:
        yield Signaal(stap, last, VOORBIJ)
    elif left <= max(WAARSCHUWINGEN):
        yield Signaal(stap, last, drempel(left))


def of_plafondgesprek(
    gemeld: date, gesprek: date | None, besluit: date | None
) -> Iterator[Termijn]:
    """First the talk, then the decision, each within two weeks (CS 1.5)."""
    if gesprek is None:
        yield Termijn("plafondgesprek", gemeld + GESPREK)
    elif besluit is None:
        yield Termijn("plafondbesluit", gesprek + GESPREK)


def of_risico(ontstaan: date | None, gemeld: date | None) -> Iterator[Termijn]:
    """The report to the inspectorate."""
    if ontstaan is not None and gemeld is None:
        yield Termijn("igj-melding", ontstaan + IGJ)


def signalen(termijnen: Iterable[Termijn], today: date) -> Iterator[Signaal]:
    """Of short terms: in the last week, and once the last day went by."""
    for one in termijnen:
        left = (one.uiterlijk - today).days
        if left < 0:
            yield Signaal(one.soort, one.uiterlijk, VOORBIJ)
        elif left <= IGJ.days:
            yield Signaal(one.soort, one.uiterlijk, IGJ.days)
