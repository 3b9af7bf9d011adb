# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Verdicts that would be others now."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "te_herbeoordelen",
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("gemerkt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("declaratie_id", name=op.f("pk_te_herbeoordelen")),
    )
    op.create_table(
        "verschil",
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("retourcodes", sa.JSON(), nullable=False),
        sa.Column("meldingen", sa.JSON(), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("declaratie_id", "nummer", name=op.f("pk_verschil")),
    )
    with op.batch_alter_table("verschil", schema=None) as batch_op:
        batch_op.create_index(
            "ix_verschil_agb_code", ["agb_code", "declaratie_id", "nummer"], unique=False
        )
        batch_op.create_index(
            "ix_verschil_gemeentecode", ["gemeentecode", "declaratie_id", "nummer"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verschil", schema=None) as batch_op:
        batch_op.drop_index("ix_verschil_gemeentecode")
        batch_op.drop_index("ix_verschil_agb_code")

    op.drop_table("verschil")
    op.drop_table("te_herbeoordelen")
