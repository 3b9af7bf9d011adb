# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The log of processing of personal data."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "verwerking",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("activiteit", sa.String(length=60), nullable=False),
        sa.Column("actie", sa.String(length=120), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("onderwerp", sa.String(length=36), nullable=False),
        sa.Column("bundel", sa.String(length=36), nullable=False),
        sa.Column("trace_id", sa.String(length=32), nullable=False),
        sa.Column("span_id", sa.String(length=16), nullable=False),
        sa.Column("begin_op", UtcDateTime(timezone=True), nullable=False),
        sa.Column("eind_op", UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "volgnummer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("keten", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verwerking")),
        sa.UniqueConstraint("volgnummer", name="uq_verwerking_volgnummer"),
    )
    with op.batch_alter_table("verwerking") as batch_op:
        batch_op.create_index(
            "ix_verwerking_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("volgnummer IS NULL"),
            postgresql_where=sa.text("volgnummer IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_verwerking_onderwerp"), ["onderwerp"], unique=False)
        batch_op.create_index(batch_op.f("ix_verwerking_bundel"), ["bundel"], unique=False)
    op.create_table(
        "verwerking_betrokkene",
        sa.Column("verwerking_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint(
            "verwerking_id", "gemeentecode", "pseudoniem", name=op.f("pk_verwerking_betrokkene")
        ),
    )
    with op.batch_alter_table("verwerking_betrokkene") as batch_op:
        batch_op.create_index(
            "ix_verwerking_betrokkene_wie",
            ["gemeentecode", "pseudoniem", "verwerking_id"],
            unique=False,
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("verwerking_betrokkene")
    op.drop_table("verwerking")
