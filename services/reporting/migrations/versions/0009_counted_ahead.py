# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Counts and sums that are made ahead; who is known already is marked, to be counted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MONEY = ("toegewezen", "dubbel", "ingediend", "toegekend")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "te_tellen",
        sa.Column("seq", _BIG, autoincrement=True, nullable=False),
        sa.Column("client_pseudoniem", sa.String(length=32), nullable=True),
        sa.Column("van_jaar", sa.Integer(), nullable=True),
        sa.Column("tot_jaar", sa.Integer(), nullable=True),
        sa.Column("regiocode", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_te_tellen")),
    )
    op.create_table(
        "telstand",
        sa.Column("maand", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("maand", name=op.f("pk_telstand")),
    )
    op.create_table(
        "client",
        sa.Column("nummer", _BIG, autoincrement=True, nullable=False),
        sa.Column("pseudoniem", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_client")),
        sa.UniqueConstraint("pseudoniem", name=op.f("uq_client_pseudoniem")),
    )
    op.create_table(
        "client_maand",
        sa.Column("client", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("zorgvorm", sa.String(length=80), nullable=False),
        sa.Column("hulp", sa.Boolean(), nullable=False),
        sa.Column("buiten", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _MONEY),
        sa.PrimaryKeyConstraint(
            "client",
            "maand",
            "gemeentecode",
            "agb_code",
            "categorie",
            "code",
            name=op.f("pk_client_maand"),
        ),
    )
    op.create_index("ix_client_maand_gemeentecode", "client_maand", ["gemeentecode", "maand"])
    op.create_index("ix_client_maand_agb_code", "client_maand", ["agb_code", "maand"])
    op.create_table(
        "cel",
        sa.Column("familie", sa.String(length=4), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("zorgvorm", sa.String(length=80), nullable=False),
        sa.Column("categorie", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("clienten", sa.LargeBinary(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("buiten", sa.LargeBinary(), nullable=False),
        sa.Column("aantal_buiten", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _MONEY),
        sa.PrimaryKeyConstraint(
            "familie",
            "gemeentecode",
            "begin",
            "agb_code",
            "zorgvorm",
            "categorie",
            "code",
            name=op.f("pk_cel"),
        ),
    )
    op.create_index("ix_cel_agb_code", "cel", ["agb_code", "familie", "begin"])
    op.create_index("ix_regel_client_pseudoniem", "regel", ["client_pseudoniem", "maand"])
    _mark_all()


def _mark_all() -> None:
    known = " UNION ".join(
        f"SELECT client_pseudoniem FROM {table}"  # noqa: S608 - our own tables
        for table in ("levering", "regel", "taaklevering_regel", "toewijzing")
    )
    op.execute(
        "INSERT INTO te_tellen (client_pseudoniem, van_jaar) "  # noqa: S608 - our own tables
        f"SELECT client_pseudoniem, 2000 FROM ({known}) AS known"
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_regel_client_pseudoniem", table_name="regel")
    for table in ("cel", "client_maand", "client", "telstand", "te_tellen"):
        op.drop_table(table)
