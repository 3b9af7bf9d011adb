# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was awarded and delivered, in versions; amounts are cents."""

import sqlalchemy as sa

from libs.common.db import BigId, UtcDateTime
from services.reporting.tables.base import known, lapsed, metadata

toewijzing = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False, index=True),
    sa.Column("geboortemaand", sa.String(7), nullable=False),
    sa.Column("geslacht", sa.String(1), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("ingangsdatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("volume", sa.Integer),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("frequentie", sa.String(1)),
    sa.Column("budget", sa.BigInteger),
    sa.Column("reden_wijziging", sa.String(2)),
    sa.Column("tarief_gemeentecode", sa.String(4)),
    sa.Column("tarief_tot", sa.Date),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Column("buiten_berichten", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_toewijzing_product", "agb_code", "categorie", "code"),
)

toewijzing_maand = sa.Table(
    "toewijzing_maand",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("maand", sa.Date, primary_key=True),
    sa.Column("bekend_op", UtcDateTime, primary_key=True),
    lapsed(),
    sa.Column("vorige_maand", sa.Date, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("dubbel", sa.BigInteger, nullable=False),
    sa.Index("ix_toewijzing_maand_maand", "maand", "gemeentecode"),
    sa.Index("ix_toewijzing_maand_agb_code", "agb_code", "maand"),
)
"""What an award is worth in a month, in cents, each time that became known; `dubbel` is what the
month before holds too."""

levering = sa.Table(
    "levering",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("client_pseudoniem", sa.String(32), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("begindatum", sa.Date, primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("reden_beeindiging", sa.String(2)),
    sa.Index("ix_levering_begindatum", "begindatum"),
    sa.Index("ix_levering_agb_code", "agb_code", "begindatum"),
    sa.Index("ix_levering_client_pseudoniem", "client_pseudoniem"),
    sa.Index(
        "ix_levering_toewijzing", "gemeentecode", "toewijzing_nummer", "agb_code", "begindatum"
    ),
)
"""A delivery of help; number 0 stands for one without an allocation."""

pgb = sa.Table(
    "pgb",
    metadata,
    sa.Column("pgb_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False, index=True),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False, index=True),
    sa.Column("einddatum", sa.Date),
)
"""A budget of a client; one that ends before it begins was taken back."""

te_waarderen = sa.Table(
    "te_waarderen",
    metadata,
    sa.Column("seq", BigId, primary_key=True, autoincrement=True),
    sa.Column("contract_id", sa.String(36)),
    sa.Column("gemeentecode", sa.String(4)),
    sa.Column("toewijzing_nummer", sa.Integer),
)
"""Awards of which something changed, or contracts of which a price did, since they were valued."""
