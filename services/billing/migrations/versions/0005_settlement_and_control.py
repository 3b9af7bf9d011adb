# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlement and control."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "afrekening",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("opdrachtgever", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("grondslag", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("correctie", sa.BigInteger(), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_afrekening")),
    )
    with op.batch_alter_table("afrekening", schema=None) as batch_op:
        batch_op.create_index("ix_afrekening_opdrachtgever", ["opdrachtgever", "id"], unique=False)
        batch_op.create_index(
            "uq_afrekening_contract_jaar",
            ["contract_id", "jaar"],
            unique=True,
            sqlite_where=sa.text("toestand <> 'ingetrokken'"),
            postgresql_where=sa.text("toestand <> 'ingetrokken'"),
        )

    op.create_table(
        "controle",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("toestand", sa.String(length=40), nullable=False),
        sa.Column("voldoende_zekerheid", sa.Boolean(), nullable=True),
        sa.Column("gebonden_persoon", sa.String(length=100), nullable=True),
        sa.Column("start_detail", sa.Date(), nullable=True),
        sa.Column("bewaren_tot", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_controle")),
    )
    with op.batch_alter_table("controle", schema=None) as batch_op:
        batch_op.create_index("ix_controle_agb_code", ["agb_code", "id"], unique=False)
        batch_op.create_index("ix_controle_gemeentecode", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "levering",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(
            "gemeentecode",
            "agb_code",
            "toewijzing_nummer",
            "categorie",
            "code",
            "begindatum",
            name=op.f("pk_levering"),
        ),
    )
    op.create_table(
        "opgave",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("vingerafdruk", sa.String(length=64), nullable=False),
        sa.Column("aantal_regels", sa.Integer(), nullable=False),
        sa.Column("aantal_clienten", sa.Integer(), nullable=False),
        sa.Column("dagen", sa.BigInteger(), nullable=False),
        sa.Column("ingediend_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opgave")),
        sa.UniqueConstraint(
            "contract_id", "gemeentecode", "periode_begin", "versie", name="uq_opgave_versie"
        ),
    )
    with op.batch_alter_table("opgave", schema=None) as batch_op:
        batch_op.create_index("ix_opgave_agb_code", ["agb_code", "id"], unique=False)
        batch_op.create_index("ix_opgave_gemeentecode", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "regio",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("leden", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("regiocode", name=op.f("pk_regio")),
    )
    op.create_table(
        "subsidie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("verlener", sa.String(length=20), nullable=False),
        sa.Column("ontvanger", sa.String(length=100), nullable=False),
        sa.Column("regeling", sa.String(length=20), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("verleend", sa.BigInteger(), nullable=False),
        sa.Column("bevoorschot", sa.BigInteger(), nullable=False),
        sa.Column("vastgesteld", sa.BigInteger(), nullable=True),
        sa.Column("lasten", sa.JSON(), nullable=True),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidie")),
    )
    with op.batch_alter_table("subsidie", schema=None) as batch_op:
        batch_op.create_index("ix_subsidie_verlener", ["verlener", "id"], unique=False)

    op.create_table(
        "taak_afspraak",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("opdrachtgever", sa.String(length=20), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("sleutel", sa.JSON(), nullable=False),
        sa.Column("sleutel_bron", sa.String(length=200), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taak_afspraak")),
        sa.UniqueConstraint("contract_id", "jaar", name=op.f("uq_taak_afspraak_contract_id_jaar")),
    )
    op.create_table(
        "verrekening",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("betaler", sa.String(length=4), nullable=False),
        sa.Column("aangesproken", sa.String(length=4), nullable=False),
        sa.Column("bewijs", sa.String(length=200), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("gevraagd_op", sa.Date(), nullable=False),
        sa.Column("uiterste_datum", sa.Date(), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("overeengekomen", sa.BigInteger(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verrekening")),
    )
    with op.batch_alter_table("verrekening", schema=None) as batch_op:
        batch_op.create_index("ix_verrekening_aangesproken", ["aangesproken", "id"], unique=False)
        batch_op.create_index("ix_verrekening_betaler", ["betaler", "id"], unique=False)
        batch_op.create_index("ix_verrekening_open", ["toestand", "uiterste_datum"], unique=False)

    op.create_table(
        "zaak_boeking",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("post", sa.String(length=30), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("boekdatum", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("zaak_id", "nummer", "gemeentecode", name=op.f("pk_zaak_boeking")),
    )
    with op.batch_alter_table("zaak_boeking", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zaak_boeking_gemeentecode", ["gemeentecode", "boekdatum"], unique=False
        )

    op.create_table(
        "zaak_stap",
        sa.Column("zaak_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handeling", sa.String(length=40), nullable=False),
        sa.Column("toestand", sa.String(length=40), nullable=False),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("zaak_id", "nummer", name=op.f("pk_zaak_stap")),
    )
    op.create_table(
        "afrekening_regel",
        sa.Column("afrekening_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("bijdrage", sa.BigInteger(), nullable=False),
        sa.Column("realisatie", sa.BigInteger(), nullable=False),
        sa.Column("aandeel", sa.BigInteger(), nullable=False),
        sa.Column("correctie", sa.BigInteger(), nullable=False),
        sa.Column("akkoord_op", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["afrekening_id"], ["afrekening.id"], name=op.f("fk_afrekening_regel_afrekening_id")
        ),
        sa.PrimaryKeyConstraint("afrekening_id", "gemeentecode", name=op.f("pk_afrekening_regel")),
    )
    op.create_table(
        "controle_audit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("controle_id", sa.String(length=36), nullable=False),
        sa.Column("handeling", sa.String(length=40), nullable=False),
        sa.Column("toegestaan", sa.Boolean(), nullable=False),
        sa.Column("reden", sa.String(length=40), nullable=True),
        sa.Column("door", sa.String(length=64), nullable=False),
        sa.Column("persoon", sa.String(length=100), nullable=True),
        sa.Column("dossier", sa.String(length=32), nullable=True),
        sa.Column("waarom", sa.String(length=200), nullable=True),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["controle_id"], ["controle.id"], name=op.f("fk_controle_audit_controle_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_controle_audit")),
    )
    with op.batch_alter_table("controle_audit", schema=None) as batch_op:
        batch_op.create_index("ix_controle_audit_controle_id", ["controle_id", "id"], unique=False)

    op.create_table(
        "factuur",
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("kenmerk", sa.String(length=40), nullable=False),
        sa.Column("zonder_bsn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declaratie_id"], ["declaratie.id"], name=op.f("fk_factuur_declaratie_id")
        ),
        sa.PrimaryKeyConstraint("declaratie_id", name=op.f("pk_factuur")),
    )
    op.create_table(
        "opgave_regel",
        sa.Column("opgave_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bsn_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("bsn_hash", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("dagen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opgave_id"], ["opgave.id"], name=op.f("fk_opgave_regel_opgave_id")
        ),
        sa.PrimaryKeyConstraint("opgave_id", "nummer", name=op.f("pk_opgave_regel")),
    )
    op.create_table(
        "taak_termijn",
        sa.Column("afspraak_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vervaldatum", sa.Date(), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["afspraak_id"], ["taak_afspraak.id"], name=op.f("fk_taak_termijn_afspraak_id")
        ),
        sa.PrimaryKeyConstraint(
            "afspraak_id", "gemeentecode", "nummer", name=op.f("pk_taak_termijn")
        ),
    )
    with op.batch_alter_table("taak_termijn", schema=None) as batch_op:
        batch_op.create_index(
            "ix_taak_termijn_gemeentecode", ["gemeentecode", "vervaldatum"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("taak_termijn", schema=None) as batch_op:
        batch_op.drop_index("ix_taak_termijn_gemeentecode")

    op.drop_table("taak_termijn")
    op.drop_table("opgave_regel")
    op.drop_table("factuur")
    with op.batch_alter_table("controle_audit", schema=None) as batch_op:
        batch_op.drop_index("ix_controle_audit_controle_id")

    op.drop_table("controle_audit")
    op.drop_table("afrekening_regel")
    op.drop_table("zaak_stap")
    with op.batch_alter_table("zaak_boeking", schema=None) as batch_op:
        batch_op.drop_index("ix_zaak_boeking_gemeentecode")

    op.drop_table("zaak_boeking")
    with op.batch_alter_table("verrekening", schema=None) as batch_op:
        batch_op.drop_index("ix_verrekening_open")
        batch_op.drop_index("ix_verrekening_betaler")
        batch_op.drop_index("ix_verrekening_aangesproken")

    op.drop_table("verrekening")
    op.drop_table("taak_afspraak")
    with op.batch_alter_table("subsidie", schema=None) as batch_op:
        batch_op.drop_index("ix_subsidie_verlener")

    op.drop_table("subsidie")
    op.drop_table("regio")
    with op.batch_alter_table("opgave", schema=None) as batch_op:
        batch_op.drop_index("ix_opgave_gemeentecode")
        batch_op.drop_index("ix_opgave_agb_code")

    op.drop_table("opgave")
    op.drop_table("levering")
    with op.batch_alter_table("controle", schema=None) as batch_op:
        batch_op.drop_index("ix_controle_gemeentecode")
        batch_op.drop_index("ix_controle_agb_code")

    op.drop_table("controle")
    with op.batch_alter_table("afrekening", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_afrekening_contract_jaar",
            sqlite_where=sa.text("toestand <> 'ingetrokken'"),
            postgresql_where=sa.text("toestand <> 'ingetrokken'"),
        )
        batch_op.drop_index("ix_afrekening_opdrachtgever")

    op.drop_table("afrekening")
