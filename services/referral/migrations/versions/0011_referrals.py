# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "verwijzing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("verwijzer_type", sa.String(length=30), nullable=True),
        sa.Column("verwijzer_code", sa.String(length=2), nullable=False),
        sa.Column("verwijzer_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("toegang", sa.String(length=25), nullable=False),
        sa.Column("hulp", sa.String(length=20), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("code", sa.String(length=5), nullable=True),
        sa.Column("agb_code", sa.String(length=8), nullable=True),
        sa.Column("bepaling", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("verwijsdatum", sa.Date(), nullable=True),
        sa.Column("aanvraagdatum", sa.Date(), nullable=True),
        sa.Column("toewijsdatum", sa.Date(), nullable=True),
        sa.Column("beoogde_start", sa.Date(), nullable=True),
        sa.Column("begindatum", sa.Date(), nullable=True),
        sa.Column("einddatum", sa.Date(), nullable=True),
        sa.Column("reden_afwijzing", sa.String(length=2), nullable=True),
        sa.Column("woonplaats", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("verzoek_id", sa.String(length=36), nullable=True),
        sa.Column("voortzetting_van", sa.String(length=36), nullable=True),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("stappen", sa.JSON(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_verwijzing_client_id")),
        sa.ForeignKeyConstraint(
            ["verzoek_id"], ["verzoek.id"], name=op.f("fk_verwijzing_verzoek_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verwijzing")),
    )
    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verwijzing_client_id"), ["client_id"], unique=False)
        batch_op.create_index("ix_verwijzing_lijst", ["gemeentecode", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verwijzing_verzoek_id"), ["verzoek_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_verwijzing_voortzetting_van"), ["voortzetting_van"], unique=False
        )

    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verwijzing_id", sa.String(length=36), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_toewijzing_verwijzing_id"), ["verwijzing_id"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("toewijzing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_toewijzing_verwijzing_id"))
        batch_op.drop_column("verwijzing_id")

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verwijzing_voortzetting_van"))
        batch_op.drop_index(batch_op.f("ix_verwijzing_verzoek_id"))
        batch_op.drop_index("ix_verwijzing_lijst")
        batch_op.drop_index(batch_op.f("ix_verwijzing_client_id"))

    op.drop_table("verwijzing")
