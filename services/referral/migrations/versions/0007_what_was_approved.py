# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""what was approved."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "goedgekeurd",
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("deel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "declaratie_id",
            "client_pseudoniem",
            "deel",
            "toewijzing_nummer",
            "periode_eind",
            name=op.f("pk_goedgekeurd"),
        ),
    )
    with op.batch_alter_table("goedgekeurd", schema=None) as batch_op:
        batch_op.create_index(
            "ix_goedgekeurd_toewijzing", ["gemeentecode", "toewijzing_nummer"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("goedgekeurd", schema=None) as batch_op:
        batch_op.drop_index("ix_goedgekeurd_toewijzing")

    op.drop_table("goedgekeurd")
