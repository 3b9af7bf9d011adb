# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""moves to another gemeente."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "overdracht",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("van", sa.String(length=4), nullable=False),
        sa.Column("naar", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("per", sa.Date(), nullable=False),
        sa.Column("toewijzing_ids", sa.JSON(), nullable=False),
        sa.Column("toestand", sa.String(length=12), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("aangeboden_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nieuwe_client_id", sa.String(length=36), nullable=True),
        sa.Column("reden", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_overdracht_client_id")),
        sa.ForeignKeyConstraint(
            ["nieuwe_client_id"], ["client.id"], name=op.f("fk_overdracht_nieuwe_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdracht")),
    )
    with op.batch_alter_table("overdracht", schema=None) as batch_op:
        batch_op.create_index("ix_overdracht_naar", ["naar", "id"], unique=False)
        batch_op.create_index("ix_overdracht_van", ["van", "id"], unique=False)
        batch_op.create_index(
            "uq_overdracht_open",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("toestand = 'aangeboden'"),
            postgresql_where=sa.text("toestand = 'aangeboden'"),
        )

    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voortzetting_van", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_column("voortzetting_van")

    with op.batch_alter_table("overdracht", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_overdracht_open",
            sqlite_where=sa.text("toestand = 'aangeboden'"),
            postgresql_where=sa.text("toestand = 'aangeboden'"),
        )
        batch_op.drop_index("ix_overdracht_van")
        batch_op.drop_index("ix_overdracht_naar")

    op.drop_table("overdracht")
