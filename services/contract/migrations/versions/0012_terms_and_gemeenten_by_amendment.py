# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Terms and gemeenten by amendment, and the days of a product in its variant."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Bring the tables to this revision; amendments of before tell the days of their products."""
    with op.batch_alter_table("contract") as batch_op:
        batch_op.add_column(sa.Column("vervolg_van", sa.String(length=36), nullable=True))
    with op.batch_alter_table("contractproduct") as batch_op:
        batch_op.add_column(sa.Column("geldig_van", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("geldig_tot", sa.Date(), nullable=True))
    with op.batch_alter_table("contractwijziging") as batch_op:
        batch_op.add_column(sa.Column("looptijd", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("gemeenten", sa.JSON(), nullable=True))
    product = sa.table(
        "contractproduct",
        sa.column("id", sa.String),
        sa.column("geldig_van", sa.Date),
        sa.column("geldig_tot", sa.Date),
    )
    wijziging = sa.table(
        "contractwijziging", sa.column("ingang", sa.Date), sa.column("producten", sa.JSON)
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(wijziging)).all():
        for one in row.producten:
            ended = sa.update(product).where(product.c.id == one["productId"])
            bind.execute(ended.values(geldig_tot=row.ingang - timedelta(days=1)))
            begun = sa.update(product).where(product.c.id == one["nieuwProductId"])
            bind.execute(begun.values(geldig_van=row.ingang))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contractwijziging") as batch_op:
        batch_op.drop_column("gemeenten")
        batch_op.drop_column("looptijd")
    with op.batch_alter_table("contractproduct") as batch_op:
        batch_op.drop_column("geldig_tot")
        batch_op.drop_column("geldig_van")
    with op.batch_alter_table("contract") as batch_op:
        batch_op.drop_column("vervolg_van")
