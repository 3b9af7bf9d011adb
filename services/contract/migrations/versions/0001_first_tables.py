# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "aanbieder",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("naam", sa.String(length=120), nullable=False),
        sa.Column("kvk_nummer", sa.String(length=8), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_aanbieder")),
    )
    op.create_table(
        "gemeente",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("naam", sa.String(length=80), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", name=op.f("pk_gemeente")),
    )
    op.create_table(
        "idempotency",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "numbers",
        sa.Column("reeks", sa.String(length=100), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reeks", name=op.f("pk_numbers")),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bundle", sa.String(length=36), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_unsent_bundle",
            ["bundle"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )
        batch_op.create_index(
            "ix_outbox_unsent_seq",
            ["seq"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )

    op.create_table(
        "regio",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.String(length=80), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regiocode", name=op.f("pk_regio")),
    )
    op.create_table(
        "contract",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("contractant", sa.String(length=20), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agb_code"], ["aanbieder.agb_code"], name=op.f("fk_contract_agb_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_agb_code"), ["agb_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_contract_contractant"), ["contractant"], unique=False)

    op.create_table(
        "regio_lid",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gemeentecode"], ["gemeente.gemeentecode"], name=op.f("fk_regio_lid_gemeentecode")
        ),
        sa.ForeignKeyConstraint(
            ["regiocode"], ["regio.regiocode"], name=op.f("fk_regio_lid_regiocode")
        ),
        sa.PrimaryKeyConstraint(
            "regiocode", "gemeentecode", "geldig_van", name=op.f("pk_regio_lid")
        ),
    )
    op.create_table(
        "contract_gemeente",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_gemeente_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["gemeentecode"],
            ["gemeente.gemeentecode"],
            name=op.f("fk_contract_gemeente_gemeentecode"),
        ),
        sa.PrimaryKeyConstraint("contract_id", "gemeentecode", name=op.f("pk_contract_gemeente")),
    )
    with op.batch_alter_table("contract_gemeente", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_gemeente_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "contractproduct",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("omschrijving", sa.String(length=200), nullable=False),
        sa.Column("variant", sa.String(length=20), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contractproduct_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contractproduct")),
        sa.UniqueConstraint(
            "contract_id",
            "categorie",
            "code",
            name=op.f("uq_contractproduct_contract_id_categorie_code"),
        ),
    )
    op.create_table(
        "tarief",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("bedrag", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["contractproduct.id"], name=op.f("fk_tarief_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "geldig_van", name=op.f("pk_tarief")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("tarief")
    op.drop_table("contractproduct")
    with op.batch_alter_table("contract_gemeente", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_gemeente_gemeentecode"))

    op.drop_table("contract_gemeente")
    op.drop_table("regio_lid")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_contractant"))
        batch_op.drop_index(batch_op.f("ix_contract_agb_code"))

    op.drop_table("contract")
    op.drop_table("regio")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_unsent_seq",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_unsent_bundle",
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )

    op.drop_table("outbox")
    op.drop_table("numbers")
    op.drop_table("idempotency")
    op.drop_table("gemeente")
    op.drop_table("aanbieder")
