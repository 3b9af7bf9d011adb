# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Budgets of clients."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "pgb",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("bekwaam", sa.Boolean(), nullable=False),
        sa.Column("gemotiveerd", sa.Boolean(), nullable=False),
        sa.Column("kwaliteit", sa.Boolean(), nullable=False),
        sa.Column("sociaal_netwerk", sa.Boolean(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_pgb_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pgb")),
    )
    with op.batch_alter_table("pgb", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pgb_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_pgb_lijst", ["gemeentecode", "id"], unique=False)

    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.alter_column("eenheid", existing_type=sa.VARCHAR(length=2), nullable=True)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.alter_column("eenheid", existing_type=sa.VARCHAR(length=2), nullable=False)

    with op.batch_alter_table("pgb", schema=None) as batch_op:
        batch_op.drop_index("ix_pgb_lijst")
        batch_op.drop_index(batch_op.f("ix_pgb_client_id"))

    op.drop_table("pgb")
