# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What organisations may do, with its history."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0013"
down_revision = "0012"


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
    op.create_table(
        "autorisatie_versie",
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rechten", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("reden", sa.String(length=200), nullable=False),
        sa.Column("besloten_door", sa.String(length=120), nullable=False),
        sa.Column("besloten_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("soort", "code", "versie", name=op.f("pk_autorisatie_versie")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("autorisatie_versie")
    op.drop_table("autorisatie")
