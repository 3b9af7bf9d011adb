# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Ceilings pro rata, and client stops that are proposed when one is reached."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("plafond") as batch:
        batch.add_column(sa.Column("jaarbedrag", sa.BigInteger(), nullable=True))
    op.create_table(
        "clientenstopvoorstel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("contractant", sa.String(length=20), nullable=False),
        sa.Column("toestand", sa.String(length=12), nullable=False),
        sa.Column("plafond", sa.BigInteger(), nullable=False),
        sa.Column("besteed", sa.BigInteger(), nullable=False),
        sa.Column("clientenstop_id", sa.String(length=36), nullable=True),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("ontstaan_op", UtcDateTime(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name=op.f("fk_clientenstopvoorstel_contract_id_contract"),
        ),
        sa.ForeignKeyConstraint(
            ["clientenstop_id"],
            ["dossier.id"],
            name=op.f("fk_clientenstopvoorstel_clientenstop_id_dossier"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clientenstopvoorstel")),
    )
    op.create_index(
        "ix_clientenstopvoorstel_contractant", "clientenstopvoorstel", ["contractant", "id"]
    )
    op.create_index(
        "uq_clientenstopvoorstel_open",
        "clientenstopvoorstel",
        ["contract_id", "jaar"],
        unique=True,
        sqlite_where=sa.text("toestand = 'open'"),
        postgresql_where=sa.text("toestand = 'open'"),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("clientenstopvoorstel")
    with op.batch_alter_table("plafond") as batch:
        batch.drop_column("jaarbedrag")
