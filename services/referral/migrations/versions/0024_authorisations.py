# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What organisations may do, copied from contract."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "autorisatie",
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("rechten", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("soort", "code", name=op.f("pk_autorisatie")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("autorisatie")
