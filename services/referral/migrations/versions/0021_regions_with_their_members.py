# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""regions with their members."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "regio",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("leden", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("regiocode", name=op.f("pk_regio")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("regio")
