# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""requests for change."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("soort", sa.String(length=3), server_default="VOT", nullable=False)
        )
        batch_op.alter_column("verwijzer_type", existing_type=sa.VARCHAR(length=2), nullable=True)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.alter_column("verwijzer_type", existing_type=sa.VARCHAR(length=2), nullable=False)
        batch_op.drop_column("soort")
