# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Toewijzingen without volume and budget are booked again: they are worth what is approved."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.execute(
        "INSERT INTO te_boeken (gemeentecode, toewijzing_nummer, gemerkt_op)"
        " SELECT DISTINCT gemeentecode, toewijzing_nummer, CURRENT_TIMESTAMP FROM toewijzing"
        " WHERE volume IS NULL AND budget IS NULL ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    """Bring the tables back to the revision before: a mark does no harm."""
