# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was corrected of clients, and by which BSN they were known before."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "vorig_bsn",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("bsn_hash", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("bsn_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("tot", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_vorig_bsn_client_id_client")
        ),
        sa.PrimaryKeyConstraint("gemeentecode", "bsn_hash", name=op.f("pk_vorig_bsn")),
    )
    op.create_index(op.f("ix_vorig_bsn_client_id"), "vorig_bsn", ["client_id"])
    op.create_table(
        "clientcorrectie",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("reden", sa.String(length=20), nullable=False),
        sa.Column("bron_verzegeld", sa.LargeBinary(), nullable=False),
        sa.Column("door", sa.String(length=100), nullable=False),
        sa.Column("gewijzigd", sa.JSON(), nullable=False),
        sa.Column("gecorrigeerd_op", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_clientcorrectie_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clientcorrectie")),
    )
    op.create_index("ix_clientcorrectie_client", "clientcorrectie", ["client_id", "id"])


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("clientcorrectie")
    op.drop_table("vorig_bsn")
