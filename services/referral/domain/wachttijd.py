# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How long a child waits for help, held against a norm, and told before it is broken (R-11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.referral.domain.verwijzing import Verwijzing

Soort = Literal["intake", "behandeling"]
Fase = Literal["nadert", "overschreden"]


@dataclass(frozen=True, slots=True)
class Wachtnorm:
    """What holds for referrals from a day on; terms in days, without a category for all others.

    `intake_dagen` run from the referral to the first contact, `behandeling_dagen` from there to
    the start of help; `waarschuwing_dagen` before the end of a term it is told to come near.
    """

    gemeentecode: str
    categorie: str | None
    geldig_van: date
    intake_dagen: int
    behandeling_dagen: int
    waarschuwing_dagen: int
    bron: str


TREEKNORM = Wachtnorm("", None, date.min, 28, 70, 7, "Treeknorm")
"""What holds where a gemeente set no norm: four weeks, and ten weeks (jeugd-ggz)."""


@dataclass(frozen=True, slots=True)
class Wachtsignaal:
    """A term that comes near its last day, or is over: how many days it took, or takes by now."""

    soort: Soort
    fase: Fase
    norm_dagen: int
    dagen: int
    uiterlijk: date


def norm_for(normen: Iterable[Wachtnorm], verwijzing: Verwijzing) -> Wachtnorm:
    """The newest of its gemeente for its category on the day of the referral, else for all, else
    the Treeknorm."""
    day = verwijzing.verwijsdatum or date.min
    fits = [
        one
        for one in normen
        if one.gemeentecode == verwijzing.gemeentecode
        and one.categorie in {None, verwijzing.categorie}
        and one.geldig_van <= day
    ]
    return max(fits, key=lambda one: (one.categorie is not None, one.geldig_van), default=TREEKNORM)


def signals(verwijzing: Verwijzing, norm: Wachtnorm, today: date) -> Iterator[Wachtsignaal]:
    """What is to be told of its terms today; an intake after which one waits is no start."""
    referred, contact = verwijzing.verwijsdatum, verwijzing.eerste_contact
    begun = verwijzing.begindatum
    if referred is None or verwijzing.gestart_met_crisis:
        return
    yield from _of_term(("intake", norm.intake_dagen, norm), referred, contact or begun, today)
    if contact is not None:
        yield from _of_term(("behandeling", norm.behandeling_dagen, norm), contact, begun, today)


def _of_term(
    term: tuple[Soort, int, Wachtnorm], since: date, done: date | None, today: date
) -> Iterator[Wachtsignaal]:
    soort, most, norm = term
    last = since + timedelta(days=most)
    at = done or today
    days = (at - since).days
    if days > most:
        yield Wachtsignaal(soort, "overschreden", most, days, last)
    elif done is None and at >= last - timedelta(days=norm.waarschuwing_dagen):
        yield Wachtsignaal(soort, "nadert", most, days, last)
