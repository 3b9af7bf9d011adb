# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event behind an entry."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_TABLES = ("toewijzing", "contract", "contractproduct", "levering")


def upgrade() -> None:
    """Bring the tables to this revision."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("gebeurtenis_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in reversed(_TABLES):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("gebeurtenis_id")
