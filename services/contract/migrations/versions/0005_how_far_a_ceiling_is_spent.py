# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far a ceiling is spent."""

import sqlalchemy as sa
from alembic import op

from libs.common.db import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring the tables to this revision; every ceiling is looked at anew."""
    op.create_table(
        "plafondstand",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("jaar", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stand", sa.String(length=8), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_plafondstand_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("contract_id", "jaar", name=op.f("pk_plafondstand")),
    )
    op.create_table(
        "termijnbericht",
        sa.Column("dossier_id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("uiterlijk", sa.Date(), nullable=False),
        sa.Column("dagen", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gegeven_op", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_termijnbericht_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint(
            "dossier_id", "soort", "uiterlijk", "dagen", name=op.f("pk_termijnbericht")
        ),
    )
    op.execute(
        "INSERT INTO te_toetsen (agb_code, jaar) SELECT DISTINCT contract.agb_code, plafond.jaar "
        "FROM plafond JOIN contract ON contract.id = plafond.contract_id "
        "WHERE NOT EXISTS (SELECT 1 FROM te_toetsen known WHERE known.agb_code = "
        "contract.agb_code AND known.jaar = plafond.jaar)"
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("termijnbericht")
    op.drop_table("plafondstand")
