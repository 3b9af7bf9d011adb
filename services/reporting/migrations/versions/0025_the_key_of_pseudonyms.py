# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which key pseudonyms are taken in, and what those of other keys are under it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "pseudoniemsleutel",
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sleutel", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_pseudoniemsleutel")),
    )
    op.create_table(
        "vertaald_pseudoniem",
        sa.Column("sleutel", sa.String(length=8), nullable=False),
        sa.Column("merk", sa.String(length=64), nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("sleutel", "merk", name=op.f("pk_vertaald_pseudoniem")),
    )
    op.create_index(
        op.f("ix_vertaald_pseudoniem_pseudoniem"), "vertaald_pseudoniem", ["pseudoniem"]
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("vertaald_pseudoniem")
    op.drop_table("pseudoniemsleutel")
