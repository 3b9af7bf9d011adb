# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""own reports and reports to the ikz."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "bedrijfsopgave",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opgericht_op", sa.Date(), nullable=False),
        sa.Column("professionals", sa.Integer(), nullable=False),
        sa.Column("omzet", sa.BigInteger(), nullable=False),
        sa.Column("resultaat", sa.BigInteger(), nullable=False),
        sa.Column("ingediend_op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", "jaar", "versie", name=op.f("pk_bedrijfsopgave")),
    )
    op.create_table(
        "ikz_melding",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("signalen", sa.JSON(), nullable=False),
        sa.Column("kenmerk", sa.String(length=200), nullable=False),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("persoon", sa.String(length=100), nullable=False),
        sa.Column("op", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ikz_melding")),
    )
    with op.batch_alter_table("ikz_melding", schema=None) as batch_op:
        batch_op.create_index("ix_ikz_melding_gemeentecode", ["gemeentecode", "id"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("ikz_melding", schema=None) as batch_op:
        batch_op.drop_index("ix_ikz_melding_gemeentecode")

    op.drop_table("ikz_melding")
    op.drop_table("bedrijfsopgave")
