# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Ceilings of contracts, and how long care goes on after their end."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("contract") as batch:
        batch.add_column(sa.Column("uitloop_tot", sa.Date()))
    op.create_table(
        "plafond",
        sa.Column("contract_id", sa.String(36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_plafond_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_plafond")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("plafond")
    with op.batch_alter_table("contract") as batch:
        batch.drop_column("uitloop_tot")
