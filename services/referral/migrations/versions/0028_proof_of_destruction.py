# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Proof of what was destroyed, and marks by which to see that nobody came back."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("vernietigingsregel", sa.Column("verzegeld", sa.LargeBinary(), nullable=True))
    op.create_table(
        "vernietigingsverklaring",
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lijst_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("categorie", sa.String(length=30), nullable=False),
        sa.Column("grond", sa.String(length=8), nullable=False),
        sa.Column("begin", sa.String(length=60), nullable=False),
        sa.Column("jaren", sa.Integer(), nullable=False),
        sa.Column("grondslag", sa.String(length=200), nullable=False),
        sa.Column("bron", sa.String(length=100), nullable=False),
        sa.Column("personen", sa.Integer(), nullable=False),
        sa.Column("gebleven", sa.Integer(), nullable=False),
        sa.Column("elders_bekend", sa.Integer(), nullable=False),
        sa.Column("rijen", sa.JSON(), nullable=False),
        sa.Column("gewist", sa.JSON(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keten", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["lijst_id"],
            ["vernietigingslijst.id"],
            name=op.f("fk_vernietigingsverklaring_lijst_id"),
        ),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("pk_vernietigingsverklaring")),
        sa.UniqueConstraint("id", name=op.f("uq_vernietigingsverklaring_id")),
        sa.UniqueConstraint("lijst_id", name=op.f("uq_vernietigingsverklaring_lijst_id")),
    )
    op.create_index(
        "ix_vernietigingsverklaring_lijst",
        "vernietigingsverklaring",
        ["gemeentecode", "volgnummer"],
    )
    op.create_table(
        "vernietigd_merk",
        sa.Column("merk", sa.String(length=32), nullable=False),
        sa.Column("persoon_merk", sa.String(length=32), nullable=False),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merk", name=op.f("pk_vernietigd_merk")),
    )
    op.create_index(
        op.f("ix_vernietigd_merk_vernietigd_op"), "vernietigd_merk", ["vernietigd_op"], unique=False
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("vernietigd_merk")
    op.drop_table("vernietigingsverklaring")
    op.drop_column("vernietigingsregel", "verzegeld")
