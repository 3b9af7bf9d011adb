# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""views of other installations."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "federatie_bron",
        sa.Column("bron", sa.String(length=40), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publieke_sleutel", sa.Text(), nullable=False),
        sa.Column("regiocodes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("bron", name=op.f("pk_federatie_bron")),
        info={"own": True},
    )
    op.create_table(
        "federatie_weergave",
        sa.Column("bron", sa.String(length=40), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("peilmoment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("jws", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "bron", "agb_code", "kwartaal", "versie", name=op.f("pk_federatie_weergave")
        ),
        info={"own": True},
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("federatie_weergave")
    op.drop_table("federatie_bron")
