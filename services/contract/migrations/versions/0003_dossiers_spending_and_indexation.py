# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Dossiers, spending and indexation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "besteding",
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("deel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "declaratie_id",
            "client_pseudoniem",
            "deel",
            "jaar",
            "categorie",
            "code",
            name=op.f("pk_besteding"),
        ),
    )
    with op.batch_alter_table("besteding", schema=None) as batch_op:
        batch_op.create_index("ix_besteding_agb_code", ["agb_code", "jaar"], unique=False)
        batch_op.create_index("ix_besteding_gemeentecode", ["gemeentecode", "jaar"], unique=False)

    op.create_table(
        "consumer_position",
        sa.Column("consumer_group", sa.String(length=100), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("partition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "consumer_group", "topic", "partition", name=op.f("pk_consumer_position")
        ),
    )
    op.create_table(
        "dead_letter",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("consumer_group", sa.String(length=100), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("log_offset", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("error", sa.String(length=100), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_dead_letter")),
        sa.UniqueConstraint(
            "consumer_group", "topic", "partition", "log_offset", name="uq_dead_letter_place"
        ),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=30), nullable=False),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("gedeeld", sa.Boolean(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index("ix_dossier_agb_code", ["agb_code", "soort"], unique=False)
        batch_op.create_index("ix_dossier_soort", ["soort", "id"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("consumer_group", sa.String(length=100), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consumer_group", "event_id", name=op.f("pk_inbox")),
    )
    op.create_table(
        "indexatie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contractant", sa.String(length=20), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("cijfers", sa.JSON(), nullable=False),
        sa.Column("percentage", sa.String(length=20), nullable=False),
        sa.Column("vastgesteld", sa.Boolean(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indexatie")),
        sa.UniqueConstraint("contractant", "jaar", name="uq_indexatie_jaar"),
    )
    op.create_table(
        "te_toetsen",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("agb_code", "jaar", name=op.f("pk_te_toetsen")),
    )
    op.create_table(
        "dossier_versie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["dossier.id"], name=op.f("fk_dossier_versie_id")),
        sa.PrimaryKeyConstraint("id", "versie", name=op.f("pk_dossier_versie")),
    )
    op.create_table(
        "plafondsignaal",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plafond", sa.BigInteger(), nullable=False),
        sa.Column("besteed", sa.BigInteger(), nullable=False),
        sa.Column("gegeven_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_plafondsignaal_contract_id")
        ),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_plafondsignaal")),
    )
    op.create_table(
        "indexatie_regel",
        sa.Column("indexatie_id", sa.String(length=36), nullable=False),
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("oud", sa.Integer(), nullable=False),
        sa.Column("nieuw", sa.Integer(), nullable=False),
        sa.Column("onafgerond", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["indexatie_id"], ["indexatie.id"], name=op.f("fk_indexatie_regel_indexatie_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["contractproduct.id"], name=op.f("fk_indexatie_regel_product_id")
        ),
        sa.PrimaryKeyConstraint("indexatie_id", "product_id", name=op.f("pk_indexatie_regel")),
    )
    with op.batch_alter_table("indexatie_regel", schema=None) as batch_op:
        batch_op.create_index("ix_indexatie_regel_product_id", ["product_id"], unique=False)

    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.add_column(sa.Column("inkoop_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_column("inkoop_id")

    with op.batch_alter_table("indexatie_regel", schema=None) as batch_op:
        batch_op.drop_index("ix_indexatie_regel_product_id")

    op.drop_table("indexatie_regel")
    op.drop_table("plafondsignaal")
    op.drop_table("dossier_versie")
    op.drop_table("te_toetsen")
    op.drop_table("indexatie")
    op.drop_table("inbox")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index("ix_dossier_soort")
        batch_op.drop_index("ix_dossier_agb_code")

    op.drop_table("dossier")
    op.drop_table("dead_letter")
    op.drop_table("consumer_position")
    with op.batch_alter_table("besteding", schema=None) as batch_op:
        batch_op.drop_index("ix_besteding_gemeentecode")
        batch_op.drop_index("ix_besteding_agb_code")

    op.drop_table("besteding")
