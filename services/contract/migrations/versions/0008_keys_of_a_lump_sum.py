# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys by which a lump sum is split beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "verdeelsleutel",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("indexprocent", sa.String(length=20), nullable=False),
        sa.Column("delen", sa.JSON(), nullable=False),
        sa.Column("bijdragen", sa.JSON(), nullable=False),
        sa.Column("vastgesteld_op", sa.Date(), nullable=False),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_verdeelsleutel_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("contract_id", "jaar", "versie", name=op.f("pk_verdeelsleutel")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("verdeelsleutel")
