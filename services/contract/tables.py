# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of contract: the registers, the contracts, and the shared mechanics."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, new_metadata
from libs.common.mechanics import mechanics

metadata = new_metadata()

MECHANICS = mechanics(metadata, consumes=True)

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
    sa.Column("inkoop_id", sa.String(36)),
    sa.Column("versie", sa.Integer, nullable=False),
)
"""`contractant` is the regio or gemeente that signed, after the procurement `inkoop_id`."""

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
    sa.UniqueConstraint(
        "contract_id", "categorie", "code", "volgnummer", name="uq_contractproduct_volgnummer"
    ),
)
"""`volgnummer` counts the variants that a product had in a contract, one after the other (C-04)."""

contractwijziging = sa.Table(
    "contractwijziging",
    metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("contract_versie", sa.Integer, nullable=False),
    sa.Column("ingang", sa.Date, nullable=False),
    sa.Column("grond", sa.Text, nullable=False),
    sa.Column("producten", sa.JSON, nullable=False),
    sa.Column("vastgesteld_op", sa.Date, nullable=False),
)
"""Amendments of a contract; rows are only added. `producten` are as they are shown."""

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

dossier = sa.Table(
    "dossier",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(30), nullable=False),
    sa.Column("eigenaar", sa.String(20), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("gedeeld", sa.Boolean, nullable=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Index("ix_dossier_soort", "soort", "id"),
    sa.Index("ix_dossier_agb_code", "agb_code", "soort"),
)
"""What a regio, gemeente or beheer keeps of a procurement, an aanbieder or an agreement.

`inhoud` is as its kind says (`services.contract.handlers.soorten`); `gedeeld` is for all to see.
"""

dossier_versie = sa.Table(
    "dossier_versie",
    metadata,
    sa.Column("id", sa.ForeignKey("dossier.id"), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
)
"""Every version of a dossier; rows are only added."""

besteding = sa.Table(
    "besteding",
    metadata,
    sa.Column("declaratie_id", sa.String(36), primary_key=True),
    sa.Column("client_pseudoniem", sa.String(32), primary_key=True),
    sa.Column("deel", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("categorie", sa.String(2), primary_key=True),
    sa.Column("code", sa.String(5), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Index("ix_besteding_agb_code", "agb_code", "jaar"),
    sa.Index("ix_besteding_gemeentecode", "gemeentecode", "jaar"),
)
"""Cents approved less credited for help of a year, as one event of billing told it.

Its key is in the event, so that one that comes again changes nothing. Clients are only counted.
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

termijnbericht = sa.Table(
    "termijnbericht",
    metadata,
    sa.Column("dossier_id", sa.ForeignKey("dossier.id"), primary_key=True),
    sa.Column("soort", sa.String(20), primary_key=True),
    sa.Column("uiterlijk", sa.Date, primary_key=True),
    sa.Column("dagen", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gegeven_op", UtcDateTime, nullable=False),
)
"""That a term came near or went by: told once for each of its thresholds."""

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

zorgfunctie_schaal = sa.Table(
    "zorgfunctie_schaal",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("regiocode", sa.ForeignKey("regio.regiocode"), nullable=False),
    sa.Column("functie", sa.String(30), nullable=False),
    sa.Column("schaal", sa.String(20), nullable=False),
    sa.Column("gebied", sa.String(80), nullable=False),
    sa.Column("coordinerende_partij", sa.String(80)),
    sa.Column("keuze", sa.String(20)),
    sa.Column("bekostiging", sa.String(20)),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("bron", sa.String(200), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_zorgfunctie_schaal_regiocode", "regiocode", "functie"),
)
"""At which scale a region arranges a function, for a time (R-09); rows may overlap."""

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
