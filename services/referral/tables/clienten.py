# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients, and the budgets and authorisations they have."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.referral.tables.basis import metadata

client = sa.Table(
    "client",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("bsn_hash", sa.String(32), nullable=False),
    sa.Column("bsn_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("pseudoniem", sa.String(32), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("persoon_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("gemeentecode", "bsn_hash", name="uq_client_bsn_hash"),
)
"""A client of one gemeente; the only place of BSN, name and address, all sealed.

The row is also the lock under which everything of this client is judged and decided.
"""

pgb = sa.Table(
    "pgb",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("bekwaam", sa.Boolean, nullable=False),
    sa.Column("gemotiveerd", sa.Boolean, nullable=False),
    sa.Column("kwaliteit", sa.Boolean, nullable=False),
    sa.Column("sociaal_netwerk", sa.Boolean, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Index("ix_pgb_lijst", "gemeentecode", "id"),
)
"""A budget with which a client buys help, as it now stands."""

machtiging = sa.Table(
    "machtiging",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("soort", sa.String(14), nullable=False),
    sa.Column("rechtbank", sa.String(60), nullable=False),
    sa.Column("beschikking_datum", sa.Date, nullable=False),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date, nullable=False),
    sa.Column("verzoeker", sa.String(8), nullable=False),
    sa.Column("grondslag", sa.String(10), nullable=False),
    sa.Column("verklaring", sa.Boolean, nullable=False),
    sa.Column("maatregel_loopt", sa.Boolean, nullable=False),
    sa.Column("ingetrokken_op", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Index("ix_machtiging_lijst", "gemeentecode", "id"),
)
"""An authorisation for closed care, as it now stands; `ingetrokken_op` is when consent was."""
