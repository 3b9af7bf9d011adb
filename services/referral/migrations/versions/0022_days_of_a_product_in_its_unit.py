# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Days of a product in its unit."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("contractproduct") as batch_op:
        batch_op.add_column(sa.Column("geldig_van", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("geldig_tot", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contractproduct") as batch_op:
        batch_op.drop_column("geldig_tot")
        batch_op.drop_column("geldig_van")
