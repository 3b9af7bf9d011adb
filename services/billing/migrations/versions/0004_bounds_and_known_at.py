# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Ceilings, budgets of clients and deliveries; run-off of contracts; when a version was known."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0004"
down_revision = "0003"

_VERSIONED = ("toewijzing", "contract", "contractproduct")


def upgrade() -> None:
    """Bring the tables to this revision."""
    for table in _VERSIONED:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("bekend_op", UtcDateTime()))
    with op.batch_alter_table("contract") as batch:
        batch.add_column(sa.Column("uitloop_tot", sa.Date()))
    op.create_table(
        "plafond",
        sa.Column("contract_id", sa.String(36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("bekend_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", "versie", name=op.f("pk_plafond")),
    )
    op.create_table(
        "pgb",
        sa.Column("pgb_id", sa.String(36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeentecode", sa.String(4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(32), nullable=False),
        sa.Column("categorie", sa.String(2), nullable=False),
        sa.Column("code", sa.String(5)),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date()),
        sa.Column("bekend_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("pgb_id", "versie", name=op.f("pk_pgb")),
    )
    op.create_index("ix_pgb_gemeentecode", "pgb", ["gemeentecode"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in ("pgb", "plafond"):
        op.drop_table(table)
    with op.batch_alter_table("contract") as batch:
        batch.drop_column("uitloop_tot")
    for table in _VERSIONED:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("bekend_op")
