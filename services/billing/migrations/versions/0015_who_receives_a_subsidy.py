# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""who receives a subsidy."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("subsidie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agb_code", sa.String(length=8), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("subsidie", schema=None) as batch_op:
        batch_op.drop_column("agb_code")
