# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The ledger is only added to."""

from alembic import op

from libs.common import added_only

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Bring the tables to this revision."""
    for statement in added_only.guard("boeking", op.get_context().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    for statement in added_only.release("boeking", op.get_context().dialect.name):
        op.execute(statement)
