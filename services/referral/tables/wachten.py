# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of waiting: the norms that gemeenten set, and what was told about them."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

wachtnorm = sa.Table(
    "wachtnorm",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("intake_dagen", sa.Integer, nullable=False),
    sa.Column("behandeling_dagen", sa.Integer, nullable=False),
    sa.Column("waarschuwing_dagen", sa.Integer, nullable=False),
    sa.Column("bron", sa.String(100), nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Index("ix_wachtnorm_gemeente", "gemeentecode", "id"),
)
"""Every version of a norm; the last one that was set for a day holds."""

wachtsignaal = sa.Table(
    "wachtsignaal",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("verwijzing_id", sa.ForeignKey("verwijzing.id"), nullable=False),
    sa.Column("soort", sa.String(12), nullable=False),
    sa.Column("fase", sa.String(12), nullable=False),
    sa.Column("norm_dagen", sa.Integer, nullable=False),
    sa.Column("dagen", sa.Integer, nullable=False),
    sa.Column("uiterlijk", sa.Date, nullable=False),
    sa.Column("gesignaleerd_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("verwijzing_id", "soort", "fase", name="uq_wachtsignaal_eens"),
    sa.Index("ix_wachtsignaal_lijst", "gemeentecode", "id"),
)
"""That a term of a referral came near its end, or went by: told once each."""
