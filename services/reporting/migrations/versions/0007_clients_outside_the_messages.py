# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""clients outside the messages."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("buiten_berichten", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_column("buiten_berichten")
