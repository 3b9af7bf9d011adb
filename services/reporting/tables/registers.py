# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who there is: gemeenten, regions with their members in time, providers."""

import sqlalchemy as sa

from services.reporting.tables.base import known, lapsed, metadata

gemeente = sa.Table(
    "gemeente",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("naam", sa.String(80), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)

regio = sa.Table(
    "regio",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("naam", sa.String(80), nullable=False),
)

regio_lid = sa.Table(
    "regio_lid",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
    sa.Index("ix_regio_lid_gemeentecode", "gemeentecode"),
)
"""Time-valid membership in one version of a region; a gemeente may be in several regions."""

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("naam", sa.String(120), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)
