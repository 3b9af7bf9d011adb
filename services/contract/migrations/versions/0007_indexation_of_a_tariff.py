# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which indexation a tariff came."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("tarief") as batch:
        batch.add_column(sa.Column("indexatie_id", sa.String(36)))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("tarief") as batch:
        batch.drop_column("indexatie_id")
