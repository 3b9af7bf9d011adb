# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which events a service tells subscribers of, whom each concerns, and what is said of it.

Only what stands in the list of the service is told, and only to whom it names: events hold more
than an organisation may know of another.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from libs.common.auth import OrgType
from libs.common.contracts.base import Envelope, Event
from libs.common.webhooks.model import Melding

_KEPT = ("id", "source", "specversion", "type", "subject", "time", "correlationid")


@dataclass(frozen=True, slots=True)
class Notice:
    """Of one type of event: the field with the code of who may know, by kind of organisation.

    `place` is where more of it stands, a path with fields of the event in it; `data` are the
    fields that travel along. Nothing about a person is ever among them: who may see that reads it
    at `place`.
    """

    event: type[Event]
    description: str
    voor: Mapping[OrgType, str]
    place: str | None = None
    data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notices:
    """The notices of one service, and where its resources stand (`base`, an address)."""

    base: str
    notices: Mapping[str, Notice] = field(default_factory=dict)

    @classmethod
    def of(cls, base: str, notices: Iterable[Notice]) -> "Notices":
        """By type of event."""
        return cls(base.rstrip("/"), {one.event.type: one for one in notices})

    def types_for(self, soort: OrgType) -> list[Notice]:
        """What organisations of this kind may subscribe to."""
        return [one for one in self.notices.values() if soort in one.voor]

    def melding(self, raw: str) -> Melding | None:
        """What is told of an envelope in the outbox; None for what nobody is told of."""
        envelope = Envelope.from_bytes(raw.encode())
        notice = self.notices.get(envelope.type)
        if notice is None:
            return None
        codes = ((soort, envelope.data.get(name)) for soort, name in notice.voor.items())
        voor = frozenset((soort, str(code)) for soort, code in codes if code)
        text = json.dumps(self._cloud_event(notice, envelope), ensure_ascii=False)
        return Melding(envelope.id, envelope.type, text, voor, envelope.time)

    def _cloud_event(self, notice: Notice, envelope: Envelope) -> dict[str, Any]:
        told = envelope.model_dump(mode="json", include=set(_KEPT), exclude_none=True)
        if notice.place is not None:
            told["dataref"] = self.base + notice.place.format_map(envelope.data)
        if notice.data:
            told["datacontenttype"] = envelope.datacontenttype
            told["data"] = {name: envelope.data[name] for name in notice.data}
        return told
