# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""payments of instalments and settlements."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "betaalde_post",
        sa.Column("betaalrun_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("kenmerk", sa.String(length=40), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("omschrijving", sa.String(length=100), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("telt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["betaalrun_id"], ["betaalrun.id"], name=op.f("fk_betaalde_post_betaalrun_id")
        ),
        sa.PrimaryKeyConstraint("betaalrun_id", "soort", "kenmerk", name=op.f("pk_betaalde_post")),
    )
    with op.batch_alter_table("betaalde_post", schema=None) as batch_op:
        batch_op.create_index(
            "uq_betaalde_post",
            ["gemeentecode", "soort", "kenmerk"],
            unique=True,
            sqlite_where=sa.text("telt"),
            postgresql_where=sa.text("telt"),
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("betaalde_post", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_betaalde_post", sqlite_where=sa.text("telt"), postgresql_where=sa.text("telt")
        )

    op.drop_table("betaalde_post")
