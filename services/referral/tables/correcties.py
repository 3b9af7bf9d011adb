# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was corrected of clients, and by which BSN they were known before."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

vorig_bsn = sa.Table(
    "vorig_bsn",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("bsn_hash", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("bsn_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("tot", UtcDateTime, nullable=False),
)
"""A BSN that was wrong: who still names it means this client, and it goes when the client does."""

clientcorrectie = sa.Table(
    "clientcorrectie",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("reden", sa.String(20), nullable=False),
    sa.Column("bron_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("door", sa.String(100), nullable=False),
    sa.Column("gewijzigd", sa.JSON, nullable=False),
    sa.Column("gecorrigeerd_op", UtcDateTime, nullable=False),
    sa.Index("ix_clientcorrectie_client", "client_id", "id"),
)
"""A correction; `gewijzigd` is {veld, oud, nieuw}, with values of what identifies nobody."""
