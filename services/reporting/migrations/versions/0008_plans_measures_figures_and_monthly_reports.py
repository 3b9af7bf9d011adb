# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""plans measures figures and monthly reports."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "afrekenvoorwaarden",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("grondslag", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id", "jaar", "versie", name=op.f("pk_afrekenvoorwaarden")
        ),
    )
    with op.batch_alter_table("afrekenvoorwaarden", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_afrekenvoorwaarden_agb_code"), ["agb_code"], unique=False
        )

    op.create_table(
        "beschermingstafel",
        sa.Column("tafel_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("resultaat", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("tafel_id", "versie", name=op.f("pk_beschermingstafel")),
    )
    with op.batch_alter_table("beschermingstafel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_beschermingstafel_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "consult",
        sa.Column("consult_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("onderwerp", sa.String(length=60), nullable=False),
        sa.Column("vrager", sa.String(length=60), nullable=False),
        sa.Column("vervolg", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("consult_id", "versie", name=op.f("pk_consult")),
    )
    with op.batch_alter_table("consult", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consult_gemeentecode"), ["gemeentecode"], unique=False)

    op.create_table(
        "escalatie",
        sa.Column("escalatie_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("niveau", sa.String(length=20), nullable=False),
        sa.Column("reden", sa.String(length=40), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("automatisch", sa.Boolean(), nullable=False),
        sa.Column("geopend_op", sa.Date(), nullable=False),
        sa.Column("doorbraak", sa.Boolean(), nullable=False),
        sa.Column("uitkomst", sa.String(length=60), nullable=True),
        sa.Column("les", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("escalatie_id", "versie", name=op.f("pk_escalatie")),
    )
    with op.batch_alter_table("escalatie", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_escalatie_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "gezinsplan",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("gezin_id", sa.String(length=36), nullable=False),
        sa.Column("regisseur", sa.String(length=20), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("evaluaties", sa.Integer(), nullable=False),
        sa.Column("evaluatie_uiterlijk", sa.Date(), nullable=False),
        sa.Column("doelen", sa.Integer(), nullable=False),
        sa.Column("doelen_bereikt", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "versie", name=op.f("pk_gezinsplan")),
    )
    with op.batch_alter_table("gezinsplan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gezinsplan_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "ingave",
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("gebied", sa.String(length=20), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("onderwerp", sa.String(length=80), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waarde", sa.BigInteger(), nullable=False),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint(
            "soort", "gebied", "jaar", "onderwerp", "versie", name=op.f("pk_ingave")
        ),
        info={"own": True},
    )
    op.create_table(
        "maatregel",
        sa.Column("maatregel_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("oorzaken", sa.JSON(), nullable=False),
        sa.Column("eindgesprek_op", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("maatregel_id", "versie", name=op.f("pk_maatregel")),
    )
    with op.batch_alter_table("maatregel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_maatregel_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "marap",
        sa.Column("marap_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("peilmoment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("voorbereider", sa.String(length=100), nullable=False),
        sa.Column("goedkeurder", sa.String(length=100), nullable=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definities", sa.JSON(), nullable=False),
        sa.Column("tabellen", sa.JSON(), nullable=False),
        sa.Column("toelichtingen", sa.JSON(), nullable=False),
        sa.Column("aansluiting", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("marap_id", name=op.f("pk_marap")),
        sa.UniqueConstraint(
            "regiocode", "maand", "nummer", name=op.f("uq_marap_regiocode_maand_nummer")
        ),
        info={"own": True},
    )
    with op.batch_alter_table("marap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marap_regiocode"), ["regiocode"], unique=False)

    op.create_table(
        "plafondstand",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("stand", sa.String(length=12), nullable=False),
        sa.Column("plafond", sa.BigInteger(), nullable=False),
        sa.Column("besteed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", "versie", name=op.f("pk_plafondstand")),
    )
    with op.batch_alter_table("plafondstand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plafondstand_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "regietaak",
        sa.Column("taak_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("soort", sa.String(length=60), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=True),
        sa.Column("termijn", sa.Date(), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("taak_id", "versie", name=op.f("pk_regietaak")),
    )
    with op.batch_alter_table("regietaak", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_regietaak_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "toekomstplan",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("vervolgregimes", sa.JSON(), nullable=False),
        sa.Column("goedgekeurd_op", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "versie", name=op.f("pk_toekomstplan")),
    )
    with op.batch_alter_table("toekomstplan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_toekomstplan_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "verblijf",
        sa.Column("verblijf_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("vorm", sa.String(length=40), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden", sa.String(length=40), nullable=False),
        sa.Column("einde_reden", sa.String(length=40), nullable=True),
        sa.Column("onvrijwillig", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("verblijf_id", "versie", name=op.f("pk_verblijf")),
    )
    with op.batch_alter_table("verblijf", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verblijf_gemeentecode"), ["gemeentecode"], unique=False
        )

    op.create_table(
        "wachtsignaal",
        sa.Column("verwijzing_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("fase", sa.String(length=12), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("norm_dagen", sa.Integer(), nullable=False),
        sa.Column("dagen", sa.Integer(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("verwijzing_id", "soort", "fase", name=op.f("pk_wachtsignaal")),
    )
    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("eerste_contact", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("gestart_met_crisis", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.drop_column("gestart_met_crisis")
        batch_op.drop_column("eerste_contact")

    op.drop_table("wachtsignaal")
    with op.batch_alter_table("verblijf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verblijf_gemeentecode"))

    op.drop_table("verblijf")
    with op.batch_alter_table("toekomstplan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_toekomstplan_gemeentecode"))

    op.drop_table("toekomstplan")
    with op.batch_alter_table("regietaak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_regietaak_gemeentecode"))

    op.drop_table("regietaak")
    with op.batch_alter_table("plafondstand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plafondstand_agb_code"))

    op.drop_table("plafondstand")
    with op.batch_alter_table("marap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_marap_regiocode"))

    op.drop_table("marap")
    with op.batch_alter_table("maatregel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_maatregel_gemeentecode"))

    op.drop_table("maatregel")
    op.drop_table("ingave")
    with op.batch_alter_table("gezinsplan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gezinsplan_gemeentecode"))

    op.drop_table("gezinsplan")
    with op.batch_alter_table("escalatie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalatie_gemeentecode"))

    op.drop_table("escalatie")
    with op.batch_alter_table("consult", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consult_gemeentecode"))

    op.drop_table("consult")
    with op.batch_alter_table("beschermingstafel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beschermingstafel_gemeentecode"))

    op.drop_table("beschermingstafel")
    with op.batch_alter_table("afrekenvoorwaarden", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_afrekenvoorwaarden_agb_code"))

    op.drop_table("afrekenvoorwaarden")
