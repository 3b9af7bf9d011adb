# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Place of the ledger check."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("grootboek_stand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plek", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("grootboek_stand", schema=None) as batch_op:
        batch_op.drop_column("plek")
