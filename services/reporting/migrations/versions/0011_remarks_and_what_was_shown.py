# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""remarks and what was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "ah_opmerking",
        sa.Column("opmerking_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("tekst", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("opmerking_id", name=op.f("pk_ah_opmerking")),
        info={"own": True},
    )
    with op.batch_alter_table("ah_opmerking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ah_opmerking_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "ah_publicatie",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("kenmerk", sa.String(length=64), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cellen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", "kwartaal", "kenmerk", name=op.f("pk_ah_publicatie")),
        info={"own": True},
    )
    with op.batch_alter_table("levering", schema=None) as batch_op:
        batch_op.create_index("ix_levering_agb_code", ["agb_code", "begindatum"], unique=False)

    with op.batch_alter_table("taaklevering_regel", schema=None) as batch_op:
        batch_op.create_index(
            "ix_taaklevering_regel_agb_code", ["agb_code", "begindatum"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("taaklevering_regel", schema=None) as batch_op:
        batch_op.drop_index("ix_taaklevering_regel_agb_code")

    with op.batch_alter_table("levering", schema=None) as batch_op:
        batch_op.drop_index("ix_levering_agb_code")

    op.drop_table("ah_publicatie")
    with op.batch_alter_table("ah_opmerking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ah_opmerking_agb_code"))

    op.drop_table("ah_opmerking")
