# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""whose tariffs count after a move."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("voortzetting_gemeentecode", sa.String(length=4), nullable=True)
        )
        batch_op.add_column(sa.Column("voortzetting_nummer", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("tarief_gemeentecode", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("tarief_tot", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_column("tarief_tot")
        batch_op.drop_column("tarief_gemeentecode")
        batch_op.drop_column("voortzetting_nummer")
        batch_op.drop_column("voortzetting_gemeentecode")
