# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The control ladder: where a control stands, and who looked at what; signals and their reports."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

controle = sa.Table(
    "controle",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("toestand", sa.String(40), nullable=False),
    sa.Column("voldoende_zekerheid", sa.Boolean),
    sa.Column("gebonden_persoon", sa.String(100)),
    sa.Column("start_detail", sa.Date),
    sa.Column("bewaren_tot", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_controle_gemeentecode", "gemeentecode", "id"),
    sa.Index("ix_controle_agb_code", "agb_code", "id"),
)
"""A control of one aanbieder by one gemeente over a period; its steps stand in zaak_stap."""

controle_audit = sa.Table(
    "controle_audit",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("controle_id", sa.ForeignKey("controle.id"), nullable=False),
    sa.Column("handeling", sa.String(40), nullable=False),
    sa.Column("toegestaan", sa.Boolean, nullable=False),
    sa.Column("reden", sa.String(40)),
    sa.Column("door", sa.String(64), nullable=False),
    sa.Column("persoon", sa.String(100)),
    sa.Column("dossier", sa.String(32)),
    sa.Column("waarom", sa.String(200)),
    sa.Column("op", UtcDateTime, nullable=False),
    sa.Index("ix_controle_audit_controle_id", "controle_id", "id"),
)
"""Each attempt, also one that was refused; `dossier` names a client within one control only."""

bedrijfsopgave = sa.Table(
    "bedrijfsopgave",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("opgericht_op", sa.Date, nullable=False),
    sa.Column("professionals", sa.Integer, nullable=False),
    sa.Column("omzet", sa.BigInteger, nullable=False),
    sa.Column("resultaat", sa.BigInteger, nullable=False),
    sa.Column("ingediend_op", UtcDateTime, nullable=False),
)
"""What an aanbieder reports about itself over a year; every version stays, the highest counts."""

ikz_melding = sa.Table(
    "ikz_melding",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("van", sa.Date, nullable=False),
    sa.Column("tot", sa.Date, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("signalen", sa.JSON, nullable=False),
    sa.Column("kenmerk", sa.String(200), nullable=False),
    sa.Column("door", sa.String(64), nullable=False),
    sa.Column("persoon", sa.String(100), nullable=False),
    sa.Column("op", UtcDateTime, nullable=False),
    sa.Index("ix_ikz_melding_gemeentecode", "gemeentecode", "id"),
)
"""That an officer reported signals about an aanbieder to the IKZ; rows are only added.

`signalen` are {id, cijfers, drempel} as they were then: counts and cents, nothing of a client.
"""
