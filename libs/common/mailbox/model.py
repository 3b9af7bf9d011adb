# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages as a mailbox keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class MailStatus(StrEnum):
    """What became of an inbound message."""

    ONTVANGEN = "ontvangen"  # stored, not judged yet
    AFGEKEURD = "afgekeurd"  # not a readable, valid message: no answer message exists
    AFGEWEZEN = "afgewezen"  # rejected as a whole, answered
    VERWERKT = "verwerkt"  # taken in, and answered where an answer is due
    VASTGELOPEN = "vastgelopen"  # judging failed by a fault of ours, an operator looks at it


@dataclass(frozen=True, slots=True)
class Received:
    """One message at the door: `soort` to `dagtekening` are None when no header could be read."""

    ingediend_door: str
    inhoud: bytes
    grootte: int
    status: MailStatus
    bevindingen: Sequence[Mapping[str, Any]] = ()
    soort: str | None = None
    afzender: str | None = None
    ontvanger: str | None = None
    identificatie: str | None = None
    dagtekening: date | None = None
    uiterlijk: date | None = None


@dataclass(frozen=True, slots=True)
class MailIn:
    """An inbound message as stored, but for its bytes, which `open` gives: none in lists."""

    id: str
    ingediend_door: str
    soort: str | None
    afzender: str | None
    ontvanger: str | None
    identificatie: str | None
    dagtekening: date | None
    status: MailStatus
    open: Callable[[], bytes]
    ontvangen_op: datetime
    uiterlijk: date | None
    bevindingen: Sequence[Mapping[str, Any]]
    antwoord_id: str | None
    afgehandeld_op: datetime | None
    traceparent: str | None

    @property
    def inhoud(self) -> bytes:
        """The message, opened anew each time: a large one is not kept beside what it says."""
        return self.open()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to be judged: who sent it, its bytes, and the barrier taken for it or None."""

    id: str
    afzender: str | None
    grootte: int
    barriere: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A message to send; `afzender` and `ontvanger` are the real parties, not header fields."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    inhoud: bytes
    betreft: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome of one message, with the answer to it where one is due."""

    mail_id: str
    status: MailStatus
    bevindingen: Sequence[Mapping[str, Any]]
    answer: OutgoingMail | None = None


@dataclass(frozen=True, slots=True)
class MailOut:
    """An outgoing message as stored; `volgnummer` counts per receiver in order of release."""

    id: str
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    betreft: str | None
    bundle: str
    inhoud: bytes
    aangemaakt_op: datetime
    vrijgegeven_op: datetime | None
    volgnummer: int | None
