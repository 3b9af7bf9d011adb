# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How a year of a contract is settled and how far its ceiling is spent, in versions; cents."""

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


afrekenvoorwaarden = _of_year(
    "afrekenvoorwaarden",
    sa.Column("grondslag", sa.String(20), nullable=False),
    sa.Column("budget", sa.BigInteger),
    sa.Column("sleutel", sa.JSON, nullable=False),
    sa.Column("band", sa.Integer, nullable=False),
)

plafondstand = _of_year(
    "plafondstand",
    sa.Column("stand", sa.String(12), nullable=False),
    sa.Column("plafond", sa.BigInteger, nullable=False),
    sa.Column("besteed", sa.BigInteger, nullable=False),
)
