# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Figures that no event brings, in versions; a rebuild leaves them."""

import sqlalchemy as sa

from libs.common.mechanics import OWN
from services.reporting.tables.base import known, lapsed, metadata

ingave = sa.Table(
    "ingave",
    metadata,
    sa.Column("soort", sa.String(20), primary_key=True),
    sa.Column("gebied", sa.String(20), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("onderwerp", sa.String(80), primary_key=True),
    sa.Column("maand", sa.Integer, primary_key=True, autoincrement=False, server_default="0"),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("waarde", sa.BigInteger, nullable=False),
    sa.Column("bron", sa.String(200), nullable=False),
    sa.Column("eigenaar", sa.String(20), nullable=False),
    sa.Column("toelichting", sa.String(1000)),
    sa.Column("datum", sa.Date),
    info=OWN,
)
"""Of a gemeente, a region or the country (`NL`) in a year, or from a month of it on (`maand`, else
0); amounts are cents. A judgement has its evidence and day (`toelichting`, `datum`), a story its
text."""
