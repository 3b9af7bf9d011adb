# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The obligation ledger: its entries, what they are about, and what waits to be booked."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

boeking = sa.Table(
    "boeking",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("maand", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("soort", sa.String(12), primary_key=True),
    sa.Column("oorzaak_soort", sa.String(16), primary_key=True),
    sa.Column("oorzaak", sa.String(64), primary_key=True),
    sa.Column("categorie", sa.String(2), primary_key=True, server_default=""),
    sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("debet", sa.String(16), nullable=False),
    sa.Column("credit", sa.String(16), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("storno", sa.Boolean, nullable=False),
    sa.Column("geboekt_op", UtcDateTime, nullable=False),
    sa.CheckConstraint("debet <> credit", name="twee_rekeningen"),
    sa.Index("ix_boeking_oorzaak", "oorzaak"),
    sa.Index("ix_boeking_maand", "gemeentecode", "maand"),
)
"""Signed cents from one account to another; rows are only added. `maand` is year * 100 + month.

The key follows from what caused the entry: the same cause books the same rows. `categorie` is that
of the lines behind a claim, and empty where it is that of the toewijzing.
"""

verplichting = sa.Table(
    "verplichting",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("afgelopen", sa.Boolean, nullable=False),
    sa.Index("ix_verplichting_agb_code", "agb_code"),
)
"""What the entries of a toewijzing are about, after its newest version.

`afgelopen` when money was released, so that a later claim or credit must correct that.
"""

te_boeken = sa.Table(
    "te_boeken",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gemerkt_op", UtcDateTime, nullable=False),
)
"""Toewijzingen of which something changed since they were booked."""

te_herwaarderen = sa.Table(
    "te_herwaarderen",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("gemerkt_op", UtcDateTime, nullable=False),
)
"""Contracts of which a price or term changed: their toewijzingen are to be booked again."""

grootboek_stand = sa.Table(
    "grootboek_stand",
    metadata,
    sa.Column("naam", sa.String(20), primary_key=True),
    sa.Column("tot", UtcDateTime, nullable=False),
    sa.Column("aantal", sa.Integer, nullable=False),
    sa.Column("plek", sa.String(20)),
)
"""How far the ledger is, by kind of work; a check found `aantal` so far, and got to `plek`."""
