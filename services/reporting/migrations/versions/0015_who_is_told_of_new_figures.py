# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""who is told of new figures."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_table(
        "webhook_abonnement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("typen", sa.JSON(), nullable=False),
        sa.Column("geheim_versie", sa.Integer(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gestopt_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopreden", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_abonnement")),
        info={"own": True},
    )
    op.create_index("ix_webhook_abonnement_soort_code", "webhook_abonnement", ["soort", "code"])
    op.create_table(
        "webhook_aflevering",
        sa.Column(
            "nummer",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("abonnement_id", sa.String(length=36), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("bericht", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("volgende_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("laatste_op", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uitkomst", sa.String(length=60), nullable=True),
        sa.Column("aangemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("klaar_op", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("nummer", name=op.f("pk_webhook_aflevering")),
        sa.UniqueConstraint(
            "abonnement_id", "event_id", name="uq_webhook_aflevering_abonnement_id_event_id"
        ),
        info={"own": True},
    )
    op.create_index(
        "ix_webhook_aflevering_due",
        "webhook_aflevering",
        ["volgende_op"],
        sqlite_where=sa.text("status = 'wachtend'"),
        postgresql_where=sa.text("status = 'wachtend'"),
    )
    op.create_table(
        "cijferwijziging",
        sa.Column("gemeentecode", sa.String(length=4), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("gemeentecode", name=op.f("pk_cijferwijziging")),
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_table("cijferwijziging")
    op.drop_table("webhook_aflevering")
    op.drop_table("webhook_abonnement")
