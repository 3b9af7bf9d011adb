# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""the_gate_before_help_with_dyslexia."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "dyslexieregel",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("geldig_van", sa.Date(), nullable=False),
        sa.Column("diagnose_codes", sa.JSON(), nullable=False),
        sa.Column("behandeling_codes", sa.JSON(), nullable=False),
        sa.Column("leeftijd_van", sa.Integer(), nullable=False),
        sa.Column("start_voor", sa.Integer(), nullable=False),
        sa.Column("alleen_basisschool", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", "geldig_van", name=op.f("pk_dyslexieregel")),
    )
    op.create_table(
        "poortwachtersbesluit",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("fase", sa.String(length=12), nullable=False),
        sa.Column("samenwerkingsverband", sa.String(length=60), nullable=False),
        sa.Column("aangevraagd_op", sa.Date(), nullable=False),
        sa.Column("besluit_datum", sa.Date(), nullable=False),
        sa.Column("toelaatbaar", sa.Boolean(), nullable=False),
        sa.Column("dossier_compleet", sa.Boolean(), nullable=False),
        sa.Column("basisschool", sa.Boolean(), nullable=False),
        sa.Column("protocol_versie", sa.String(length=20), nullable=False),
        sa.Column("vastgesteld_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_poortwachtersbesluit_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poortwachtersbesluit")),
    )
    with op.batch_alter_table("poortwachtersbesluit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_poortwachtersbesluit_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index("ix_poortwachtersbesluit_lijst", ["gemeentecode", "id"], unique=False)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("poortwachtersbesluit", schema=None) as batch_op:
        batch_op.drop_index("ix_poortwachtersbesluit_lijst")
        batch_op.drop_index(batch_op.f("ix_poortwachtersbesluit_client_id"))

    op.drop_table("poortwachtersbesluit")
    op.drop_table("dyslexieregel")
