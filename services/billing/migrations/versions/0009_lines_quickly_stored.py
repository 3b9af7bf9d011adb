# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines are stored without asking for their declaratie and client, and indexed where it counts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CREDIT = "uq_regel_gecrediteerd"
_ON = ["agb_code", "vorig_referentie_nummer"]


def upgrade() -> None:
    """Bring the tables to this revision."""
    with op.batch_alter_table("regel") as batch:
        batch.drop_constraint("fk_regel_client_id", type_="foreignkey")
        batch.drop_constraint("fk_regel_declaratie_id", type_="foreignkey")
    _index_credits("toegekend AND vorig_referentie_nummer IS NOT NULL")


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    with op.batch_alter_table("regel") as batch:
        batch.create_foreign_key("fk_regel_declaratie_id", "declaratie", ["declaratie_id"], ["id"])
        batch.create_foreign_key("fk_regel_client_id", "declaratie_client", ["client_id"], ["id"])
    _index_credits("toegekend")


def _index_credits(where: str) -> None:
    op.drop_index(_CREDIT, table_name="regel")
    only = sa.text(where)
    op.create_index(_CREDIT, "regel", _ON, unique=True, sqlite_where=only, postgresql_where=only)
