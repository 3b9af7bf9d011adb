# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Webhooks: who subscribed is told of events that concern them, signed, until it came."""

from libs.common.webhooks.deliver import Deliverer
from libs.common.webhooks.hosts import Hosts
from libs.common.webhooks.model import Abonnement, Aflevering, Melding, Status
from libs.common.webhooks.notices import Notice, Notices
from libs.common.webhooks.store import Webhooks
from libs.common.webhooks.tables import WebhookTables, webhook_tables

__all__ = [
    "Abonnement",
    "Aflevering",
    "Deliverer",
    "Hosts",
    "Melding",
    "Notice",
    "Notices",
    "Status",
    "WebhookTables",
    "Webhooks",
    "webhook_tables",
]
