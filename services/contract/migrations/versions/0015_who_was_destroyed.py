# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whom a pseudonym means after a correction, and what stands for who was destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "clientcorrectie",
        sa.Column("correctie_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("opvolger", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("correctie_id", name=op.f("pk_clientcorrectie")),
    )
    op.create_index(op.f("ix_clientcorrectie_gemeentecode"), "clientcorrectie", ["gemeentecode"])
    op.create_table(
        "opvolging",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opvolger", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "pseudoniem", "bekend_op", name=op.f("pk_opvolging")
        ),
    )
    op.create_index(op.f("ix_opvolging_opvolger"), "opvolging", ["opvolger"])
    op.create_table(
        "vernietigd_pseudoniem",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("merk", sa.String(length=64), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vernietigd_op", sa.Date(), nullable=False),
        sa.Column("vervangend", sa.String(length=32), nullable=False),
        sa.Column("opgenomen_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "merk", "bekend_op", name=op.f("pk_vernietigd_pseudoniem")
        ),
    )
    op.add_column("besteding", sa.Column("regel_id", sa.String(length=36), nullable=True))
    op.create_index(op.f("ix_besteding_client_pseudoniem"), "besteding", ["client_pseudoniem"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index(op.f("ix_besteding_client_pseudoniem"), "besteding")
    op.drop_column("besteding", "regel_id")
    op.drop_table("vernietigd_pseudoniem")
    op.drop_table("opvolging")
    op.drop_table("clientcorrectie")
