# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lists of what is to be destroyed, their proofs, and sums of lines that are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Bring the tables to this revision."""
    _lists()
    _holds_and_proofs()
    op.create_table(
        "vernietigde_regels",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("toewijzing_nummer", sa.Integer(), nullable=False),
        sa.Column("maand", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vernietigde_regels")),
    )
    for name, columns in (
        ("ix_vernietigde_regels_declaratie_id", ["declaratie_id"]),
        ("ix_vernietigde_regels_toewijzing", ["gemeentecode", "toewijzing_nummer"]),
    ):
        op.create_index(name, "vernietigde_regels", columns)
    op.create_table(
        "te_vervangen",
        sa.Column("vernietiging_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.Column("vervangend", sa.String(length=32), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("vernietiging_id", "pseudoniem", name=op.f("pk_te_vervangen")),
    )
    op.create_index("ix_toewijzing_client_pseudoniem", "toewijzing", ["client_pseudoniem"])
    op.create_index("ix_opgave_regel_bsn_hash", "opgave_regel", ["bsn_hash"])


def _lists() -> None:
    op.create_table(
        "vernietigingslijst",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("categorie", sa.String(length=30), nullable=False),
        sa.Column("grond", sa.String(length=8), nullable=False),
        sa.Column("peildatum", sa.Date(), nullable=False),
        sa.Column("voor", sa.Date(), nullable=False),
        sa.Column("verzocht_op", sa.Date(), nullable=True),
        sa.Column("toestand", sa.String(length=12), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("gewist", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vernietigingslijst")),
    )
    op.create_index("ix_vernietigingslijst_lijst", "vernietigingslijst", ["gemeentecode", "id"])
    is_open = sa.text("grond = 'termijn' AND toestand NOT IN ('uitgevoerd', 'afgewezen')")
    op.create_index(
        "uq_vernietigingslijst_open",
        "vernietigingslijst",
        ["gemeentecode", "categorie"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "vernietigingsregel",
        sa.Column("lijst_id", sa.String(length=36), nullable=False),
        sa.Column("nummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("persoon", sa.String(length=36), nullable=True),
        sa.Column("begonnen_op", sa.Date(), nullable=True),
        sa.Column("bewaard_tot", sa.Date(), nullable=True),
        sa.Column("rijen", sa.JSON(), nullable=False),
        sa.Column("toestand", sa.String(length=12), nullable=False),
        sa.Column("bewaarplicht_id", sa.String(length=36), nullable=True),
        sa.Column("reden", sa.String(length=30), nullable=True),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lijst_id"],
            ["vernietigingslijst.id"],
            name=op.f("fk_vernietigingsregel_lijst_id"),
        ),
        sa.PrimaryKeyConstraint("lijst_id", "nummer", name=op.f("pk_vernietigingsregel")),
    )
    op.create_index(
        op.f("ix_vernietigingsregel_persoon"), "vernietigingsregel", ["persoon"], unique=False
    )


def _holds_and_proofs() -> None:
    op.create_table(
        "bewaarplicht",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("persoon", sa.String(length=36), nullable=False),
        sa.Column("reden", sa.String(length=30), nullable=False),
        sa.Column("grondslag", sa.String(length=200), nullable=False),
        sa.Column("sinds", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("opgelegd_door", sa.String(length=100), nullable=False),
        sa.Column("opgelegd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opgeheven_door", sa.String(length=100), nullable=True),
        sa.Column("opgeheven_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bewaarplicht")),
    )
    op.create_index("ix_bewaarplicht_lijst", "bewaarplicht", ["gemeentecode", "id"])
    op.create_index(op.f("ix_bewaarplicht_persoon"), "bewaarplicht", ["persoon"], unique=False)
    op.create_table(
        "vernietigingsverklaring",
        sa.Column("volgnummer", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("lijst_id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("categorie", sa.String(length=30), nullable=False),
        sa.Column("grond", sa.String(length=8), nullable=False),
        sa.Column("begin", sa.String(length=60), nullable=False),
        sa.Column("jaren", sa.Integer(), nullable=False),
        sa.Column("grondslag", sa.String(length=200), nullable=False),
        sa.Column("bron", sa.String(length=100), nullable=False),
        sa.Column("personen", sa.Integer(), nullable=False),
        sa.Column("gebleven", sa.Integer(), nullable=False),
        sa.Column("elders_bekend", sa.Integer(), nullable=False),
        sa.Column("rijen", sa.JSON(), nullable=False),
        sa.Column("gewist", sa.JSON(), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keten", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["lijst_id"],
            ["vernietigingslijst.id"],
            name=op.f("fk_vernietigingsverklaring_lijst_id"),
        ),
        sa.PrimaryKeyConstraint("volgnummer", name=op.f("pk_vernietigingsverklaring")),
        sa.UniqueConstraint("id", name=op.f("uq_vernietigingsverklaring_id")),
        sa.UniqueConstraint("lijst_id", name=op.f("uq_vernietigingsverklaring_lijst_id")),
    )
    op.create_index(
        "ix_vernietigingsverklaring_lijst",
        "vernietigingsverklaring",
        ["gemeentecode", "volgnummer"],
    )
    op.create_table(
        "vernietigd_merk",
        sa.Column("merk", sa.String(length=32), nullable=False),
        sa.Column("persoon_merk", sa.String(length=32), nullable=False),
        sa.Column("vernietigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merk", name=op.f("pk_vernietigd_merk")),
    )
    op.create_index(
        op.f("ix_vernietigd_merk_vernietigd_op"), "vernietigd_merk", ["vernietigd_op"], unique=False
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_opgave_regel_bsn_hash", table_name="opgave_regel")
    op.drop_index("ix_toewijzing_client_pseudoniem", table_name="toewijzing")
    for table in (
        "te_vervangen",
        "vernietigde_regels",
        "vernietigd_merk",
        "vernietigingsverklaring",
        "bewaarplicht",
        "vernietigingsregel",
        "vernietigingslijst",
    ):
        op.drop_table(table)
