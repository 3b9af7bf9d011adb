# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was corrected of clients, and who is meant by which pseudonym since."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "clientcorrectie",
        sa.Column("correctie_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("opvolger", sa.String(length=32), nullable=False),
        sa.Column("geboortemaand", sa.String(length=7), nullable=False),
        sa.Column("geslacht", sa.String(length=1), nullable=False),
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


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("opvolging")
    op.drop_table("clientcorrectie")
