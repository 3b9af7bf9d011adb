# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""one name for the form of care of what nobody placed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_COUNTED = ("client_maand", "cel")


def upgrade() -> None:
    """Bring the tables to this revision."""
    _rename("niet toegewezen", "niet-toegewezen")


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    _rename("niet-toegewezen", "niet toegewezen")


def _rename(old: str, new: str) -> None:
    for name in _COUNTED:
        table = sa.table(name, sa.column("zorgvorm"))
        op.execute(table.update().where(table.c.zorgvorm == old).values(zorgvorm=new))
