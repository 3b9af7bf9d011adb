# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""early warning deliveries and levels."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "aanbiederprofiel",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("ews_plichtig", sa.Boolean(), nullable=False),
        sa.Column("cruciale_functies", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_aanbiederprofiel")),
    )
    with op.batch_alter_table("aanbiederprofiel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_aanbiederprofiel_agb_code"), ["agb_code"], unique=False
        )

    op.create_table(
        "ews_levering",
        sa.Column("levering_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("soort", sa.String(length=8), nullable=False),
        sa.Column("periode", sa.String(length=7), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kanaal", sa.String(length=8), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("levering_id", name=op.f("pk_ews_levering")),
        sa.UniqueConstraint(
            "agb_code", "periode", "versie", name=op.f("uq_ews_levering_agb_code_periode_versie")
        ),
        info={"own": True},
    )
    op.create_table(
        "ews_niveau",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kwartaal", sa.String(length=7), nullable=False),
        sa.Column("niveau", sa.String(length=8), nullable=False),
        sa.Column("redenen", sa.JSON(), nullable=False),
        sa.Column("norm_versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", "versie", name=op.f("pk_ews_niveau")),
        info={"own": True},
    )
    op.create_table(
        "ews_norm",
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gegevens", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("versie", name=op.f("pk_ews_norm")),
        info={"own": True},
    )
    op.create_table(
        "ews_plicht",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("verplicht", sa.Boolean(), nullable=False),
        sa.Column("reden", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_ews_plicht")),
        info={"own": True},
    )
    op.create_table(
        "ews_stand",
        sa.Column("werk", sa.String(length=20), nullable=False),
        sa.Column("gezien", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("werk", name=op.f("pk_ews_stand")),
        info={"own": True},
    )
    op.create_table(
        "ews_stap",
        sa.Column("stap_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("trede", sa.Integer(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("eigenaar", sa.String(length=120), nullable=False),
        sa.Column("actie", sa.String(length=1000), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=True),
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("stap_id", name=op.f("pk_ews_stap")),
        info={"own": True},
    )
    with op.batch_alter_table("ews_stap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ews_stap_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "inzage",
        sa.Column("inzage_id", sa.String(length=36), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weergave", sa.String(length=40), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("periode", sa.String(length=7), nullable=True),
        sa.Column("client_id", sa.String(length=80), nullable=False),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("inzage_id", name=op.f("pk_inzage")),
        info={"own": True},
    )
    with op.batch_alter_table("inzage", schema=None) as batch_op:
        batch_op.create_index("ix_inzage_agb_code", ["agb_code", "inzage_id"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("inzage", schema=None) as batch_op:
        batch_op.drop_index("ix_inzage_agb_code")

    op.drop_table("inzage")
    with op.batch_alter_table("ews_stap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ews_stap_agb_code"))

    op.drop_table("ews_stap")
    op.drop_table("ews_stand")
    op.drop_table("ews_plicht")
    op.drop_table("ews_norm")
    op.drop_table("ews_niveau")
    op.drop_table("ews_levering")
    with op.batch_alter_table("aanbiederprofiel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aanbiederprofiel_agb_code"))

    op.drop_table("aanbiederprofiel")
