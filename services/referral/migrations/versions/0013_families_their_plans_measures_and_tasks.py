# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""families, their plans, measures and tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "casusbeleid",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("versie", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("drempel", sa.Integer(), nullable=False),
        sa.Column("vormen", sa.Integer(), nullable=False),
        sa.Column("aanbieders", sa.Integer(), nullable=False),
        sa.Column("voorsignaal", sa.Boolean(), nullable=False),
        sa.Column("overplaatsingen", sa.Integer(), nullable=False),
        sa.Column("verblijfsvormen", sa.JSON(), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", "versie", name=op.f("pk_casusbeleid")),
    )
    op.create_table(
        "gezin",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("eigenaar", sa.String(length=100), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gezin")),
    )
    with op.batch_alter_table("gezin", schema=None) as batch_op:
        batch_op.create_index("ix_gezin_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "gezinslid",
        sa.Column("gezin_id", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_gezinslid_client_id")),
        sa.ForeignKeyConstraint(["gezin_id"], ["gezin.id"], name=op.f("fk_gezinslid_gezin_id")),
        sa.PrimaryKeyConstraint("gezin_id", "client_id", "begindatum", name=op.f("pk_gezinslid")),
    )
    with op.batch_alter_table("gezinslid", schema=None) as batch_op:
        batch_op.create_index(
            "uq_gezinslid_nu",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )

    op.create_table(
        "gezinsplan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("gezin_id", sa.String(length=36), nullable=False),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("regisseur", sa.String(length=11), nullable=False),
        sa.Column("evaluatie_uiterlijk", sa.Date(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["gezin_id"], ["gezin.id"], name=op.f("fk_gezinsplan_gezin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gezinsplan")),
    )
    with op.batch_alter_table("gezinsplan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gezinsplan_evaluatie",
            ["evaluatie_uiterlijk"],
            unique=False,
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_gezinsplan_gezin_id"), ["gezin_id"], unique=False)
        batch_op.create_index("ix_gezinsplan_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "uq_gezinsplan_lopend",
            ["gezin_id"],
            unique=True,
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )

    op.create_table(
        "maatregel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=17), nullable=False),
        sa.Column("gi_agb_code", sa.String(length=8), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("oorzaken", sa.JSON(), nullable=False),
        sa.Column("eindgesprek_op", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_maatregel_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maatregel")),
    )
    with op.batch_alter_table("maatregel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_maatregel_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_maatregel_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "taak",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("soort", sa.String(length=24), nullable=False),
        sa.Column("onderwerp", sa.String(length=36), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.Column("termijn", sa.Date(), nullable=False),
        sa.Column("ontstaan_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("afgehandeld_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_taak_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taak")),
        sa.UniqueConstraint("soort", "onderwerp", "termijn", name="uq_taak_soort"),
    )
    with op.batch_alter_table("taak", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taak_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_taak_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "ix_taak_open",
            ["soort"],
            unique=False,
            sqlite_where=sa.text("afgehandeld_op IS NULL"),
            postgresql_where=sa.text("afgehandeld_op IS NULL"),
        )

    with op.batch_alter_table("goedgekeurd", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("bedrag", sa.BigInteger(), server_default="0", nullable=False)
        )
        batch_op.create_index(
            "ix_goedgekeurd_periode", ["gemeentecode", "periode_eind"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("goedgekeurd", schema=None) as batch_op:
        batch_op.drop_index("ix_goedgekeurd_periode")
        batch_op.drop_column("bedrag")

    with op.batch_alter_table("taak", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_taak_open",
            sqlite_where=sa.text("afgehandeld_op IS NULL"),
            postgresql_where=sa.text("afgehandeld_op IS NULL"),
        )
        batch_op.drop_index("ix_taak_lijst")
        batch_op.drop_index(batch_op.f("ix_taak_client_id"))

    op.drop_table("taak")
    with op.batch_alter_table("maatregel", schema=None) as batch_op:
        batch_op.drop_index("ix_maatregel_lijst")
        batch_op.drop_index(batch_op.f("ix_maatregel_client_id"))

    op.drop_table("maatregel")
    with op.batch_alter_table("gezinsplan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_gezinsplan_lopend",
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )
        batch_op.drop_index("ix_gezinsplan_lijst")
        batch_op.drop_index(batch_op.f("ix_gezinsplan_gezin_id"))
        batch_op.drop_index(
            "ix_gezinsplan_evaluatie",
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )

    op.drop_table("gezinsplan")
    with op.batch_alter_table("gezinslid", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_gezinslid_nu",
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )

    op.drop_table("gezinslid")
    with op.batch_alter_table("gezin", schema=None) as batch_op:
        batch_op.drop_index("ix_gezin_lijst")

    op.drop_table("gezin")
    op.drop_table("casusbeleid")
