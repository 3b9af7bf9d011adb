# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What other services published, in the newest version that came."""

import sqlalchemy as sa

from services.referral.tables.basis import metadata

gemeente = sa.Table(
    "gemeente",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
)

regio = sa.Table(
    "regio",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("leden", sa.JSON, nullable=False),
)
"""A region as it now stands; `leden` are {gemeentecode, geldigVan, geldigTot}."""

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("naam", sa.String(120)),
)

clientenstop = sa.Table(
    "clientenstop",
    metadata,
    sa.Column("dossier_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("producten", sa.JSON, nullable=False),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
)

capaciteit = sa.Table(
    "capaciteit",
    metadata,
    sa.Column("dossier_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("functie", sa.String(80), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("afgesproken", sa.Integer, nullable=False),
    sa.Column("beschikbaar", sa.Integer, nullable=False),
)

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("uitloop_tot", sa.Date),
)

plafondstand = sa.Table(
    "plafondstand",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("stand", sa.String(8), nullable=False),
)
"""How far the ceiling of a contract for a year was spent when contract last told."""

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("product_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("geldig_van", sa.Date),
    sa.Column("geldig_tot", sa.Date),
    sa.Index("ix_contractproduct_code", "code", "contract_id"),
)
"""The newest version of what the contract service published.

`geldig_van` and `geldig_tot` are its days in this unit where an amendment set them (C-04).
"""
