# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables that every service has beside its own: outbox, inbox, mail, counters, answers, and
what organisations may do."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from libs.common.authorisations import authorisation_table
from libs.common.break_glass import break_glass_table
from libs.common.consume import ConsumerTables, consumer_tables
from libs.common.idempotency import idempotency_table
from libs.common.ids import numbers_table
from libs.common.logboek import LogboekTables, logboek_tables
from libs.common.mailbox import MailboxTables, mailbox_tables
from libs.common.outbox import OutboxTables, outbox_tables
from libs.common.retention.tables import VernietigingTables, vernietiging_tables
from libs.common.webhooks import WebhookTables, webhook_tables

OWN: dict[Any, Any] = {"own": True}
"""`info` of a table of a rebuildable service that no log brings back: a rebuild leaves it."""


@dataclass(frozen=True, slots=True)
class Mechanics:
    """Handles to those tables; `consumer`, `mailbox`, `webhooks` and `vernietiging` only where they
    are of use.

    Who exchanges messages holds personal data, and keeps a log of processing it.
    `rebuildable` is a service that can be made again from the log, but for its tables of `OWN`.
    """

    outbox: OutboxTables
    idempotency: sa.Table
    numbers: sa.Table
    authorisations: sa.Table
    break_glass: sa.Table
    consumer: ConsumerTables | None = None
    mailbox: MailboxTables | None = None
    logboek: LogboekTables | None = None
    webhooks: WebhookTables | None = None
    vernietiging: VernietigingTables | None = None
    rebuildable: bool = False


def mechanics(
    metadata: sa.MetaData,
    *,
    consumes: bool = False,
    mail: bool = False,
    notifies: bool = False,
    destroys: bool = False,
    rebuildable: bool = False,
) -> Mechanics:
    """Declare them in a service's `tables.py`."""
    return Mechanics(
        outbox=outbox_tables(metadata),
        idempotency=idempotency_table(metadata),
        numbers=numbers_table(metadata),
        authorisations=authorisation_table(metadata, OWN),
        break_glass=break_glass_table(metadata, OWN),
        consumer=consumer_tables(metadata) if consumes else None,
        mailbox=mailbox_tables(metadata) if mail else None,
        logboek=logboek_tables(metadata) if mail else None,
        webhooks=webhook_tables(metadata, OWN) if notifies else None,
        vernietiging=vernietiging_tables(metadata) if destroys else None,
        rebuildable=rebuildable,
    )
