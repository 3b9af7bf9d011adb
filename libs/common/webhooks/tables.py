# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of webhooks in one service: who subscribed, and each delivery with its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from libs.common.db import BigId, UtcDateTime, partial_index


@dataclass(frozen=True, slots=True)
class WebhookTables:
    """Handles to those tables."""

    abonnement: sa.Table
    aflevering: sa.Table


def webhook_tables(metadata: sa.MetaData, info: Mapping[Any, Any]) -> WebhookTables:
    """Declare them in a service's metadata; `info` marks what no log brings back."""
    abonnement = sa.Table(
        "webhook_abonnement",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("soort", sa.String(10), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("typen", sa.JSON, nullable=False),
        sa.Column("geheim_versie", sa.Integer, nullable=False),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("aangemaakt_op", UtcDateTime, nullable=False),
        sa.Column("gestopt_op", UtcDateTime),
        sa.Column("stopreden", sa.String(20)),
        sa.Index("ix_webhook_abonnement_soort_code", "soort", "code"),
        info=dict(info),
    )
    due = sa.Column("volgende_op", UtcDateTime)
    aflevering = sa.Table(
        "webhook_aflevering",
        metadata,
        sa.Column("nummer", BigId, primary_key=True, autoincrement=True),
        sa.Column("abonnement_id", sa.String(36), nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("type", sa.String(100), nullable=False),
        sa.Column("bericht", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("pogingen", sa.Integer, nullable=False),
        due,
        sa.Column("laatste_op", UtcDateTime),
        sa.Column("uitkomst", sa.String(60)),
        sa.Column("aangemaakt_op", UtcDateTime, nullable=False),
        sa.Column("klaar_op", UtcDateTime),
        sa.UniqueConstraint(
            "abonnement_id", "event_id", name="uq_webhook_aflevering_abonnement_id_event_id"
        ),
        partial_index("ix_webhook_aflevering_due", due, where="status = 'wachtend'"),
        info=dict(info),
    )
    return WebhookTables(abonnement, aflevering)
