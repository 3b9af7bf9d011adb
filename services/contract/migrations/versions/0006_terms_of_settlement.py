# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms of settlement."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "afrekenvoorwaarden",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grondslag", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("onderschrijding", sa.Integer(), nullable=False),
        sa.Column("overschrijding", sa.Integer(), nullable=False),
        sa.Column("gewichten", sa.JSON(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name=op.f("fk_afrekenvoorwaarden_contract_id_contract"),
        ),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_afrekenvoorwaarden")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("afrekenvoorwaarden")
