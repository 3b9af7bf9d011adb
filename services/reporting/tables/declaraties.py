# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was claimed, and what was delivered under lump sums; amounts are cents."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index
from services.reporting.tables.base import known, lapsed, metadata

regel = sa.Table(
    "regel",
    metadata,
    sa.Column("regel_id", sa.String(36), primary_key=True),
    known(),
    sa.Column("teruggenomen_op", UtcDateTime),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
    sa.Column("referentie_nummer", sa.String(20), nullable=False),
    sa.Column("vorig_referentie_nummer", sa.String(20)),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("maand", sa.Date, nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("declaratie_maand", sa.Date, nullable=False),
    sa.Column("volume", sa.Integer, nullable=False),
    sa.Column("eenheid", sa.String(2), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("toegekend", sa.Boolean, nullable=False),
    sa.Column("buiten_berichten", sa.Boolean, nullable=False),
    sa.Index("ix_regel_maand", "maand", "gemeentecode"),
    sa.Index("ix_regel_agb_code", "agb_code", "maand"),
    sa.Index("ix_regel_referentie", "agb_code", "referentie_nummer"),
    sa.Index("ix_regel_client_pseudoniem", "client_pseudoniem", "maand"),
    sa.Index("ix_regel_bekend_op", "bekend_op", "toegekend", "bedrag"),
)
"""A judged claim line; a credit is negative. `maand` is that of its product period. An approved
line that an approved credit took back has the moment from which that was known."""
partial_index(
    "ix_regel_vorig",
    regel.c.agb_code,
    regel.c.vorig_referentie_nummer,
    where="vorig_referentie_nummer IS NOT NULL",
)

taaklevering = sa.Table(
    "taaklevering",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("periode_begin", sa.Date, primary_key=True),
    sa.Column("periode_eind", sa.Date, primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("delen", sa.Integer, nullable=False),
)
"""A delivery report that is whole: all its parts are there; known from the last one told."""


def _of_report() -> list[sa.Column[object]]:
    return [
        sa.Column("contract_id", sa.String(36), primary_key=True),
        sa.Column("gemeentecode", sa.String(4), primary_key=True),
        sa.Column("periode_begin", sa.Date, primary_key=True),
        sa.Column("periode_eind", sa.Date, primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("deel", sa.Integer, primary_key=True, autoincrement=False),
    ]


taaklevering_deel = sa.Table(
    "taaklevering_deel",
    metadata,
    *_of_report(),
    known(),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("delen", sa.Integer, nullable=False),
)
"""Parts of reports that came in."""

taaklevering_regel = sa.Table(
    "taaklevering_regel",
    metadata,
    *_of_report(),
    sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("dagen", sa.Integer, nullable=False),
    sa.Column("uitvoerder", sa.String(8)),
    sa.Index("ix_taaklevering_regel_client", "client_pseudoniem"),
    sa.Index("ix_taaklevering_regel_agb_code", "agb_code", "begindatum"),
)
"""Help to one client under a lump sum in the period of its report; `dagen` are days of help.

`uitvoerder` gave it, if not the aanbieder of the contract itself (C-13, C-14).
"""
