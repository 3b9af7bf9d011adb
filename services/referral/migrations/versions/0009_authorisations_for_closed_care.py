# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""authorisations for closed care."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "machtiging",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=14), nullable=False),
        sa.Column("rechtbank", sa.String(length=60), nullable=False),
        sa.Column("beschikking_datum", sa.Date(), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=False),
        sa.Column("verzoeker", sa.String(length=8), nullable=False),
        sa.Column("grondslag", sa.String(length=10), nullable=False),
        sa.Column("verklaring", sa.Boolean(), nullable=False),
        sa.Column("maatregel_loopt", sa.Boolean(), nullable=False),
        sa.Column("ingetrokken_op", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_machtiging_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machtiging")),
    )
    with op.batch_alter_table("machtiging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_machtiging_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_machtiging_lijst", ["gemeentecode", "id"], unique=False)

    with op.batch_alter_table("beleid", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gesloten_codes", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("beleid", schema=None) as batch_op:
        batch_op.drop_column("gesloten_codes")

    with op.batch_alter_table("machtiging", schema=None) as batch_op:
        batch_op.drop_index("ix_machtiging_lijst")
        batch_op.drop_index(batch_op.f("ix_machtiging_client_id"))

    op.drop_table("machtiging")
