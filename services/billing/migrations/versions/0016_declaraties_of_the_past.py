# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Declaraties of the past."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("uit_verleden", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.drop_column("uit_verleden")
