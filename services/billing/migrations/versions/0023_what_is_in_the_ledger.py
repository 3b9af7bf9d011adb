# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which declaraties are in the ledger, instead of how far it was."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_INDEX = "ix_declaratie_te_boeken"
_WAITS = sa.text("verwerkt AND NOT geboekt AND aantal_regels > aantal_afgewezen")


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("declaratie") as batch_op:
        batch_op.add_column(
            sa.Column("geboekt", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute(
        "UPDATE declaratie SET geboekt = true WHERE EXISTS (SELECT 1 FROM boeking"
        " WHERE boeking.oorzaak = declaratie.id AND boeking.oorzaak_soort = 'declaratie')"
    )
    op.create_index(
        _INDEX,
        "declaratie",
        ["beoordeeld_op", "id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )
    op.execute("DELETE FROM grootboek_stand WHERE naam = 'declaraties'")


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index(_INDEX, "declaratie")
    with op.batch_alter_table("declaratie") as batch_op:
        batch_op.drop_column("geboekt")
