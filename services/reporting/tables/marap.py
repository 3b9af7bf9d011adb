# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Monthly reports as they were run, with what was said and decided; a rebuild leaves them."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from libs.common.mechanics import OWN
from services.reporting.tables.base import metadata

marap = sa.Table(
    "marap",
    metadata,
    sa.Column("marap_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("regiocode", sa.String(20), nullable=False, index=True),
    sa.Column("maand", sa.Date, nullable=False),
    sa.Column("nummer", sa.Integer, nullable=False),
    sa.Column("peilmoment", UtcDateTime, nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("voorbereider", sa.String(100), nullable=False),
    sa.Column("goedkeurder", sa.String(100)),
    sa.Column("gemaakt_op", UtcDateTime, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("definities", sa.JSON, nullable=False),
    sa.Column("tabellen", sa.JSON, nullable=False),
    sa.Column("toelichtingen", sa.JSON, nullable=False),
    sa.Column("aansluiting", sa.JSON),
    sa.UniqueConstraint("regiocode", "maand", "nummer"),
    info=OWN,
)
"""`nummer` counts the runs of a month; `tabellen` are the figures as reckoned, not suppressed."""
