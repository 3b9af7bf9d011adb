# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "betaalrun",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("uitvoerdatum", sa.Date(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("tenaamstelling", sa.String(length=70), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("voorbereider", sa.String(length=100), nullable=False),
        sa.Column("goedgekeurd_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_betaalrun")),
    )
    with op.batch_alter_table("betaalrun", schema=None) as batch_op:
        batch_op.create_index("ix_betaalrun_gemeentecode", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "rekening",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("houder", sa.String(length=8), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("tenaamstelling", sa.String(length=70), nullable=False),
        sa.Column("toestand", sa.String(length=20), nullable=False),
        sa.Column("voorbereider", sa.String(length=100), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rekening")),
        sa.UniqueConstraint("gemeentecode", "houder", "nummer", name="uq_rekening_nummer"),
    )
    with op.batch_alter_table("rekening", schema=None) as batch_op:
        batch_op.create_index("ix_rekening_gemeentecode", ["gemeentecode", "id"], unique=False)

    op.create_table(
        "betaalde_declaratie",
        sa.Column("betaalrun_id", sa.String(length=36), nullable=False),
        sa.Column("declaratie_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.Column("telt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["betaalrun_id"], ["betaalrun.id"], name=op.f("fk_betaalde_declaratie_betaalrun_id")
        ),
        sa.ForeignKeyConstraint(
            ["declaratie_id"], ["declaratie.id"], name=op.f("fk_betaalde_declaratie_declaratie_id")
        ),
        sa.PrimaryKeyConstraint(
            "betaalrun_id", "declaratie_id", name=op.f("pk_betaalde_declaratie")
        ),
    )
    with op.batch_alter_table("betaalde_declaratie", schema=None) as batch_op:
        batch_op.create_index(
            "uq_betaalde_declaratie",
            ["declaratie_id"],
            unique=True,
            sqlite_where=sa.text("telt"),
            postgresql_where=sa.text("telt"),
        )

    op.create_table(
        "betaling",
        sa.Column("betaalrun_id", sa.String(length=36), nullable=False),
        sa.Column("agb_code", sa.String(length=8), nullable=False),
        sa.Column("end_to_end_id", sa.String(length=35), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("tenaamstelling", sa.String(length=70), nullable=False),
        sa.Column("bedrag", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("bedrag > 0", name=op.f("ck_betaling_positief")),
        sa.ForeignKeyConstraint(
            ["betaalrun_id"], ["betaalrun.id"], name=op.f("fk_betaling_betaalrun_id")
        ),
        sa.PrimaryKeyConstraint("betaalrun_id", "agb_code", name=op.f("pk_betaling")),
        sa.UniqueConstraint("end_to_end_id", name=op.f("uq_betaling_end_to_end_id")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("betaling")
    with op.batch_alter_table("betaalde_declaratie", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_betaalde_declaratie", sqlite_where=sa.text("telt"), postgresql_where=sa.text("telt")
        )

    op.drop_table("betaalde_declaratie")
    with op.batch_alter_table("rekening", schema=None) as batch_op:
        batch_op.drop_index("ix_rekening_gemeentecode")

    op.drop_table("rekening")
    with op.batch_alter_table("betaalrun", schema=None) as batch_op:
        batch_op.drop_index("ix_betaalrun_gemeentecode")

    op.drop_table("betaalrun")
