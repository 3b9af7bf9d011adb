# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What can be offered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "capaciteit",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("functie", sa.String(length=80), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("afgesproken", sa.Integer(), nullable=False),
        sa.Column("beschikbaar", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_capaciteit")),
    )
    op.create_table(
        "clientenstop",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("producten", sa.JSON(), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_clientenstop")),
    )
    with op.batch_alter_table("aanbieder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("naam", sa.String(length=120), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("aanbieder", schema=None) as batch_op:
        batch_op.drop_column("naam")

    op.drop_table("clientenstop")
    op.drop_table("capaciteit")
