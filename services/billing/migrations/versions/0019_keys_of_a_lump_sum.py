# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys by which contract splits a lump sum."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "verdeelsleutel",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("bijdragen", sa.JSON(), nullable=False),
        sa.Column("vastgesteld_op", sa.Date(), nullable=False),
        sa.Column("bekend_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", "versie", name=op.f("pk_verdeelsleutel")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("verdeelsleutel")
