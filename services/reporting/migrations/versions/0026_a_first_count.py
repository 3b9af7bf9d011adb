# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which first count is busy; what was counted already is kept up."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_EARLIEST = 2000
_stand = sa.table("telstand", sa.column("telling"))
_client = sa.table("client", sa.column("pseudoniem"))
_marks = sa.table("te_tellen", sa.column("client_pseudoniem"), sa.column("van_jaar"))
_cells, _months = sa.table("cel"), sa.table("client_maand")


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("telstand", sa.Column("telling", sa.String(length=36), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before; what was counted in part is counted anew."""
    connection = op.get_bind()
    busy = sa.exists().where(_stand.c.telling.is_not(None))
    if connection.scalar(sa.select(busy)):
        every = sa.select(_client.c.pseudoniem, sa.literal(_EARLIEST))
        connection.execute(sa.insert(_marks).from_select(["client_pseudoniem", "van_jaar"], every))
        for table in (_cells, _months, _stand):
            connection.execute(sa.delete(table))
    op.drop_column("telstand", "telling")
