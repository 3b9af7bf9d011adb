# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who gave help under a lump sum."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("opgave_regel") as batch_op:
        batch_op.add_column(sa.Column("uitvoerder", sa.String(length=8), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("opgave_regel") as batch_op:
        batch_op.drop_column("uitvoerder")
