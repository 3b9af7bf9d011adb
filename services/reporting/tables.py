# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of reporting: facts as the events told them, append-only where they change, no BSN."""

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
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("geldig_van", sa.Date, primary_key=True),
    sa.Column("geldig_tot", sa.Date),
    sa.Index("ix_regio_lid_gemeentecode", "gemeentecode"),
)
"""Time-valid membership; a gemeente may be in several regions."""

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
)

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("product_id", sa.String(36), primary_key=True),
    sa.Column("contract_id", sa.String(36), nullable=False, index=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("tarieven", sa.JSON, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_contractproduct_product", "agb_code", "categorie", "code"),
)

prijslijst = sa.Table(
    "prijslijst",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
)
"""Holds nothing: its rows are locked while prices of an aanbieder change or are used."""

aanbieder = sa.Table(
    "aanbieder",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("naam", sa.String(120), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
)

verzoek = sa.Table(
    "verzoek",
    metadata,
    sa.Column("verzoek_id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("verwijzer_type", sa.String(2), nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
)

verzoek_besluit = sa.Table(
    "verzoek_besluit",
    metadata,
    sa.Column("verzoek_id", sa.String(36), primary_key=True),
    sa.Column("besluit", sa.String(12), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("reden", sa.String(2)),
    sa.Column("automatisch", sa.Boolean, nullable=False),
    sa.Column("beantwoord_op", UtcDateTime, nullable=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
)
"""A request has at most one answer of each kind."""

toewijzing = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
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
    sa.Index("ix_toewijzing_product", "agb_code", "categorie", "code"),
)
"""Every version with the moment from which it was known."""

toewijzing_maand = sa.Table(
    "toewijzing_maand",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("maand", sa.Date, primary_key=True),
    sa.Column("vorige_maand", sa.Date, nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("dubbel", sa.BigInteger, nullable=False),
    sa.Index("ix_toewijzing_maand_maand", "maand", "gemeentecode"),
)
"""Cents per version and month; `dubbel` is what the month before holds too."""

levering = sa.Table(
    "levering",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("client_pseudoniem", sa.String(32), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("begindatum", sa.Date, primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("einddatum", sa.Date),
)
"""Every version of a delivery; number 0 stands for a delivery without an allocation."""

regel = sa.Table(
    "regel",
    metadata,
    sa.Column("regel_id", sa.String(36), primary_key=True),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
    sa.Column("referentie_nummer", sa.String(20), nullable=False),
    sa.Column("vorig_referentie_nummer", sa.String(20)),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("maand", sa.Date, nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("toegekend", sa.Boolean, nullable=False),
    sa.Index("ix_regel_maand", "maand", "gemeentecode"),
    sa.Index("ix_regel_vorig", "agb_code", "vorig_referentie_nummer"),
    sa.Index("ix_regel_bekend_op", "bekend_op", "toegekend", "bedrag"),
)
"""A judged claim line; cents, a credit is negative. `maand` is that of its product period."""

bericht = sa.Table(
    "bericht",
    metadata,
    sa.Column("bericht_id", sa.String(36), primary_key=True),
    sa.Column("soort", sa.String(8), nullable=False),
    sa.Column("afzender", sa.String(8), nullable=False),
    sa.Column("ontvanger", sa.String(8), nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False, index=True),
    sa.Column("verwerkt_op", UtcDateTime, nullable=False),
)
