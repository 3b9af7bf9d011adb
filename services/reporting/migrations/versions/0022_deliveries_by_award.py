# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries are found by their award, of whomever they are told."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.create_index(
        "ix_levering_toewijzing",
        "levering",
        ["gemeentecode", "toewijzing_nummer", "agb_code", "begindatum"],
    )


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_index("ix_levering_toewijzing", "levering")
