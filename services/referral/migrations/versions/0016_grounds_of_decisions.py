# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""grounds_of_decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("besluit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alternatieven", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doorgeleid_op", sa.Date(), nullable=True))

    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.add_column(sa.Column("woonplaats_gemeld", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.drop_column("woonplaats_gemeld")

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.drop_column("doorgeleid_op")

    with op.batch_alter_table("besluit", schema=None) as batch_op:
        batch_op.drop_column("alternatieven")
