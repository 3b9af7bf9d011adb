# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payments that failed."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("betaling", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("toestand", sa.String(length=12), server_default="opgenomen", nullable=False)
        )
        batch_op.add_column(sa.Column("mislukking", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("betaling", schema=None) as batch_op:
        batch_op.drop_column("mislukking")
        batch_op.drop_column("toestand")
