# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages that were sent, and what they carried."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

verzending = sa.Table(
    "verzending",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(8), nullable=False),
    sa.Column("besluit_id", sa.ForeignKey("besluit.id")),
    sa.Column("referentie", sa.String(36)),
    sa.Column("retour", sa.String(12), nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("retour_bericht_id", sa.String(36)),
    sa.Column("retour_op", UtcDateTime),
    sa.Index("ix_verzending_besluit", "besluit_id"),
)
"""A JW301 or JW319 that we sent, by the id of its mail, and what the aanbieder answered.

`referentie` is that of the VOW which a JW301 honours.
"""

verzonden_toewijzing = sa.Table(
    "verzonden_toewijzing",
    metadata,
    sa.Column("verzending_id", sa.ForeignKey("verzending.id"), primary_key=True),
    sa.Column("toewijzing_id", sa.ForeignKey("toewijzing.id"), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("nieuw", sa.Boolean, nullable=False),
    sa.Index("ix_verzonden_toewijzing_toewijzing", "toewijzing_id"),
)
"""Which versions a JW301 carried; `nieuw` ones no message before it did."""
