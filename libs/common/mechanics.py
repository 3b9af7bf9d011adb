# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables that every service has beside its own: outbox, inbox, mail, counters, answers."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from libs.common.consume import ConsumerTables, consumer_tables
from libs.common.idempotency import idempotency_table
from libs.common.ids import numbers_table
from libs.common.mailbox import MailboxTables, mailbox_tables
from libs.common.outbox import OutboxTables, outbox_tables

OWN: dict[Any, Any] = {"own": True}
"""The `info` of a table that holds what was told to the service itself: no event brings it back."""


@dataclass(frozen=True, slots=True)
class Mechanics:
    """Handles to those tables; `consumer` and `mailbox` only where the service has use for them."""

    outbox: OutboxTables
    idempotency: sa.Table
    numbers: sa.Table
    consumer: ConsumerTables | None = None
    mailbox: MailboxTables | None = None


def mechanics(metadata: sa.MetaData, *, consumes: bool = False, mail: bool = False) -> Mechanics:
    """Declare them in a service's `tables.py`."""
    return Mechanics(
        outbox=outbox_tables(metadata),
        idempotency=idempotency_table(metadata),
        numbers=numbers_table(metadata),
        consumer=consumer_tables(metadata) if consumes else None,
        mailbox=mailbox_tables(metadata) if mail else None,
    )
