# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was approved, ceilings over it, and what follows on them."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.contract.tables.basis import metadata

plafond = sa.Table(
    "plafond",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("jaarbedrag", sa.BigInteger),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""The most that is paid under a contract for care of a year, in cents.

`jaarbedrag`: that of a whole year, where `bedrag` is its part from the first day of the contract.
"""

besteding = sa.Table(
    "besteding",
    metadata,
    sa.Column("declaratie_id", sa.String(36), primary_key=True),
    sa.Column("client_pseudoniem", sa.String(32), primary_key=True, index=True),
    sa.Column("deel", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("categorie", sa.String(2), primary_key=True),
    sa.Column("code", sa.String(5), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("regel_id", sa.String(36)),
    sa.Index("ix_besteding_agb_code", "agb_code", "jaar"),
    sa.Index("ix_besteding_gemeentecode", "gemeentecode", "jaar"),
)
"""Cents approved less credited for help of a year, as one event of billing told it.

Its key is in the event, so that one that comes again changes nothing. Clients are only counted.
`regel_id`, the first of its lines, is by what it is known when it comes again under another
pseudonym: that of who was destroyed. Of before it was kept there is none.
"""

te_toetsen = sa.Table(
    "te_toetsen",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
)
"""Aanbieders whose ceilings of a year are to be held against what is spent."""

plafondsignaal = sa.Table(
    "plafondsignaal",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("plafond", sa.BigInteger, nullable=False),
    sa.Column("besteed", sa.BigInteger, nullable=False),
    sa.Column("gegeven_op", UtcDateTime, nullable=False),
)
"""That seventy percent of a ceiling was reached (C-09): told once for a contract and year."""

plafondstand = sa.Table(
    "plafondstand",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("stand", sa.String(8), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""How far a ceiling was spent when that was last told."""

clientenstopvoorstel = sa.Table(
    "clientenstopvoorstel",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("contract_id", sa.ForeignKey("contract.id"), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("contractant", sa.String(20), nullable=False),
    sa.Column("toestand", sa.String(12), nullable=False),
    sa.Column("plafond", sa.BigInteger, nullable=False),
    sa.Column("besteed", sa.BigInteger, nullable=False),
    sa.Column("clientenstop_id", sa.ForeignKey("dossier.id")),
    sa.Column("reden", sa.Text),
    sa.Column("ontstaan_op", UtcDateTime, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_clientenstopvoorstel_contractant", "contractant", "id"),
)
"""A client stop that is proposed as a ceiling was reached (C-09), and what was done with it."""

sa.Index(
    "uq_clientenstopvoorstel_open",
    clientenstopvoorstel.c.contract_id,
    clientenstopvoorstel.c.jaar,
    unique=True,
    sqlite_where=sa.text("toestand = 'open'"),
    postgresql_where=sa.text("toestand = 'open'"),
)

kleine_lijst = sa.Table(
    "kleine_lijst",
    metadata,
    sa.Column("contractant", sa.String(20), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gecontracteerd", sa.Integer, nullable=False),
    sa.Column("regels", sa.JSON, nullable=False),
    sa.Column("gemaakt_op", UtcDateTime, nullable=False),
)
"""Which aanbieders of a contractant did little in a year (C-17), as it was when drawn up."""
