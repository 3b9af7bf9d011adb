# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stays of lines that were destroyed, and whose files were destroyed elsewhere."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

vernietigde_regels = sa.Table(
    "vernietigde_regels",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("declaratie_id", sa.String(36), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("maand", sa.Integer, nullable=False),
    sa.Column("soort", sa.String(12), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("aantal", sa.Integer, nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("volume", sa.BigInteger, nullable=False),
    sa.Index("ix_vernietigde_regels_declaratie_id", "declaratie_id"),
    sa.Index("ix_vernietigde_regels_toewijzing", "gemeentecode", "toewijzing_nummer"),
)
"""Approved lines of one client in a declaratie: how many, cents without sign as in the ledger, and
volume with sign (hours in minutes), so that the ledger, totals and what a toewijzing has left add
up without them. The number names nobody once its toewijzing is destroyed."""

te_vervangen = sa.Table(
    "te_vervangen",
    metadata,
    sa.Column("vernietiging_id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("pseudoniem", sa.String(32), primary_key=True),
    sa.Column("vervangend", sa.String(32), nullable=False),
    sa.Column("tot", UtcDateTime, nullable=False),
)
"""Of whom our events of before a moment get another pseudonym: the file was destroyed; gone once
that is done."""
