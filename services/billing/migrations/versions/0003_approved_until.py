# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was approved until a moment, from an index alone."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_index(
        "ix_declaratie_beoordeeld_op", "declaratie", ["beoordeeld_op", "toegekend"], unique=False
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_declaratie_beoordeeld_op", table_name="declaratie")
