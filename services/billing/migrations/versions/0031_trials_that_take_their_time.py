# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Trials of other rules that are worked out aside."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "proef",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=True),
        sa.Column("regelset", sa.JSON(), nullable=False),
        sa.Column("sinds", sa.Date(), nullable=False),
        sa.Column("aangevraagd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toestand", sa.String(length=10), nullable=False),
        sa.Column("plek", sa.String(length=8), nullable=False),
        sa.Column("aantal_aanbieders", sa.Integer(), nullable=False),
        sa.Column("uitslag", sa.JSON(), nullable=False),
        sa.Column("fout", sa.String(length=500), nullable=True),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proef")),
    )
    op.create_index("ix_proef_gemeentecode", "proef", ["gemeentecode", "id"])
    op.create_index("ix_proef_toestand", "proef", ["toestand", "id"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_proef_toestand", "proef")
    op.drop_index("ix_proef_gemeentecode", "proef")
    op.drop_table("proef")
