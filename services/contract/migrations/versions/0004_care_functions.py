# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Care functions with their scale."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "zorgfunctie_schaal",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("regiocode", sa.String(length=20), nullable=False),
        sa.Column("functie", sa.String(length=30), nullable=False),
        sa.Column("schaal", sa.String(length=20), nullable=False),
        sa.Column("gebied", sa.String(length=80), nullable=False),
        sa.Column("coordinerende_partij", sa.String(length=80), nullable=True),
        sa.Column("keuze", sa.String(length=20), nullable=True),
        sa.Column("bekostiging", sa.String(length=20), nullable=True),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=True),
        sa.Column("bron", sa.String(length=200), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["regiocode"], ["regio.regiocode"], name=op.f("fk_zorgfunctie_schaal_regiocode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zorgfunctie_schaal")),
    )
    with op.batch_alter_table("zorgfunctie_schaal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_zorgfunctie_schaal_regiocode", ["regiocode", "functie"], unique=False
        )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("zorgfunctie_schaal", schema=None) as batch_op:
        batch_op.drop_index("ix_zorgfunctie_schaal_regiocode")

    op.drop_table("zorgfunctie_schaal")
