# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Amendments of a contract; a product may stand in it once in each variant after the other."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_OLD = "uq_contractproduct_contract_id_categorie_code"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "contractwijziging",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contract_versie", sa.Integer(), nullable=False),
        sa.Column("ingang", sa.Date(), nullable=False),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("producten", sa.JSON(), nullable=False),
        sa.Column("vastgesteld_op", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name=op.f("fk_contractwijziging_contract_id_contract"),
        ),
        sa.PrimaryKeyConstraint("contract_id", "nummer", name=op.f("pk_contractwijziging")),
    )
    with op.batch_alter_table("contractproduct") as batch:
        batch.add_column(
            sa.Column("volgnummer", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
        batch.drop_constraint(_OLD, type_="unique")
        batch.create_unique_constraint(
            "uq_contractproduct_volgnummer", ["contract_id", "categorie", "code", "volgnummer"]
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contractproduct") as batch:
        batch.drop_constraint("uq_contractproduct_volgnummer", type_="unique")
        batch.create_unique_constraint(_OLD, ["contract_id", "categorie", "code"])
        batch.drop_column("volgnummer")
    op.drop_table("contractwijziging")
