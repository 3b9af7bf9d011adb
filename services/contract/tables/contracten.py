# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Contracts with products, tariffs and amendments, and the terms of their years."""

import sqlalchemy as sa

from services.contract.tables.basis import metadata

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("agb_code", sa.ForeignKey("aanbieder.agb_code"), nullable=False, index=True),
    sa.Column("contractant", sa.String(20), nullable=False, index=True),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("uitloop_tot", sa.Date),
    sa.Column("inkoop_id", sa.String(36)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("vervolg_van", sa.String(36)),
)
"""`contractant` is the regio or gemeente that signed, after the procurement `inkoop_id`.

`vervolg_van` is the contract that this one goes on from, for other gemeenten (C-04).
"""

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
    sa.Column("volgnummer", sa.Integer, nullable=False, server_default=sa.text("1")),
    sa.Column("geldig_van", sa.Date),
    sa.Column("geldig_tot", sa.Date),
    sa.UniqueConstraint(
        "contract_id", "categorie", "code", "volgnummer", name="uq_contractproduct_volgnummer"
    ),
)
"""`volgnummer` counts the variants that a product had in a contract, one after the other (C-04).

Where an amendment ended or began one, that is `geldig_tot` or `geldig_van`; else the contract is.
"""

contractwijziging = sa.Table(
    "contractwijziging",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("contract_versie", sa.Integer, nullable=False),
    sa.Column("ingang", sa.Date, nullable=False),
    sa.Column("grond", sa.Text, nullable=False),
    sa.Column("producten", sa.JSON, nullable=False),
    sa.Column("looptijd", sa.JSON(none_as_null=True)),
    sa.Column("gemeenten", sa.JSON(none_as_null=True)),
    sa.Column("vastgesteld_op", sa.Date, nullable=False),
)
"""Amendments of a contract; rows are only added. What changed is as it is shown."""

tarief = sa.Table(
    "tarief",
    metadata,
    sa.Column("product_id", sa.ForeignKey("contractproduct.id"), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("bedrag", sa.Integer, nullable=False),
    sa.Column("indexatie_id", sa.String(36)),
)
"""Cents per unit; tariffs of one product do not overlap. `indexatie_id`: the run it came of."""

afrekenvoorwaarden = sa.Table(
    "afrekenvoorwaarden",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("grondslag", sa.String(20), nullable=False),
    sa.Column("budget", sa.BigInteger),
    sa.Column("sleutel", sa.JSON, nullable=False),
    sa.Column("band", sa.Integer, nullable=False),
    sa.Column("onderschrijding", sa.Integer, nullable=False),
    sa.Column("overschrijding", sa.Integer, nullable=False),
    sa.Column("gewichten", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""How a year of a contract is settled afterwards; `gewichten` are {categorie, code, gewicht}."""

verdeelsleutel = sa.Table(
    "verdeelsleutel",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("indexprocent", sa.String(20), nullable=False),
    sa.Column("delen", sa.JSON, nullable=False),
    sa.Column("bijdragen", sa.JSON, nullable=False),
    sa.Column("vastgesteld_op", sa.Date, nullable=False),
    sa.Column("motivering", sa.Text),
)
"""How the lump sum of a year is split beforehand (C-10); rows are only added.

`bedrag` and `bijdragen` are cents, `indexprocent` is a decimal as text; `delen` hold their tables.
"""

indexatie = sa.Table(
    "indexatie",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("contractant", sa.String(20), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("cijfers", sa.JSON, nullable=False),
    sa.Column("percentage", sa.String(20), nullable=False),
    sa.Column("vastgesteld", sa.Boolean, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("contractant", "jaar", name="uq_indexatie_jaar"),
)
"""The run over all tariffs of a contractant for a year (C-07); figures are decimals as text."""

indexatie_regel = sa.Table(
    "indexatie_regel",
    metadata,
    sa.Column("indexatie_id", sa.ForeignKey("indexatie.id"), primary_key=True),
    sa.Column("product_id", sa.ForeignKey("contractproduct.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("oud", sa.Integer, nullable=False),
    sa.Column("nieuw", sa.Integer, nullable=False),
    sa.Column("onafgerond", sa.String(40), nullable=False),
    sa.Index("ix_indexatie_regel_product_id", "product_id"),
)
"""What a run made of a tariff; `onafgerond` goes into the run of the next year."""
