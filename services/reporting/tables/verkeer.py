# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was asked, answered and sent."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.reporting.tables.base import known, lapsed, metadata

verzoek = sa.Table(
    "verzoek",
    metadata,
    sa.Column("verzoek_id", sa.String(36), primary_key=True),
    known(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False, index=True),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("gewenste_ingangsdatum", sa.Date, nullable=False),
    sa.Column("verwijzer_type", sa.String(2)),
    sa.Column("soort", sa.String(3), nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
)
"""A request; one for change (VOW) is about several products and has no referrer."""

verzoek_besluit = sa.Table(
    "verzoek_besluit",
    metadata,
    sa.Column("verzoek_id", sa.String(36), primary_key=True),
    sa.Column("besluit", sa.String(12), primary_key=True),
    known(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("reden", sa.String(2)),
    sa.Column("automatisch", sa.Boolean, nullable=False),
    sa.Column("toewijzing_nummer", sa.Integer),
    sa.Column("beantwoord_op", UtcDateTime, nullable=False),
    sa.Index("ix_verzoek_besluit_toewijzing", "gemeentecode", "toewijzing_nummer"),
)
"""A request has at most one answer of each kind."""

termijn = sa.Table(
    "termijn",
    metadata,
    sa.Column("verzoek_id", sa.String(36), primary_key=True),
    sa.Column("besluit_uiterlijk", sa.Date, primary_key=True),
    known(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("soort", sa.String(3), nullable=False),
)
"""A last day to decide that went by without a decision."""

bericht = sa.Table(
    "bericht",
    metadata,
    sa.Column("bericht_id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(8), nullable=False),
    sa.Column("afzender", sa.String(8), nullable=False),
    sa.Column("ontvanger", sa.String(8), nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False, index=True),
    sa.Column("verwerkt_op", UtcDateTime, nullable=False),
)

verwijzing = sa.Table(
    "verwijzing",
    metadata,
    sa.Column("verwijzing_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False, index=True),
    sa.Column("geboortemaand", sa.String(7), nullable=False),
    sa.Column("geslacht", sa.String(1), nullable=False),
    sa.Column("verwijzer_code", sa.String(2), nullable=False),
    sa.Column("verwijzer_detail", sa.String(40)),
    sa.Column("toegang", sa.String(30), nullable=False),
    sa.Column("hulp", sa.String(20), nullable=False),
    sa.Column("cbs_hulpvorm", sa.String(2)),
    sa.Column("cbs_verwijzer", sa.String(2)),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("sinds", UtcDateTime, nullable=False),
    sa.Column("reden_afwijzing", sa.String(2)),
    sa.Column("verwijsdatum", sa.Date),
    sa.Column("aanvraagdatum", sa.Date),
    sa.Column("toewijsdatum", sa.Date),
    sa.Column("beoogde_start", sa.Date),
    sa.Column("begindatum", sa.Date),
    sa.Column("einddatum", sa.Date),
    sa.Column("eerste_contact", sa.Date),
    sa.Column("gestart_met_crisis", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""A referral: by whom, to what, and how far it came."""
