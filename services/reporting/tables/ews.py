# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What providers deliver for the early warning system, how they stand, and who looked.

Most are facts of reporting itself, which no log brings back: a rebuild leaves them.
"""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from libs.common.mechanics import OWN
from services.reporting.tables.base import known, lapsed, metadata

ews_levering = sa.Table(
    "ews_levering",
    metadata,
    sa.Column("levering_id", sa.String(36), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("soort", sa.String(8), nullable=False),
    sa.Column("periode", sa.String(7), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    known(),
    lapsed(),
    sa.Column("kanaal", sa.String(8), nullable=False),
    sa.Column("gegevens", sa.JSON, nullable=False),
    sa.UniqueConstraint("agb_code", "periode", "versie"),
    info=OWN,
)
"""A delivery of a quarter or year; one that another replaced has the moment of that."""

ews_norm = sa.Table(
    "ews_norm",
    metadata,
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    sa.Column("gegevens", sa.JSON, nullable=False),
    info=OWN,
)
"""Thresholds that this installation set, beside those that the program comes with."""

ews_stap = sa.Table(
    "ews_stap",
    metadata,
    sa.Column("stap_id", sa.String(36), primary_key=True),
    known(),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("trede", sa.Integer, nullable=False),
    sa.Column("datum", sa.Date, nullable=False),
    sa.Column("eigenaar", sa.String(120), nullable=False),
    sa.Column("actie", sa.String(1000), nullable=False),
    sa.Column("uiterlijk", sa.Date),
    sa.Column("regiocode", sa.String(20), nullable=False),
    info=OWN,
)
"""A step on the ladder, set by the account holder of that moment; never changed or taken away."""

ews_niveau = sa.Table(
    "ews_niveau",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("kwartaal", sa.String(7), nullable=False),
    sa.Column("niveau", sa.String(8), nullable=False),
    sa.Column("redenen", sa.JSON, nullable=False),
    sa.Column("norm_versie", sa.Integer, nullable=False),
    info=OWN,
)
"""The level of a provider each time that it became another, as it was told."""

ews_plicht = sa.Table(
    "ews_plicht",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("verplicht", sa.Boolean, nullable=False),
    sa.Column("reden", sa.String(200), nullable=False),
)
"""Who must deliver, as last looked at; made from the rest, as what was last seen."""

ews_stand = sa.Table(
    "ews_stand",
    metadata,
    sa.Column("werk", sa.String(20), primary_key=True),
    sa.Column("gezien", sa.String(64), nullable=False),
)
"""What the worker last saw, so that it looks again only when that is another."""

inzage = sa.Table(
    "inzage",
    metadata,
    sa.Column("inzage_id", sa.String(36), primary_key=True),
    sa.Column("moment", UtcDateTime, nullable=False),
    sa.Column("weergave", sa.String(40), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("periode", sa.String(7)),
    sa.Column("client_id", sa.String(80), nullable=False),
    sa.Column("rol", sa.String(20), nullable=False),
    sa.Index("ix_inzage_agb_code", "agb_code", "inzage_id"),
    info=OWN,
)
"""Who looked at what of a provider, in which role; by organisation, never by a person or child."""
