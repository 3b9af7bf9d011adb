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
        "aanbieder",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_aanbieder")),
    )
    op.create_table(
        "beleid",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("automatisch_toekennen", sa.Boolean(), nullable=False),
        sa.Column("maximum_volume", sa.Integer(), nullable=True),
        sa.Column("verwijzer_typen", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", "versie", name=op.f("pk_beleid")),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("bsn_hash", sa.String(length=32), nullable=False),
        sa.Column("bsn_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("persoon_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("gemeentecode", "bsn_hash", name="uq_client_bsn_hash"),
    )
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
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_contract")),
    )
    op.create_table(
        "contractproduct",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_contractproduct")),
    )
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.create_index("ix_contractproduct_code", ["code", "contract_id"], unique=False)

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
        "levering",
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("sleutel", sa.String(length=40), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=True),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("verwijderd", sa.Boolean(), nullable=False),
        sa.Column("stops", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_levering_client_id")),
        sa.PrimaryKeyConstraint("client_id", "agb_code", "sleutel", name=op.f("pk_levering")),
    )
    op.create_table(
        "verzoek",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bericht_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("referentie_aanbieder", sa.String(length=36), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("frequentie", sa.String(length=1), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("verwijzer_type", sa.String(length=2), nullable=False),
        sa.Column("toelichting_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("dagtekening", sa.Date(), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retour_uiterlijk", sa.Date(), nullable=False),
        sa.Column("besluit_uiterlijk", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("toetsen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_verzoek_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verzoek")),
        sa.UniqueConstraint("agb_code", "referentie_aanbieder", name="uq_verzoek_referentie"),
    )
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.create_index("ix_verzoek_client", ["client_id", "agb_code"], unique=False)
        batch_op.create_index("ix_verzoek_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "besluit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("volgnummer", sa.Integer(), nullable=False),
        sa.Column("besluit", sa.String(length=12), nullable=False),
        sa.Column("reden", sa.String(length=2), nullable=True),
        sa.Column("woonplaats_gemeente", sa.String(length=4), nullable=True),
        sa.Column("automatisch", sa.Boolean(), nullable=False),
        sa.Column("beleid_versie", sa.Integer(), nullable=True),
        sa.Column("toetsen", sa.JSON(), nullable=False),
        sa.Column("toewijzing_id", sa.String(length=36), nullable=True),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=True),
        sa.Column("genomen_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["verzoek_id"], ["verzoek.id"], name=op.f("fk_besluit_verzoek_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_besluit")),
        sa.UniqueConstraint("verzoek_id", "volgnummer", name="uq_besluit_volgnummer"),
    )
    op.create_table(
        "toewijzing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("ingangsdatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("frequentie", sa.String(length=1), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("reden_wijziging", sa.String(length=2), nullable=True),
        sa.Column("referentie_aanbieder", sa.String(length=36), nullable=True),
        sa.Column("verzoek_id", sa.String(length=36), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzonden_versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_toewijzing_client_id")),
        sa.ForeignKeyConstraint(
            ["verzoek_id"], ["verzoek.id"], name=op.f("fk_toewijzing_verzoek_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toewijzing")),
        sa.UniqueConstraint("gemeentecode", "toewijzing_nummer", name="uq_toewijzing_nummer"),
    )
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.create_index("ix_toewijzing_aanbieder", ["agb_code", "id"], unique=False)
        batch_op.create_index("ix_toewijzing_client", ["client_id", "agb_code"], unique=False)
        batch_op.create_index("ix_toewijzing_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "verzending",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=8), nullable=False),
        sa.Column("besluit_id", sa.String(length=36), nullable=True),
        sa.Column("retour", sa.String(length=12), nullable=False),
        sa.Column("retourcodes", sa.JSON(), nullable=False),
        sa.Column("retour_bericht_id", sa.String(length=36), nullable=True),
        sa.Column("retour_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["besluit_id"], ["besluit.id"], name=op.f("fk_verzending_besluit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verzending")),
    )
    with op.batch_alter_table("verzending", schema=None) as batch_op:
        batch_op.create_index("ix_verzending_besluit", ["besluit_id"], unique=False)

    op.create_table(
        "verzonden_toewijzing",
        sa.Column("verzending_id", sa.String(length=36), nullable=False),
        sa.Column("toewijzing_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("nieuw", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["toewijzing_id"], ["toewijzing.id"], name=op.f("fk_verzonden_toewijzing_toewijzing_id")
        ),
        sa.ForeignKeyConstraint(
            ["verzending_id"], ["verzending.id"], name=op.f("fk_verzonden_toewijzing_verzending_id")
        ),
        sa.PrimaryKeyConstraint(
            "verzending_id", "toewijzing_id", name=op.f("pk_verzonden_toewijzing")
        ),
    )
    with op.batch_alter_table("verzonden_toewijzing", schema=None) as batch_op:
        batch_op.create_index("ix_verzonden_toewijzing_toewijzing", ["toewijzing_id"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verzonden_toewijzing", schema=None) as batch_op:
        batch_op.drop_index("ix_verzonden_toewijzing_toewijzing")

    op.drop_table("verzonden_toewijzing")
    with op.batch_alter_table("verzending", schema=None) as batch_op:
        batch_op.drop_index("ix_verzending_besluit")

    op.drop_table("verzending")
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_index("ix_toewijzing_lijst")
        batch_op.drop_index("ix_toewijzing_client")
        batch_op.drop_index("ix_toewijzing_aanbieder")

    op.drop_table("toewijzing")
    op.drop_table("besluit")
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.drop_index("ix_verzoek_lijst")
        batch_op.drop_index("ix_verzoek_client")

    op.drop_table("verzoek")
    op.drop_table("levering")
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
    op.drop_table("gemeente")
    op.drop_table("dead_letter")
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.drop_index("ix_contractproduct_code")

    op.drop_table("contractproduct")
    op.drop_table("contract")
    op.drop_table("consumer_position")
    op.drop_table("client")
    op.drop_table("beleid")
    op.drop_table("aanbieder")
