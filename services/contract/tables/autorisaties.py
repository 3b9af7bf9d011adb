# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Decisions on what an organisation may do, and accounts of emergency access.

What counts now is in the mechanics.
"""

import sqlalchemy as sa

from libs.common.auth.person import LONGEST_NAME
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

noodtoegang_verantwoording = sa.Table(
    "noodtoegang_verantwoording",
    metadata,
    sa.Column("id", sa.ForeignKey("noodtoegang.id"), primary_key=True),
    sa.Column("aanleiding", sa.String(40), nullable=False),
    sa.Column("reden", sa.String(200), nullable=False),
    sa.Column("geopend_door", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("gesloten_door", sa.String(LONGEST_NAME)),
    sa.Column("oordeel", sa.String(20)),
    sa.Column("toelichting", sa.String(200)),
    sa.Column("getoetst_door", sa.String(LONGEST_NAME)),
    sa.Column("getoetst_op", UtcDateTime),
)
"""Why an emergency access was opened, by whom, and how another judged it."""
