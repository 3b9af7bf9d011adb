# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The trace that a message came in with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("mail_in", sa.Column("traceparent", sa.String(length=55)))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_column("mail_in", "traceparent")
