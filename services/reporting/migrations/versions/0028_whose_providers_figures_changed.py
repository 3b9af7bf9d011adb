# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of which providers figures changed, for who speaks with them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "aanbiederwijziging",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_aanbiederwijziging")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("aanbiederwijziging")
