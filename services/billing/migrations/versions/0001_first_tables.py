# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the tables to this revision."""
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
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("contract_id", "versie", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index("ix_contract_agb_code", ["agb_code"], unique=False)

    op.create_table(
        "contractproduct",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("variant", sa.String(length=20), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("tarieven", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("product_id", "versie", name=op.f("pk_contractproduct")),
    )
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contractproduct_contract_id", ["contract_id", "code"], unique=False
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
        "declarant",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_declarant")),
    )
    op.create_table(
        "declaratie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bericht_id", sa.String(length=36), nullable=False),
        sa.Column("antwoord_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("declaratie_nummer", sa.String(length=12), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("dagtekening", sa.Date(), nullable=False),
        sa.Column("verwerkt", sa.Boolean(), nullable=False),
        sa.Column("retourcodes", sa.JSON(), nullable=False),
        sa.Column("ingediend", sa.BigInteger(), nullable=False),
        sa.Column("toegekend", sa.BigInteger(), nullable=False),
        sa.Column("aantal_regels", sa.Integer(), nullable=False),
        sa.Column("aantal_afgewezen", sa.Integer(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beoordeeld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaratie")),
        sa.UniqueConstraint("bericht_id", name=op.f("uq_declaratie_bericht_id")),
    )
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.create_index("ix_declaratie_agb_code", ["agb_code", "id"], unique=False)
        batch_op.create_index("ix_declaratie_gemeentecode", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "uq_declaratie_nummer",
            ["agb_code", "declaratie_nummer"],
            unique=True,
            sqlite_where=sa.text("verwerkt"),
            postgresql_where=sa.text("verwerkt"),
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
        "mail_counter",
        sa.Column("ontvanger", sa.String(length=8), nullable=False),
        sa.Column("laatste", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ontvanger", name=op.f("pk_mail_counter")),
    )
    op.create_table(
        "mail_identification",
        sa.Column("soort", sa.String(length=8), nullable=False),
        sa.Column("afzender", sa.String(length=8), nullable=False),
        sa.Column("identificatie", sa.String(length=12), nullable=False),
        sa.Column("mail_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint(
            "soort", "afzender", "identificatie", name=op.f("pk_mail_identification")
        ),
    )
    op.create_table(
        "mail_in",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ingediend_door", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("soort", sa.String(length=8), nullable=True),
        sa.Column("afzender", sa.String(length=8), nullable=True),
        sa.Column("ontvanger", sa.String(length=8), nullable=True),
        sa.Column("identificatie", sa.String(length=12), nullable=True),
        sa.Column("dagtekening", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("grootte", sa.Integer(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=True),
        sa.Column("bevindingen", sa.JSON(), nullable=False),
        sa.Column("antwoord_id", sa.String(length=36), nullable=True),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("barriere", sa.JSON(), nullable=True),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_in")),
        sa.UniqueConstraint("ingediend_door", "fingerprint", name="uq_mail_in_fingerprint"),
    )
    with op.batch_alter_table("mail_in", schema=None) as batch_op:
        batch_op.create_index("ix_mail_in_ingediend_door", ["ingediend_door", "id"], unique=False)
        batch_op.create_index("ix_mail_in_ontvanger", ["ontvanger", "id"], unique=False)
        batch_op.create_index("ix_mail_in_status", ["status", "id"], unique=False)

    op.create_table(
        "mail_out",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=8), nullable=False),
        sa.Column("afzender", sa.String(length=8), nullable=False),
        sa.Column("ontvanger", sa.String(length=8), nullable=False),
        sa.Column("identificatie", sa.String(length=12), nullable=False),
        sa.Column("betreft", sa.String(length=36), nullable=True),
        sa.Column("inhoud", sa.LargeBinary(), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bundle", sa.String(length=36), nullable=False),
        sa.Column("vrijgegeven_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("volgnummer", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_out")),
        sa.UniqueConstraint("soort", "afzender", "identificatie", name="uq_mail_out_identificatie"),
    )
    with op.batch_alter_table("mail_out", schema=None) as batch_op:
        batch_op.create_index("ix_mail_out_bundle", ["bundle"], unique=False)
        batch_op.create_index("ix_mail_out_postbus", ["ontvanger", "volgnummer"], unique=True)

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
        "toewijzing",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("frequentie", sa.String(length=1), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("reden_wijziging", sa.String(length=2), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "toewijzing_nummer", "versie", name=op.f("pk_toewijzing")
        ),
    )
    op.create_table(
        "declaratie_client",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("bsn_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("bsn_hash", sa.String(length=32), nullable=False),
        sa.Column("retourcodes", sa.JSON(), nullable=False),
        sa.Column("andermans_toewijzingen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaratie_id"], ["declaratie.id"], name=op.f("fk_declaratie_client_declaratie_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaratie_client")),
    )
    with op.batch_alter_table("declaratie_client", schema=None) as batch_op:
        batch_op.create_index("ix_declaratie_client_bsn_hash", ["bsn_hash"], unique=False)
        batch_op.create_index("ix_declaratie_client_declaratie_id", ["declaratie_id"], unique=False)

    op.create_table(
        "regel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("referentie_nummer", sa.String(length=20), nullable=False),
        sa.Column("vorig_referentie_nummer", sa.String(length=20), nullable=True),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=False),
        sa.Column("tarief", sa.Integer(), nullable=True),
        sa.Column("bedrag", sa.Integer(), nullable=False),
        sa.Column("toegekend", sa.Boolean(), nullable=False),
        sa.Column("retourcodes", sa.JSON(), nullable=False),
        sa.Column("feiten", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["declaratie_client.id"], name=op.f("fk_regel_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["declaratie_id"], ["declaratie.id"], name=op.f("fk_regel_declaratie_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regel")),
        sa.UniqueConstraint("declaratie_id", "nummer", name="uq_regel_nummer"),
    )
    with op.batch_alter_table("regel", schema=None) as batch_op:
        batch_op.create_index(
            "ix_regel_referentie", ["agb_code", "referentie_nummer"], unique=False
        )
        batch_op.create_index(
            "ix_regel_toewijzing", ["gemeentecode", "toewijzing_nummer"], unique=False
        )
        batch_op.create_index(
            "uq_regel_gecrediteerd",
            ["agb_code", "vorig_referentie_nummer"],
            unique=True,
            sqlite_where=sa.text("toegekend"),
            postgresql_where=sa.text("toegekend"),
        )
        batch_op.create_index(
            "uq_regel_goedgekeurd",
            ["agb_code", "referentie_nummer"],
            unique=True,
            sqlite_where=sa.text("toegekend"),
            postgresql_where=sa.text("toegekend"),
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("regel", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_regel_goedgekeurd",
            sqlite_where=sa.text("toegekend"),
            postgresql_where=sa.text("toegekend"),
        )
        batch_op.drop_index(
            "uq_regel_gecrediteerd",
            sqlite_where=sa.text("toegekend"),
            postgresql_where=sa.text("toegekend"),
        )
        batch_op.drop_index("ix_regel_toewijzing")
        batch_op.drop_index("ix_regel_referentie")

    op.drop_table("regel")
    with op.batch_alter_table("declaratie_client", schema=None) as batch_op:
        batch_op.drop_index("ix_declaratie_client_declaratie_id")
        batch_op.drop_index("ix_declaratie_client_bsn_hash")

    op.drop_table("declaratie_client")
    op.drop_table("toewijzing")
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
    with op.batch_alter_table("mail_out", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_out_postbus")
        batch_op.drop_index("ix_mail_out_bundle")

    op.drop_table("mail_out")
    with op.batch_alter_table("mail_in", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_in_status")
        batch_op.drop_index("ix_mail_in_ontvanger")
        batch_op.drop_index("ix_mail_in_ingediend_door")

    op.drop_table("mail_in")
    op.drop_table("mail_identification")
    op.drop_table("mail_counter")
    op.drop_table("inbox")
    op.drop_table("idempotency")
    with op.batch_alter_table("declaratie", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_declaratie_nummer",
            sqlite_where=sa.text("verwerkt"),
            postgresql_where=sa.text("verwerkt"),
        )
        batch_op.drop_index("ix_declaratie_gemeentecode")
        batch_op.drop_index("ix_declaratie_agb_code")

    op.drop_table("declaratie")
    op.drop_table("declarant")
    op.drop_table("dead_letter")
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.drop_index("ix_contractproduct_contract_id")

    op.drop_table("contractproduct")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_index("ix_contract_agb_code")

    op.drop_table("contract")
    op.drop_table("consumer_position")
