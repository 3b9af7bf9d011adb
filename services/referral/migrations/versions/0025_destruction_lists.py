# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lists of what is to be destroyed, and what holds data back."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Bring the tables to this revision."""
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


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("bewaarplicht")
    op.drop_table("vernietigingsregel")
    op.drop_table("vernietigingslijst")
