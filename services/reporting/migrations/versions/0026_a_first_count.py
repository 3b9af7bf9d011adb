# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which first count is busy; what was counted already is kept up."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("telstand", sa.Column("telling", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_column("telstand", "telling")
