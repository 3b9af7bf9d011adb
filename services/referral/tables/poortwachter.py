# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of the gate before help with dyslexia."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

dyslexieregel = sa.Table(
    "dyslexieregel",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("diagnose_codes", sa.JSON, nullable=False),
    sa.Column("behandeling_codes", sa.JSON, nullable=False),
    sa.Column("leeftijd_van", sa.Integer, nullable=False),
    sa.Column("start_voor", sa.Integer, nullable=False),
    sa.Column("alleen_basisschool", sa.Boolean, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False, server_default="1"),
)
"""The rules of a gemeente, by the day from which they hold."""

poortwachtersbesluit = sa.Table(
    "poortwachtersbesluit",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("fase", sa.String(12), nullable=False),
    sa.Column("samenwerkingsverband", sa.String(60), nullable=False),
    sa.Column("aangevraagd_op", sa.Date, nullable=False),
    sa.Column("besluit_datum", sa.Date, nullable=False),
    sa.Column("toelaatbaar", sa.Boolean, nullable=False),
    sa.Column("dossier_compleet", sa.Boolean, nullable=False),
    sa.Column("basisschool", sa.Boolean, nullable=False),
    sa.Column("protocol_versie", sa.String(20), nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Index("ix_poortwachtersbesluit_lijst", "gemeentecode", "id"),
)
"""Whether a child may go to diagnosis or treatment, as was decided on a request."""
