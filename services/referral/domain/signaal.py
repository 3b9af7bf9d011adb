# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten ask an aanbieder about: what stays away, and what was reported late or amiss.

A retourbericht (OP090) or a stop (OP288) stays away; a start (OP271) or a stop (OP272) comes late;
a start names another product than its toewijzing (IV075). None of it is a reason to refuse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from libs.ijw.calendar import add_working_days
from services.referral.domain.levering import Levering, Melding, Sleutel, StopMelding

Meldingsoort = Literal["start-te-laat", "stop-te-laat", "product-wijkt-af"]
Soort = Literal["retour-blijft-uit", "stop-blijft-uit"] | Meldingsoort

RETOUR_WERKDAGEN = 3
"""Working days in which an aanbieder answers a JW301 or JW319 (OP090)."""

STOP_WERKDAGEN = 5
"""Working days in which a stop is reported after the last day of help (OP288)."""

MELDING_WERKDAGEN = 5
"""Working days in which an aanbieder reports a start (OP271) or a stop (OP272)."""


@dataclass(frozen=True, slots=True)
class Signaal:
    """One thing that should have come by `uiterlijk`; `plaats` tells it from all others.

    `bericht_id` is that of the unanswered message, `begindatum` that of the delivery. Of a report
    `gemeld_op` is the day of its message, and product the one that it names.
    """

    plaats: str
    soort: Soort
    agb_code: str
    uiterlijk: date | None
    bericht_id: str | None = None
    toewijzing_nummer: int | None = None
    begindatum: date | None = None
    gemeld_op: date | None = None
    categorie: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Toegewezen:
    """What a report is held against; `ontvangen_op` is the day of the first JW301 with it."""

    categorie: str | None
    code: str | None
    ontvangen_op: date | None


@dataclass(frozen=True, slots=True)
class Opvallend:
    """A report that is taken in as it is, and shown; `uiterlijk` only of one that came late."""

    soort: Meldingsoort
    sleutel: Sleutel
    gemeld_op: date
    uiterlijk: date | None = None


def opvallend(
    melding: Melding, gemeld_op: date, toegewezen: Toegewezen | None, levering: Levering | None
) -> Iterator[Opvallend]:
    """What there is to ask about a report; `levering` is the state before it.

    `gemeld_op` is the day of the message and not that of receipt, so that a history that is
    brought in later is judged by its own days. After a temporary stop the definitive one counts
    from when it is known, which no message tells: it is never late.
    """
    sleutel = melding.sleutel
    if melding.verwijdert:
        return
    if isinstance(melding, StopMelding):
        paused = levering is not None and any(stop.tijdelijk for stop in levering.stops)
        uiterlijk = last_day(melding.stop.einddatum, MELDING_WERKDAGEN)
        if gemeld_op > uiterlijk and not paused:
            yield Opvallend("stop-te-laat", sleutel, gemeld_op, uiterlijk)
        return
    received = toegewezen.ontvangen_op if toegewezen is not None else None
    uiterlijk = last_day(max(sleutel.begindatum, received or date.min), MELDING_WERKDAGEN)
    if gemeld_op > uiterlijk:
        yield Opvallend("start-te-laat", sleutel, gemeld_op, uiterlijk)
    if toegewezen is not None:
        asked = (toegewezen.categorie, toegewezen.code)
        if (sleutel.categorie, sleutel.code) != asked:
            yield Opvallend("product-wijkt-af", sleutel, gemeld_op)


def last_day(day: date, werkdagen: int) -> date:
    """The last day of a term of working days that begins after `day`."""
    return add_working_days(day, werkdagen)


def went_by_since(today: date, werkdagen: int) -> date:
    """The last day of which the term has gone by today; a term begun on a later one still runs."""
    day = today - timedelta(days=1)
    while add_working_days(day, werkdagen) >= today:
        day -= timedelta(days=1)
    return day
