# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""terms of settlement."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "afrekenvoorwaarden",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grondslag", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("onderschrijding", sa.Integer(), nullable=False),
        sa.Column("overschrijding", sa.Integer(), nullable=False),
        sa.Column("gewichten", sa.JSON(), nullable=False),
        sa.Column("bekend_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id", "jaar", "versie", name=op.f("pk_afrekenvoorwaarden")
        ),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("afrekenvoorwaarden")
