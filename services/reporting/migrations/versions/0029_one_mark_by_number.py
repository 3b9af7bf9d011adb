# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The marks that a first count finds of a client become one, which is found by its number."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("te_tellen", sa.Column("nummer", sa.BigInteger(), nullable=True))
    held = sa.text("nummer IS NOT NULL")
    op.create_index(
        "ix_te_tellen_nummer",
        "te_tellen",
        ["nummer"],
        unique=True,
        sqlite_where=held,
        postgresql_where=held,
    )


def downgrade() -> None:
    """Bring the tables back to the revision before; marks are marks without it too."""
    op.drop_index("ix_te_tellen_nummer", table_name="te_tellen")
    op.drop_column("te_tellen", "nummer")
