# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Yearly lists of aanbieders that did little."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "kleine_lijst",
        sa.Column("contractant", sa.String(length=20), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gecontracteerd", sa.Integer(), nullable=False),
        sa.Column("regels", sa.JSON(), nullable=False),
        sa.Column("gemaakt_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("contractant", "jaar", name=op.f("pk_kleine_lijst")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("kleine_lijst")
