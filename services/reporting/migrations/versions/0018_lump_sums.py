# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums per gemeente in the place of terms of settlement."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.drop_table("afrekenvoorwaarden")
    op.create_table(
        "taakbijdrage",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("bron", sa.String(length=14), nullable=False),
        sa.Column("bijdragen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id", "jaar", "versie", "bron", name=op.f("pk_taakbijdrage")
        ),
    )
    with op.batch_alter_table("taakbijdrage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taakbijdrage_agb_code"), ["agb_code"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("taakbijdrage")
    op.create_table(
        "afrekenvoorwaarden",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("grondslag", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id", "jaar", "versie", name=op.f("pk_afrekenvoorwaarden")
        ),
    )
    with op.batch_alter_table("afrekenvoorwaarden", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_afrekenvoorwaarden_agb_code"), ["agb_code"], unique=False
        )
