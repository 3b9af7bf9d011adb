# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Other installations, and the views of providers that they delivered."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from libs.common.mechanics import OWN
from services.reporting.tables.base import known, lapsed, metadata

federatie_bron = sa.Table(
    "federatie_bron",
    metadata,
    sa.Column("bron", sa.String(40), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    known(),
    sa.Column("publieke_sleutel", sa.Text, nullable=False),
    sa.Column("regiocodes", sa.JSON, nullable=False),
    info=OWN,
)
"""An installation by its name, the key that it signs with, and the regions it may speak for."""

federatie_weergave = sa.Table(
    "federatie_weergave",
    metadata,
    sa.Column("bron", sa.String(40), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("kwartaal", sa.String(7), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("peilmoment", UtcDateTime, nullable=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("jws", sa.Text, nullable=False),
    info=OWN,
)
"""A view as it was delivered, with what proves of whom it is; a later one takes its place."""
