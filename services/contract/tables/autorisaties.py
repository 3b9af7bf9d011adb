# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every decision on what an organisation may do; what counts now is in the mechanics."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.contract.tables.basis import metadata

autorisatie_versie = sa.Table(
    "autorisatie_versie",
    metadata,
    sa.Column("soort", sa.String(10), primary_key=True),
    sa.Column("code", sa.String(20), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("rechten", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("reden", sa.String(200), nullable=False),
    sa.Column("besloten_door", sa.String(120), nullable=False),
    sa.Column("besloten_op", UtcDateTime, nullable=False),
)
"""Rows are only added. `besloten_door` is the client of who decided, or the command line."""
