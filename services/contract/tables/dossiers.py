# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is kept of procurements, aanbieders and agreements, and what was told of it."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.contract.tables.basis import metadata

dossier = sa.Table(
    "dossier",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(30), nullable=False),
    sa.Column("eigenaar", sa.String(20), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("gedeeld", sa.Boolean, nullable=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Index("ix_dossier_soort", "soort", "id"),
    sa.Index("ix_dossier_agb_code", "agb_code", "soort"),
)
"""What a regio, gemeente or beheer keeps of a procurement, an aanbieder or an agreement.

`inhoud` is as its kind says (`services.contract.schemas.soorten`); `gedeeld` is for all to see.
"""

dossier_versie = sa.Table(
    "dossier_versie",
    metadata,
    sa.Column("id", sa.ForeignKey("dossier.id"), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
)
"""Every version of a dossier; rows are only added."""

termijnbericht = sa.Table(
    "termijnbericht",
    metadata,
    sa.Column("dossier_id", sa.ForeignKey("dossier.id"), primary_key=True),
    sa.Column("soort", sa.String(20), primary_key=True),
    sa.Column("uiterlijk", sa.Date, primary_key=True),
    sa.Column("dagen", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gegeven_op", UtcDateTime, nullable=False),
)
"""That a term came near or went by: told once for each of its thresholds."""
