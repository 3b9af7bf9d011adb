# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""what stands out in reports."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "meldsignaal",
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("sleutel", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=16), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=True),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=True),
        sa.Column("gemeld_op", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_meldsignaal_client_id_client")
        ),
        sa.PrimaryKeyConstraint(
            "client_id", "agb_code", "sleutel", "soort", name=op.f("pk_meldsignaal")
        ),
    )
    with op.batch_alter_table("meldsignaal", schema=None) as batch_op:
        batch_op.create_index("ix_meldsignaal_lijst", ["gemeentecode", "soort"], unique=False)
        batch_op.create_index("ix_meldsignaal_gemeld_op", ["gemeld_op"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("meldsignaal")
