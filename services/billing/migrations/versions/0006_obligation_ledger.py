# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Obligation ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "boeking",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maand", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("oorzaak_soort", sa.String(length=16), nullable=False),
        sa.Column("oorzaak", sa.String(length=64), nullable=False),
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("debet", sa.String(length=16), nullable=False),
        sa.Column("credit", sa.String(length=16), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("storno", sa.Boolean(), nullable=False),
        sa.Column("geboekt_op", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("debet <> credit", name=op.f("ck_boeking_twee_rekeningen")),
        sa.PrimaryKeyConstraint(
            "gemeentecode",
            "toewijzing_nummer",
            "maand",
            "soort",
            "oorzaak_soort",
            "oorzaak",
            "volgnummer",
            name=op.f("pk_boeking"),
        ),
    )
    with op.batch_alter_table("boeking", schema=None) as batch_op:
        batch_op.create_index("ix_boeking_maand", ["gemeentecode", "maand"], unique=False)
        batch_op.create_index("ix_boeking_oorzaak", ["oorzaak"], unique=False)

    op.create_table(
        "grootboek_stand",
        sa.Column("naam", sa.String(length=20), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_grootboek_stand")),
    )
    op.create_table(
        "te_boeken",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemerkt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", "toewijzing_nummer", name=op.f("pk_te_boeken")),
    )
    op.create_table(
        "te_herwaarderen",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("gemerkt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_te_herwaarderen")),
    )
    op.create_table(
        "verplichting",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("afgelopen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", "toewijzing_nummer", name=op.f("pk_verplichting")),
    )
    with op.batch_alter_table("verplichting", schema=None) as batch_op:
        batch_op.create_index("ix_verplichting_agb_code", ["agb_code"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verplichting", schema=None) as batch_op:
        batch_op.drop_index("ix_verplichting_agb_code")

    op.drop_table("verplichting")
    op.drop_table("te_herwaarderen")
    op.drop_table("te_boeken")
    op.drop_table("grootboek_stand")
    with op.batch_alter_table("boeking", schema=None) as batch_op:
        batch_op.drop_index("ix_boeking_oorzaak")
        batch_op.drop_index("ix_boeking_maand")

    op.drop_table("boeking")
