# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How much was wiped for a list, kept with it while it is carried out."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("vernietigingslijst", sa.Column("gewist", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_column("vernietigingslijst", "gewist")
