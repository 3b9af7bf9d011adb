# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten pay of a lump sum and how far a ceiling is spent, by year of a contract; cents."""

import sqlalchemy as sa

from services.reporting.tables.base import known, lapsed, metadata


def _of_year(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("contract_id", sa.String(36), primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        known(),
        lapsed(),
        sa.Column("agb_code", sa.String(8), nullable=False, index=True),
        *columns,
    )


plafondstand = _of_year(
    "plafondstand",
    sa.Column("stand", sa.String(12), nullable=False),
    sa.Column("plafond", sa.BigInteger, nullable=False),
    sa.Column("besteed", sa.BigInteger, nullable=False),
)

taakbijdrage = _of_year(
    "taakbijdrage",
    sa.Column("bron", sa.String(14), primary_key=True),
    sa.Column("bijdragen", sa.JSON, nullable=False),
)
"""Lump sums as cents per gemeente: `bron` is what was agreed (`taakafspraak`), or how contract
splits it (`verdeelsleutel`), which counts where nothing was agreed."""
