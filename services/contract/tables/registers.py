# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Registers: gemeenten, regions with members in time, aanbieders, care functions."""

import sqlalchemy as sa

from services.contract.tables.basis import metadata

gemeente = sa.Table(
    "gemeente",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("naam", sa.String(80), nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
)

regio = sa.Table(
    "regio",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("naam", sa.String(80), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)

regio_lid = sa.Table(
    "regio_lid",
    metadata,
    sa.Column("regiocode", sa.ForeignKey("regio.regiocode"), primary_key=True),
    sa.Column("gemeentecode", sa.ForeignKey("gemeente.gemeentecode"), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
)
"""Time-valid membership; regions may overlap, a gemeente may be in several."""

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("naam", sa.String(120), nullable=False),
    sa.Column("kvk_nummer", sa.String(8)),
    sa.Column("versie", sa.Integer, nullable=False),
)

zorgfunctie_schaal = sa.Table(
    "zorgfunctie_schaal",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("regiocode", sa.ForeignKey("regio.regiocode"), nullable=False),
    sa.Column("functie", sa.String(30), nullable=False),
    sa.Column("schaal", sa.String(20), nullable=False),
    sa.Column("gebied", sa.String(80), nullable=False),
    sa.Column("coordinerende_partij", sa.String(80)),
    sa.Column("keuze", sa.String(20)),
    sa.Column("bekostiging", sa.String(20)),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("bron", sa.String(200), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_zorgfunctie_schaal_regiocode", "regiocode", "functie"),
)
"""At which scale a region arranges a function, for a time (R-09); rows may overlap."""
