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
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_aanbieder")),
    )
    op.create_table(
        "bericht",
        sa.Column("bericht_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=8), nullable=False),
        sa.Column("afzender", sa.String(length=8), nullable=False),
        sa.Column("ontvanger", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verwerkt_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bericht_id", name=op.f("pk_bericht")),
    )
    with op.batch_alter_table("bericht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bericht_ontvangen_op"), ["ontvangen_op"], unique=False)

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
        "contract",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "contractproduct",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("tarieven", sa.JSON(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_contractproduct")),
    )
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contractproduct_contract_id"), ["contract_id"], unique=False
        )
        batch_op.create_index(
            "ix_contractproduct_product", ["agb_code", "categorie", "code"], unique=False
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
        "gemeente",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("naam", sa.String(length=80), nullable=False),
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
        "inbox",
        sa.Column("consumer_group", sa.String(length=100), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consumer_group", "event_id", name=op.f("pk_inbox")),
    )
    op.create_table(
        "levering",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(
            "gemeentecode",
            "agb_code",
            "client_pseudoniem",
            "toewijzing_nummer",
            "begindatum",
            "versie",
            name=op.f("pk_levering"),
        ),
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
        "regel",
        sa.Column("regel_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("referentie_nummer", sa.String(length=20), nullable=False),
        sa.Column("vorig_referentie_nummer", sa.String(length=20), nullable=True),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("toegekend", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("regel_id", name=op.f("pk_regel")),
    )
    with op.batch_alter_table("regel", schema=None) as batch_op:
        batch_op.create_index("ix_regel_maand", ["maand", "gemeentecode"], unique=False)
        batch_op.create_index(
            "ix_regel_vorig", ["agb_code", "vorig_referentie_nummer"], unique=False
        )

    op.create_table(
        "regio",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("naam", sa.String(length=80), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regiocode", name=op.f("pk_regio")),
    )
    op.create_table(
        "regio_lid",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(
            "regiocode", "gemeentecode", "geldig_van", name=op.f("pk_regio_lid")
        ),
    )
    with op.batch_alter_table("regio_lid", schema=None) as batch_op:
        batch_op.create_index("ix_regio_lid_gemeentecode", ["gemeentecode"], unique=False)

    op.create_table(
        "toewijzing",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("geboortemaand", sa.String(length=7), nullable=False),
        sa.Column("geslacht", sa.String(length=1), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("frequentie", sa.String(length=1), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("reden_wijziging", sa.String(length=2), nullable=True),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "toewijzing_nummer", "versie", name=op.f("pk_toewijzing")
        ),
    )
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.create_index(
            "ix_toewijzing_product", ["agb_code", "categorie", "code"], unique=False
        )

    op.create_table(
        "toewijzing_maand",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("vorige_maand", sa.Date(), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("dubbel", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "toewijzing_nummer", "versie", "maand", name=op.f("pk_toewijzing_maand")
        ),
    )
    with op.batch_alter_table("toewijzing_maand", schema=None) as batch_op:
        batch_op.create_index("ix_toewijzing_maand_maand", ["maand", "gemeentecode"], unique=False)

    op.create_table(
        "verzoek",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("verwijzer_type", sa.String(length=2), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("verzoek_id", name=op.f("pk_verzoek")),
    )
    op.create_table(
        "verzoek_besluit",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("besluit", sa.String(length=12), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("reden", sa.String(length=2), nullable=True),
        sa.Column("automatisch", sa.Boolean(), nullable=False),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("verzoek_id", "besluit", name=op.f("pk_verzoek_besluit")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("verzoek_besluit")
    op.drop_table("verzoek")
    with op.batch_alter_table("toewijzing_maand", schema=None) as batch_op:
        batch_op.drop_index("ix_toewijzing_maand_maand")

    op.drop_table("toewijzing_maand")
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_index("ix_toewijzing_product")

    op.drop_table("toewijzing")
    with op.batch_alter_table("regio_lid", schema=None) as batch_op:
        batch_op.drop_index("ix_regio_lid_gemeentecode")

    op.drop_table("regio_lid")
    op.drop_table("regio")
    with op.batch_alter_table("regel", schema=None) as batch_op:
        batch_op.drop_index("ix_regel_vorig")
        batch_op.drop_index("ix_regel_maand")

    op.drop_table("regel")
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
    op.drop_table("levering")
    op.drop_table("inbox")
    op.drop_table("idempotency")
    op.drop_table("gemeente")
    op.drop_table("dead_letter")
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.drop_index("ix_contractproduct_product")
        batch_op.drop_index(batch_op.f("ix_contractproduct_contract_id"))

    op.drop_table("contractproduct")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_agb_code"))

    op.drop_table("contract")
    op.drop_table("consumer_position")
    with op.batch_alter_table("bericht", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bericht_ontvangen_op"))

    op.drop_table("bericht")
    op.drop_table("aanbieder")
