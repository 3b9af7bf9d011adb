# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indexes of what has a provider, or a line that it takes back, hold nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_INDEXES = (
    ("ix_cel_agb_code", "cel", ["agb_code", "familie", "begin"], "agb_code <> ''"),
    (
        "ix_regel_vorig",
        "regel",
        ["agb_code", "vorig_referentie_nummer"],
        "vorig_referentie_nummer IS NOT NULL",
    ),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    for name, table, columns, where in _INDEXES:
        op.drop_index(name, table)
        held = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for name, table, columns, _ in _INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
