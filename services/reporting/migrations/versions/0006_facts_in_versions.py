# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""facts in versions.

Reporting is made of events alone: after this, either way, let it read them anew (`rebuild`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_REPLACED = (
    "prijslijst",
    "toewijzing_maand",
    "toewijzing",
    "levering",
    "regel",
    "contractproduct",
    "contract",
    "regio_lid",
    "regio",
    "verzoek",
    "verzoek_besluit",
)
_MADE = (
    "accounthouder",
    "capaciteit",
    "clientenstop",
    "continuiteitsrisico",
    "contract",
    "contractproduct",
    "levering",
    "pgb",
    "plafond",
    "plafond_nabij",
    "regel",
    "regio",
    "regio_lid",
    "taaklevering",
    "taaklevering_deel",
    "taaklevering_regel",
    "te_waarderen",
    "termijn",
    "toewijzing",
    "toewijzing_maand",
    "verzoek",
    "verzoek_besluit",
    "productindeling",
    "verwijzing",
    "zorgfunctie",
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    for table in _REPLACED:
        op.drop_table(table)
    op.create_table(
        "accounthouder",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_accounthouder")),
    )
    with op.batch_alter_table("accounthouder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounthouder_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "capaciteit",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("functie", sa.String(length=60), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("afgesproken", sa.Integer(), nullable=False),
        sa.Column("beschikbaar", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_capaciteit")),
    )
    with op.batch_alter_table("capaciteit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capaciteit_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "clientenstop",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("producten", sa.JSON(), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_clientenstop")),
    )
    with op.batch_alter_table("clientenstop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clientenstop_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "continuiteitsrisico",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("redenen", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_continuiteitsrisico")),
    )
    with op.batch_alter_table("continuiteitsrisico", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_continuiteitsrisico_agb_code"), ["agb_code"], unique=False
        )

    op.create_table(
        "contract",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("gemeentecodes", sa.JSON(), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("uitloop_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("contract_id", "versie", name=op.f("pk_contract")),
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "contractproduct",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("omschrijving", sa.String(length=200), nullable=False),
        sa.Column("variant", sa.String(length=20), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=True),
        sa.Column("tarieven", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("product_id", "versie", name=op.f("pk_contractproduct")),
    )
    with op.batch_alter_table("contractproduct", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contractproduct_contract_id"), ["contract_id"], unique=False
        )
        batch_op.create_index(
            "ix_contractproduct_product", ["agb_code", "categorie", "code"], unique=False
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
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden_beeindiging", sa.String(length=2), nullable=True),
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
    with op.batch_alter_table("levering", schema=None) as batch_op:
        batch_op.create_index("ix_levering_begindatum", ["begindatum"], unique=False)
        batch_op.create_index("ix_levering_client_pseudoniem", ["client_pseudoniem"], unique=False)

    op.create_table(
        "pgb",
        sa.Column("pgb_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("pgb_id", "versie", name=op.f("pk_pgb")),
    )
    with op.batch_alter_table("pgb", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pgb_begindatum"), ["begindatum"], unique=False)

    op.create_table(
        "plafond",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", "versie", name=op.f("pk_plafond")),
    )
    with op.batch_alter_table("plafond", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plafond_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "plafond_nabij",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("plafond", sa.BigInteger(), nullable=False),
        sa.Column("besteed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_plafond_nabij")),
    )
    with op.batch_alter_table("plafond_nabij", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plafond_nabij_agb_code"), ["agb_code"], unique=False)

    op.create_table(
        "regel",
        sa.Column("regel_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("teruggenomen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("referentie_nummer", sa.String(length=20), nullable=False),
        sa.Column("vorig_referentie_nummer", sa.String(length=20), nullable=True),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("declaratie_maand", sa.Date(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("eenheid", sa.String(length=2), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("toegekend", sa.Boolean(), nullable=False),
        sa.Column("buiten_berichten", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("regel_id", name=op.f("pk_regel")),
    )
    with op.batch_alter_table("regel", schema=None) as batch_op:
        batch_op.create_index("ix_regel_agb_code", ["agb_code", "maand"], unique=False)
        batch_op.create_index(
            "ix_regel_bekend_op", ["bekend_op", "toegekend", "bedrag"], unique=False
        )
        batch_op.create_index("ix_regel_maand", ["maand", "gemeentecode"], unique=False)
        batch_op.create_index(
            "ix_regel_referentie", ["agb_code", "referentie_nummer"], unique=False
        )
        batch_op.create_index(
            "ix_regel_vorig", ["agb_code", "vorig_referentie_nummer"], unique=False
        )

    op.create_table(
        "regio",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("naam", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("regiocode", "versie", name=op.f("pk_regio")),
    )
    op.create_table(
        "regio_lid",
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint(
            "regiocode", "versie", "gemeentecode", "geldig_van", name=op.f("pk_regio_lid")
        ),
    )
    with op.batch_alter_table("regio_lid", schema=None) as batch_op:
        batch_op.create_index("ix_regio_lid_gemeentecode", ["gemeentecode"], unique=False)

    op.create_table(
        "taaklevering",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("delen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id",
            "gemeentecode",
            "periode_begin",
            "periode_eind",
            "versie",
            name=op.f("pk_taaklevering"),
        ),
    )
    op.create_table(
        "taaklevering_deel",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("delen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id",
            "gemeentecode",
            "periode_begin",
            "periode_eind",
            "versie",
            "deel",
            name=op.f("pk_taaklevering_deel"),
        ),
    )
    op.create_table(
        "taaklevering_regel",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("periode_begin", sa.Date(), nullable=False),
        sa.Column("periode_eind", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("dagen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "contract_id",
            "gemeentecode",
            "periode_begin",
            "periode_eind",
            "versie",
            "deel",
            "volgnummer",
            name=op.f("pk_taaklevering_regel"),
        ),
    )
    with op.batch_alter_table("taaklevering_regel", schema=None) as batch_op:
        batch_op.create_index("ix_taaklevering_regel_client", ["client_pseudoniem"], unique=False)

    op.create_table(
        "te_waarderen",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("contract_id", sa.String(length=36), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=True),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_te_waarderen")),
    )
    op.create_table(
        "termijn",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("besluit_uiterlijk", sa.Date(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("soort", sa.String(length=3), nullable=False),
        sa.PrimaryKeyConstraint("verzoek_id", "besluit_uiterlijk", name=op.f("pk_termijn")),
    )
    op.create_table(
        "toewijzing",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
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
        sa.Column("tarief_gemeentecode", sa.String(length=4), nullable=True),
        sa.Column("tarief_tot", sa.Date(), nullable=True),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeentecode", "toewijzing_nummer", "versie", name=op.f("pk_toewijzing")
        ),
    )
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_toewijzing_client_pseudoniem"), ["client_pseudoniem"], unique=False
        )
        batch_op.create_index(
            "ix_toewijzing_product", ["agb_code", "categorie", "code"], unique=False
        )

    op.create_table(
        "toewijzing_maand",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vorige_maand", sa.Date(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("dubbel", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "gemeentecode",
            "toewijzing_nummer",
            "maand",
            "bekend_op",
            name=op.f("pk_toewijzing_maand"),
        ),
    )
    with op.batch_alter_table("toewijzing_maand", schema=None) as batch_op:
        batch_op.create_index("ix_toewijzing_maand_agb_code", ["agb_code", "maand"], unique=False)
        batch_op.create_index("ix_toewijzing_maand_maand", ["maand", "gemeentecode"], unique=False)

    op.create_table(
        "verzoek",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("gewenste_ingangsdatum", sa.Date(), nullable=False),
        sa.Column("verwijzer_type", sa.String(length=2), nullable=True),
        sa.Column("soort", sa.String(length=3), nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("verzoek_id", name=op.f("pk_verzoek")),
    )
    op.create_table(
        "verzoek_besluit",
        sa.Column("verzoek_id", sa.String(length=36), nullable=False),
        sa.Column("besluit", sa.String(length=12), nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("reden", sa.String(length=2), nullable=True),
        sa.Column("automatisch", sa.Boolean(), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=True),
        sa.Column("beantwoord_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("verzoek_id", "besluit", name=op.f("pk_verzoek_besluit")),
    )
    with op.batch_alter_table("verzoek_besluit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_verzoek_besluit_toewijzing", ["gemeentecode", "toewijzing_nummer"], unique=False
        )
    op.create_table(
        "productindeling",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eigenaar", sa.String(length=20), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("segment", sa.String(length=80), nullable=False),
        sa.Column("perceel", sa.String(length=80), nullable=True),
        sa.Column("zorgvorm", sa.String(length=80), nullable=False),
        sa.Column("cbs_hulpvorm", sa.String(length=80), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "versie", name=op.f("pk_productindeling")),
    )
    op.create_table(
        "verwijzing",
        sa.Column("verwijzing_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("geboortemaand", sa.String(length=7), nullable=False),
        sa.Column("geslacht", sa.String(length=1), nullable=False),
        sa.Column("verwijzer_code", sa.String(length=2), nullable=False),
        sa.Column("verwijzer_detail", sa.String(length=40), nullable=True),
        sa.Column("toegang", sa.String(length=30), nullable=False),
        sa.Column("hulp", sa.String(length=20), nullable=False),
        sa.Column("cbs_hulpvorm", sa.String(length=2), nullable=True),
        sa.Column("cbs_verwijzer", sa.String(length=2), nullable=True),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("sinds", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reden_afwijzing", sa.String(length=2), nullable=True),
        sa.Column("verwijsdatum", sa.Date(), nullable=True),
        sa.Column("aanvraagdatum", sa.Date(), nullable=True),
        sa.Column("toewijsdatum", sa.Date(), nullable=True),
        sa.Column("beoogde_start", sa.Date(), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=True),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("verwijzing_id", "versie", name=op.f("pk_verwijzing")),
    )
    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verwijzing_client_pseudoniem"), ["client_pseudoniem"], unique=False
        )

    op.create_table(
        "zorgfunctie",
        sa.Column("zorgfunctie_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bekend_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vervallen_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("functie", sa.String(length=120), nullable=False),
        sa.Column("schaal", sa.String(length=60), nullable=False),
        sa.Column("gebied", sa.String(length=200), nullable=False),
        sa.Column("coordinerende_partij", sa.String(length=200), nullable=True),
        sa.Column("keuze", sa.String(length=200), nullable=True),
        sa.Column("bekostiging", sa.String(length=60), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("zorgfunctie_id", "versie", name=op.f("pk_zorgfunctie")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for table in reversed(_MADE):
        op.drop_table(table)
    op.create_table(
        "prijslijst",
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("agb_code", name=op.f("pk_prijslijst")),
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
    op.create_index(
        "ix_regel_bekend_op", "regel", ["bekend_op", "toegekend", "bedrag"], unique=False
    )
    with op.batch_alter_table("verzoek", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("soort", sa.String(length=3), server_default="VOT", nullable=False)
        )
        batch_op.alter_column("verwijzer_type", existing_type=sa.VARCHAR(length=2), nullable=True)
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tarief_gemeentecode", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("tarief_tot", sa.Date(), nullable=True))
