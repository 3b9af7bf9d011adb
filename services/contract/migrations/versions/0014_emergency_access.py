# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access of operators, and how it was accounted for."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0014"
down_revision = "0013"


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
    op.create_table(
        "noodtoegang_verantwoording",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("aanleiding", sa.String(length=40), nullable=False),
        sa.Column("reden", sa.String(length=200), nullable=False),
        sa.Column("geopend_door", sa.String(length=100), nullable=False),
        sa.Column("gesloten_door", sa.String(length=100), nullable=True),
        sa.Column("oordeel", sa.String(length=20), nullable=True),
        sa.Column("toelichting", sa.String(length=200), nullable=True),
        sa.Column("getoetst_door", sa.String(length=100), nullable=True),
        sa.Column("getoetst_op", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"],
            ["noodtoegang.id"],
            name=op.f("fk_noodtoegang_verantwoording_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noodtoegang_verantwoording")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("noodtoegang_verantwoording")
    op.drop_table("noodtoegang")
