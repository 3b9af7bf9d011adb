# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""terms told."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verstreken_gemeld", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.drop_column("verstreken_gemeld")
