# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""price lists to lock."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "prijslijst",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_prijslijst")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("prijslijst")
