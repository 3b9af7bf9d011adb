# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of what goes on around one young person: future plans, stays, escalations."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index
from services.referral.tables.basis import metadata

toekomstplan = sa.Table(
    "toekomstplan",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("vervolgregimes", sa.JSON, nullable=False),
    sa.Column("goedgekeurd_op", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_toekomstplan_lijst", "gemeentecode", "id"),
)
"""The plan of a young person for life as an adult; a draft until it was approved."""

partial_index(
    "uq_toekomstplan_concept",
    toekomstplan.c.client_id,
    where="goedgekeurd_op IS NULL",
    unique=True,
)

dagwerk = sa.Table(
    "dagwerk",
    metadata,
    sa.Column("naam", sa.String(20), primary_key=True),
    sa.Column("dag", sa.Date),
    sa.Column("tot_en_met", sa.String(36)),
)
"""How far work of a day came: `tot_en_met` is the last id that was looked at, empty when done."""

verblijf = sa.Table(
    "verblijf",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("vorm", sa.String(16), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("reden", sa.String(16), nullable=False),
    sa.Column("einde_reden", sa.String(16)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_verblijf_lijst", "gemeentecode", "id"),
)
"""A place where a child stays, from the day it came to the day it left."""

partial_index("uq_verblijf_nu", verblijf.c.client_id, where="einddatum IS NULL", unique=True)

escalatie = sa.Table(
    "escalatie",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("niveau", sa.String(14), nullable=False),
    sa.Column("reden", sa.String(24), nullable=False),
    sa.Column("toestand", sa.String(12), nullable=False),
    sa.Column("automatisch", sa.Boolean, nullable=False),
    sa.Column("geopend_op", sa.Date, nullable=False),
    sa.Column("uitkomst", sa.String(20)),
    sa.Column("les", sa.String(20)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_escalatie_lijst", "gemeentecode", "id"),
)
"""A case that was taken to an expert team; advice and decision are sealed."""

partial_index(
    "uq_escalatie_open", escalatie.c.client_id, where="toestand <> 'afgesloten'", unique=True
)
