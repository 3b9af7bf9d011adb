# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event that every service with a mailbox publishes: a message was dealt with."""

from typing import ClassVar, Literal

from libs.common.contracts.base import Event, Moment

BerichtStatus = Literal["afgekeurd", "afgewezen", "verwerkt"]


class BerichtVerwerkt(Event):
    """An iJw message reached its final state; says nothing of what is in it."""

    type: ClassVar[str] = "nl.jeugdwet.bericht.verwerkt.v1"
    topic: ClassVar[str] = "jeugdregio.bericht"

    bericht_id: str
    soort: str
    afzender: str
    ontvanger: str
    status: BerichtStatus
    retourcodes: tuple[str, ...] = ()
    ontvangen_op: Moment
    verwerkt_op: Moment

    def key(self) -> str:
        """Ordered per message."""
        return self.bericht_id
