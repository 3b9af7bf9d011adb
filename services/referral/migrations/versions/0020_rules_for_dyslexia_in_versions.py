# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""rules for dyslexia in versions."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("dyslexieregel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("versie", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("dyslexieregel", schema=None) as batch_op:
        batch_op.drop_column("versie")
