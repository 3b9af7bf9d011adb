# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access of operators, copied from contract."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "noodtoegang",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("beheer", sa.String(length=20), nullable=False),
        sa.Column("opener", sa.String(length=64), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("begint_op", UtcDateTime(), nullable=False),
        sa.Column("eindigt_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noodtoegang")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("noodtoegang")
