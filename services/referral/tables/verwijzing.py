# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The table of referrals."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

verwijzing = sa.Table(
    "verwijzing",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("verwijzer_type", sa.String(30)),
    sa.Column("verwijzer_code", sa.String(2), nullable=False),
    sa.Column("verwijzer_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("toegang", sa.String(25), nullable=False),
    sa.Column("hulp", sa.String(20), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("bepaling", sa.JSON(none_as_null=True)),
    sa.Column("verwijsdatum", sa.Date),
    sa.Column("aanvraagdatum", sa.Date),
    sa.Column("toewijsdatum", sa.Date),
    sa.Column("beoogde_start", sa.Date),
    sa.Column("begindatum", sa.Date),
    sa.Column("einddatum", sa.Date),
    sa.Column("eerste_contact", sa.Date),
    sa.Column("reden_wachten", sa.String(20)),
    sa.Column("overbrugging", sa.String(20)),
    sa.Column("gestart_met_crisis", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("crisis_uit_op", sa.Date),
    sa.Column("uitstroom_begeleid", sa.Boolean),
    sa.Column("reden_afwijzing", sa.String(2)),
    sa.Column("doorgeleid_op", sa.Date),
    sa.Column("woonplaats", sa.JSON(none_as_null=True)),
    sa.Column("verzoek_id", sa.ForeignKey("verzoek.id"), index=True),
    sa.Column("voortzetting_van", sa.String(36), index=True),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("stappen", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_verwijzing_lijst", "gemeentecode", "id"),
)
"""A referral as it now stands; `stappen` are the states it went through: {status, op}.

`verwijzer_verzegeld` holds the name and AGB of who referred.
"""
