# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A mailbox keeps every message that comes in or goes out, sealed, with what became of it."""

from libs.common.mailbox.box import MAX_TRIES, Mailbox
from libs.common.mailbox.loop import MAX_BATCH, MailLoop
from libs.common.mailbox.model import MailIn, MailOut, MailStatus, OutgoingMail, Received, Settled
from libs.common.mailbox.tables import MailboxTables, mailbox_tables
from libs.common.mailbox.trial import Trial, Tried

__all__ = [
    "MAX_BATCH",
    "MAX_TRIES",
    "MailIn",
    "MailLoop",
    "MailOut",
    "MailStatus",
    "Mailbox",
    "MailboxTables",
    "OutgoingMail",
    "Received",
    "Settled",
    "Trial",
    "Tried",
    "mailbox_tables",
]
