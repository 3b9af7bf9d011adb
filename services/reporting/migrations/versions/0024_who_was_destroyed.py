# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stands for the pseudonyms of clients who were destroyed, in every table."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_FOUND = ("verzoek", "pgb", "wachtsignaal")
"""Tables in which a client was not found by its pseudonym yet."""


def upgrade() -> None:
    """Bring the tables to this revision."""
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
    for table in _FOUND:
        op.create_index(op.f(f"ix_{table}_client_pseudoniem"), table, ["client_pseudoniem"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in _FOUND:
        op.drop_index(op.f(f"ix_{table}_client_pseudoniem"), table)
    op.drop_table("vernietigd_pseudoniem")
