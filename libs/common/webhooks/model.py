# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Subscriptions, deliveries, when the next try is, and how a delivery is signed. Pure.

The form of signing is that of Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` and
`webhook-signature` beside a body whose bytes are signed as they are sent.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from libs.common.auth import OrgType

SECRET_PREFIX = "whsec_"  # noqa: S105 - what the secrets begin with
DELAYS = (
    *(timedelta(seconds=s) for s in (5, 30)),
    *(timedelta(minutes=m) for m in (2, 10, 30)),
    *(timedelta(hours=h) for h in (1, 2, 4, 8, 8)),
)
"""Between one try and the next: eleven tries in almost 24 hours, then it is given up."""


class Status(StrEnum):
    """Of a delivery."""

    WACHTEND = "wachtend"
    AFGELEVERD = "afgeleverd"
    OPGEGEVEN = "opgegeven"


@dataclass(frozen=True, slots=True)
class Abonnement:
    """A subscription of an organisation; no `typen` is all types it may have."""

    id: str
    soort: OrgType
    code: str
    url: str
    typen: tuple[str, ...]
    geheim_versie: int
    versie: int
    aangemaakt_op: datetime
    gestopt_op: datetime | None = None
    stopreden: str | None = None

    def wants(self, event_type: str) -> bool:
        """True for a type that it asked for."""
        return not self.typen or event_type in self.typen


@dataclass(frozen=True, slots=True)
class Melding:
    """What is sent of one event to one subscriber: a CloudEvent, and whom it concerns."""

    event_id: str
    type: str
    bericht: str
    voor: frozenset[tuple[OrgType, str]]
    moment: datetime


@dataclass(frozen=True, slots=True)
class Aflevering:
    """One delivery; `bericht` is the body, `uitkomst` what the last try came to."""

    nummer: int
    abonnement_id: str
    event_id: str
    type: str
    bericht: str
    status: Status
    pogingen: int
    volgende_op: datetime | None
    laatste_op: datetime | None
    uitkomst: str | None
    aangemaakt_op: datetime
    klaar_op: datetime | None


def next_try(pogingen: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when it is given up."""
    return now + DELAYS[pogingen - 1] if pogingen <= len(DELAYS) else None


def secret(master: bytes, abonnement_id: str, geheim_versie: int) -> str:
    """The secret of a subscription, as its owner keeps it: made anew each time, stored nowhere."""
    info = f"webhook {abonnement_id} {geheim_versie}".encode()
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(master)
    return SECRET_PREFIX + base64.b64encode(derived).decode()


def signed(secret_text: str, event_id: str, body: bytes, now: datetime) -> Mapping[str, str]:
    """The headers that prove who sent these bytes, and when."""
    key = base64.b64decode(secret_text.removeprefix(SECRET_PREFIX))
    timestamp = str(int(now.timestamp()))
    content = b".".join((event_id.encode(), timestamp.encode(), body))
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return {
        "webhook-id": event_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
