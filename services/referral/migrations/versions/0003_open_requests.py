# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Open requests by the day of their decision."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_index(
        "ix_verzoek_open",
        "verzoek",
        ["besluit_uiterlijk"],
        unique=False,
        sqlite_where=sa.text("status IN ('open', 'in-onderzoek')"),
        postgresql_where=sa.text("status IN ('open', 'in-onderzoek')"),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_verzoek_open", table_name="verzoek")
