# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""future plans, stays, escalations, tables and consults."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "consult",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("onderwerp", sa.String(length=20), nullable=False),
        sa.Column("vrager", sa.String(length=20), nullable=False),
        sa.Column("vervolg", sa.String(length=20), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consult")),
    )
    with op.batch_alter_table("consult", schema=None) as batch_op:
        batch_op.create_index("ix_consult_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "dagwerk",
        sa.Column("naam", sa.String(length=20), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("tot_en_met", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("naam", name=op.f("pk_dagwerk")),
    )
    op.create_table(
        "beschermingstafel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("deelnemers", sa.JSON(), nullable=False),
        sa.Column("resultaat", sa.String(length=20), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_beschermingstafel_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beschermingstafel")),
    )
    with op.batch_alter_table("beschermingstafel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_beschermingstafel_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index("ix_beschermingstafel_lijst", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "escalatie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("niveau", sa.String(length=14), nullable=False),
        sa.Column("reden", sa.String(length=24), nullable=False),
        sa.Column("toestand", sa.String(length=12), nullable=False),
        sa.Column("automatisch", sa.Boolean(), nullable=False),
        sa.Column("geopend_op", sa.Date(), nullable=False),
        sa.Column("uitkomst", sa.String(length=20), nullable=True),
        sa.Column("les", sa.String(length=20), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_escalatie_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalatie")),
    )
    with op.batch_alter_table("escalatie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalatie_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_escalatie_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "uq_escalatie_open",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("toestand <> 'afgesloten'"),
            postgresql_where=sa.text("toestand <> 'afgesloten'"),
        )

    op.create_table(
        "toekomstplan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("vervolgregimes", sa.JSON(), nullable=False),
        sa.Column("goedgekeurd_op", sa.Date(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_toekomstplan_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toekomstplan")),
    )
    with op.batch_alter_table("toekomstplan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_toekomstplan_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_toekomstplan_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "uq_toekomstplan_concept",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("goedgekeurd_op IS NULL"),
            postgresql_where=sa.text("goedgekeurd_op IS NULL"),
        )

    op.create_table(
        "verblijf",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("vorm", sa.String(length=16), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=False),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden", sa.String(length=16), nullable=False),
        sa.Column("einde_reden", sa.String(length=16), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_verblijf_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verblijf")),
    )
    with op.batch_alter_table("verblijf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verblijf_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_verblijf_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(
            "uq_verblijf_nu",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )

    op.create_table(
        "verblijfsafweging",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("vorm", sa.String(length=16), nullable=False),
        sa.Column("overgeslagen", sa.JSON(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("gewijzigd_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verzegeld", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_verblijfsafweging_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verblijfsafweging")),
    )
    with op.batch_alter_table("verblijfsafweging", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verblijfsafweging_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index("ix_verblijfsafweging_lijst", ["gemeentecode", "id"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verblijfsafweging", schema=None) as batch_op:
        batch_op.drop_index("ix_verblijfsafweging_lijst")
        batch_op.drop_index(batch_op.f("ix_verblijfsafweging_client_id"))

    op.drop_table("verblijfsafweging")
    with op.batch_alter_table("verblijf", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_verblijf_nu",
            sqlite_where=sa.text("einddatum IS NULL"),
            postgresql_where=sa.text("einddatum IS NULL"),
        )
        batch_op.drop_index("ix_verblijf_lijst")
        batch_op.drop_index(batch_op.f("ix_verblijf_client_id"))

    op.drop_table("verblijf")
    with op.batch_alter_table("toekomstplan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_toekomstplan_concept",
            sqlite_where=sa.text("goedgekeurd_op IS NULL"),
            postgresql_where=sa.text("goedgekeurd_op IS NULL"),
        )
        batch_op.drop_index("ix_toekomstplan_lijst")
        batch_op.drop_index(batch_op.f("ix_toekomstplan_client_id"))

    op.drop_table("toekomstplan")
    with op.batch_alter_table("escalatie", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_escalatie_open",
            sqlite_where=sa.text("toestand <> 'afgesloten'"),
            postgresql_where=sa.text("toestand <> 'afgesloten'"),
        )
        batch_op.drop_index("ix_escalatie_lijst")
        batch_op.drop_index(batch_op.f("ix_escalatie_client_id"))

    op.drop_table("escalatie")
    with op.batch_alter_table("beschermingstafel", schema=None) as batch_op:
        batch_op.drop_index("ix_beschermingstafel_lijst")
        batch_op.drop_index(batch_op.f("ix_beschermingstafel_client_id"))

    op.drop_table("beschermingstafel")
    op.drop_table("dagwerk")
    with op.batch_alter_table("consult", schema=None) as batch_op:
        batch_op.drop_index("ix_consult_lijst")

    op.drop_table("consult")
