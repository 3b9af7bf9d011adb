# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Judgements with their evidence, and stories."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("ingave") as batch_op:
        batch_op.add_column(sa.Column("toelichting", sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column("datum", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("ingave") as batch_op:
        batch_op.drop_column("datum")
        batch_op.drop_column("toelichting")
