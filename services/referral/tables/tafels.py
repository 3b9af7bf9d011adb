# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of tables for child protection, of consults, and of why a form of stay was chosen."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

beschermingstafel = sa.Table(
    "beschermingstafel",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("deelnemers", sa.JSON, nullable=False),
    sa.Column("resultaat", sa.String(20)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_beschermingstafel_lijst", "gemeentecode", "id"),
)
"""A table where worries about a child are talked over; what was agreed is sealed."""

consult = sa.Table(
    "consult",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("onderwerp", sa.String(20), nullable=False),
    sa.Column("vrager", sa.String(20), nullable=False),
    sa.Column("vervolg", sa.String(20)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Index("ix_consult_lijst", "gemeentecode", "id"),
)
"""Advice to somebody about a young person who is not named: no youth help."""

verblijfsafweging = sa.Table(
    "verblijfsafweging",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("vorm", sa.String(16), nullable=False),
    sa.Column("overgeslagen", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_verblijfsafweging_lijst", "gemeentecode", "id"),
)
"""Which form of stay was chosen for a child, and why what comes before it was not."""
