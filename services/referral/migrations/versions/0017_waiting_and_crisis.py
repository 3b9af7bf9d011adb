# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""waiting_and_crisis."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "wachtnorm",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("intake_dagen", sa.Integer(), nullable=False),
        sa.Column("behandeling_dagen", sa.Integer(), nullable=False),
        sa.Column("waarschuwing_dagen", sa.Integer(), nullable=False),
        sa.Column("bron", sa.String(length=100), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wachtnorm")),
    )
    with op.batch_alter_table("wachtnorm", schema=None) as batch_op:
        batch_op.create_index("ix_wachtnorm_gemeente", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "wachtsignaal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("verwijzing_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("fase", sa.String(length=12), nullable=False),
        sa.Column("norm_dagen", sa.Integer(), nullable=False),
        sa.Column("dagen", sa.Integer(), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("gesignaleerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["verwijzing_id"], ["verwijzing.id"], name=op.f("fk_wachtsignaal_verwijzing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wachtsignaal")),
        sa.UniqueConstraint("verwijzing_id", "soort", "fase", name="uq_wachtsignaal_eens"),
    )
    with op.batch_alter_table("wachtsignaal", schema=None) as batch_op:
        batch_op.create_index("ix_wachtsignaal_lijst", ["gemeentecode", "id"], unique=False)

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("eerste_contact", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reden_wachten", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("overbrugging", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("gestart_met_crisis", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("crisis_uit_op", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("uitstroom_begeleid", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.drop_column("uitstroom_begeleid")
        batch_op.drop_column("crisis_uit_op")
        batch_op.drop_column("gestart_met_crisis")
        batch_op.drop_column("overbrugging")
        batch_op.drop_column("reden_wachten")
        batch_op.drop_column("eerste_contact")

    with op.batch_alter_table("wachtsignaal", schema=None) as batch_op:
        batch_op.drop_index("ix_wachtsignaal_lijst")

    op.drop_table("wachtsignaal")
    with op.batch_alter_table("wachtnorm", schema=None) as batch_op:
        batch_op.drop_index("ix_wachtnorm_gemeente")

    op.drop_table("wachtnorm")
