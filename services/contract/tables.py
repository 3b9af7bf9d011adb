# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of contract: the registers, the contracts, and the shared mechanics."""

import sqlalchemy as sa

from libs.common.db import new_metadata
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata)

gemeente = sa.Table(
    "gemeente",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("naam", sa.String(80), nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
)

regio = sa.Table(
    "regio",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("naam", sa.String(80), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)

regio_lid = sa.Table(
    "regio_lid",
    metadata,
    sa.Column("regiocode", sa.ForeignKey("regio.regiocode"), primary_key=True),
    sa.Column("gemeentecode", sa.ForeignKey("gemeente.gemeentecode"), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
)
"""Time-valid membership; regions may overlap, a gemeente may be in several."""

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("naam", sa.String(120), nullable=False),
    sa.Column("kvk_nummer", sa.String(8)),
    sa.Column("versie", sa.Integer, nullable=False),
)

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("agb_code", sa.ForeignKey("aanbieder.agb_code"), nullable=False, index=True),
    sa.Column("contractant", sa.String(20), nullable=False, index=True),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("uitloop_tot", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""`contractant` is the regio or gemeente that signed."""

contract_gemeente = sa.Table(
    "contract_gemeente",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("gemeentecode", sa.ForeignKey("gemeente.gemeentecode"), primary_key=True, index=True),
)

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("contract_id", sa.ForeignKey("contract.id"), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("omschrijving", sa.String(200), nullable=False),
    sa.Column("variant", sa.String(20), nullable=False),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("contract_id", "categorie", "code"),
)

tarief = sa.Table(
    "tarief",
    metadata,
    sa.Column("product_id", sa.ForeignKey("contractproduct.id"), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("bedrag", sa.Integer, nullable=False),
)
"""Cents per unit; tariffs of one product do not overlap."""

plafond = sa.Table(
    "plafond",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""The most that is paid under a contract for care of a year, in cents."""
