# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Held against contracts."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "contractafwijking",
        sa.Column("toewijzing_id", sa.String(length=36), nullable=False),
        sa.Column("grond", sa.String(length=20), nullable=False),
        sa.Column("motivering_verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["toewijzing_id"],
            ["toewijzing.id"],
            name=op.f("fk_contractafwijking_toewijzing_id_toewijzing"),
        ),
        sa.PrimaryKeyConstraint("toewijzing_id", name=op.f("pk_contractafwijking")),
    )
    op.create_table(
        "plafondstand",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("stand", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_plafondstand")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uitloop_tot", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_column("uitloop_tot")
    op.drop_table("plafondstand")
    op.drop_table("contractafwijking")
