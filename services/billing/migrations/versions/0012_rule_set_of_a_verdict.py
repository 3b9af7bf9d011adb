# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""rule set of a verdict."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("regelset", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.drop_column("regelset")
