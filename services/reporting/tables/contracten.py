# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was agreed with providers, in versions; amounts are cents."""

import sqlalchemy as sa

from services.reporting.tables.base import known, lapsed, metadata

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("uitloop_tot", sa.Date),
)

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("product_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("contract_id", sa.String(36), nullable=False, index=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("omschrijving", sa.String(200), nullable=False),
    sa.Column("variant", sa.String(20), nullable=False),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("tarieven", sa.JSON, nullable=False),
    sa.Index("ix_contractproduct_product", "agb_code", "categorie", "code"),
)

plafond = sa.Table(
    "plafond",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
)

plafond_nabij = sa.Table(
    "plafond_nabij",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("plafond", sa.BigInteger, nullable=False),
    sa.Column("besteed", sa.BigInteger, nullable=False),
)
"""Seventy percent of a ceiling was reached; told once."""


def _dossier(name: str, *columns: sa.Column[object]) -> sa.Table:
    """What a region keeps of a provider, in versions."""
    return sa.Table(
        name,
        metadata,
        sa.Column("dossier_id", sa.String(36), primary_key=True),
        sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
        known(),
        lapsed(),
        sa.Column("eigenaar", sa.String(20), nullable=False),
        sa.Column("agb_code", sa.String(8), nullable=False, index=True),
        *columns,
    )


accounthouder = _dossier(
    "accounthouder",
    sa.Column("regiocode", sa.String(20), nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("bron", sa.String(200), nullable=False),
)

aanbiederprofiel = _dossier(
    "aanbiederprofiel",
    sa.Column("soort", sa.String(10), nullable=False),
    sa.Column("ews_plichtig", sa.Boolean, nullable=False),
    sa.Column("cruciale_functies", sa.JSON, nullable=False),
)

clientenstop = _dossier(
    "clientenstop",
    sa.Column("producten", sa.JSON, nullable=False),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)

capaciteit = _dossier(
    "capaciteit",
    sa.Column("functie", sa.String(60), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("afgesproken", sa.Integer, nullable=False),
    sa.Column("beschikbaar", sa.Integer, nullable=False),
)

continuiteitsrisico = _dossier(
    "continuiteitsrisico",
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("redenen", sa.JSON, nullable=False),
)

productindeling = sa.Table(
    "productindeling",
    metadata,
    sa.Column("dossier_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("eigenaar", sa.String(20), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5)),
    sa.Column("segment", sa.String(80), nullable=False),
    sa.Column("perceel", sa.String(80)),
    sa.Column("zorgvorm", sa.String(80), nullable=False),
    sa.Column("cbs_hulpvorm", sa.String(80)),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)
"""Where a region counts a product, or without code a category."""

zorgfunctie = sa.Table(
    "zorgfunctie",
    metadata,
    sa.Column("zorgfunctie_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    known(),
    lapsed(),
    sa.Column("regiocode", sa.String(20), nullable=False),
    sa.Column("functie", sa.String(120), nullable=False),
    sa.Column("schaal", sa.String(60), nullable=False),
    sa.Column("gebied", sa.String(200), nullable=False),
    sa.Column("coordinerende_partij", sa.String(200)),
    sa.Column("keuze", sa.String(200)),
    sa.Column("bekostiging", sa.String(60)),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)
"""At which scale a region arranges a function of youth care."""
