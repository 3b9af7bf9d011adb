# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Money beside the claims: lump sums, settlement between gemeenten, subsidies, invoices.

Amounts are signed whole cents.
"""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

regio = sa.Table(
    "regio",
    metadata,
    sa.Column("regiocode", sa.String(20), primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("leden", sa.JSON, nullable=False),
)
"""A region as it now stands; `leden` are {gemeentecode, geldigVan, geldigTot}."""

levering = sa.Table(
    "levering",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("categorie", sa.String(2), primary_key=True),
    sa.Column("code", sa.String(5), primary_key=True),
    sa.Column("begindatum", sa.Date, primary_key=True),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("gebeurtenis_id", sa.String(36)),
)
"""A delivery as last reported, for signals only: it never gates a payment (OP364)."""

taak_afspraak = sa.Table(
    "taak_afspraak",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("opdrachtgever", sa.String(20), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("sleutel", sa.JSON, nullable=False),
    sa.Column("sleutel_bron", sa.String(200), nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint("contract_id", "jaar"),
)
"""A lump sum for one year of a contract; `sleutel` maps a gemeente to its weight, frozen."""

taak_termijn = sa.Table(
    "taak_termijn",
    metadata,
    sa.Column("afspraak_id", sa.ForeignKey("taak_afspraak.id"), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("vervaldatum", sa.Date, nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Index("ix_taak_termijn_gemeentecode", "gemeentecode", "vervaldatum"),
)
"""What one gemeente pays on one day; all of a year add up to its lump sum."""

opgave = sa.Table(
    "opgave",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("vingerafdruk", sa.String(64), nullable=False),
    sa.Column("aantal_regels", sa.Integer, nullable=False),
    sa.Column("aantal_clienten", sa.Integer, nullable=False),
    sa.Column("dagen", sa.BigInteger, nullable=False),
    sa.Column("ingediend_op", UtcDateTime, nullable=False),
    sa.UniqueConstraint(
        "contract_id", "gemeentecode", "periode_begin", "versie", name="uq_opgave_versie"
    ),
    sa.Index("ix_opgave_agb_code", "agb_code", "id"),
    sa.Index("ix_opgave_gemeentecode", "gemeentecode", "id"),
)
"""A version of what an aanbieder delivered under a lump sum; the highest counts."""

opgave_regel = sa.Table(
    "opgave_regel",
    metadata,
    sa.Column("opgave_id", sa.ForeignKey("opgave.id"), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bsn_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("bsn_hash", sa.String(32), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("dagen", sa.Integer, nullable=False),
    sa.Column("uitvoerder", sa.String(8)),
    sa.Index("ix_opgave_regel_bsn_hash", "bsn_hash"),
)
"""One trajectory in it; the BSN sealed, and found by its keyed hash.

`uitvoerder` is the member or subcontractor that gave the help, if not the aanbieder itself.
"""

verrekening = sa.Table(
    "verrekening",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("betaler", sa.String(4), nullable=False),
    sa.Column("aangesproken", sa.String(4), nullable=False),
    sa.Column("bewijs", sa.String(200), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("gevraagd_op", sa.Date, nullable=False),
    sa.Column("uiterste_datum", sa.Date, nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("overeengekomen", sa.BigInteger),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_verrekening_betaler", "betaler", "id"),
    sa.Index("ix_verrekening_aangesproken", "aangesproken", "id"),
    sa.Index("ix_verrekening_open", "toestand", "uiterste_datum"),
)
"""What one gemeente paid for a child that another may answer for."""

subsidie = sa.Table(
    "subsidie",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("verlener", sa.String(20), nullable=False),
    sa.Column("ontvanger", sa.String(100), nullable=False),
    sa.Column("agb_code", sa.String(8)),
    sa.Column("regeling", sa.String(20), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("sleutel", sa.JSON, nullable=False),
    sa.Column("verleend", sa.BigInteger, nullable=False),
    sa.Column("bevoorschot", sa.BigInteger, nullable=False),
    sa.Column("vastgesteld", sa.BigInteger),
    sa.Column("lasten", sa.JSON),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_subsidie_verlener", "verlener", "id"),
)
"""A subsidy of one year; `lasten` is what its receiver accounts for, by gemeente.

Without the AGB code of its receiver no payment run pays it.
"""

afrekenvoorwaarden = sa.Table(
    "afrekenvoorwaarden",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("grondslag", sa.String(20), nullable=False),
    sa.Column("budget", sa.BigInteger),
    sa.Column("sleutel", sa.JSON, nullable=False),
    sa.Column("band", sa.Integer, nullable=False),
    sa.Column("onderschrijding", sa.Integer, nullable=False),
    sa.Column("overschrijding", sa.Integer, nullable=False),
    sa.Column("gewichten", sa.JSON, nullable=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
)
"""Every version of how a year of a contract is settled.

`gewichten` are {categorie, code, gewicht}.
"""

verdeelsleutel = sa.Table(
    "verdeelsleutel",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("budget", sa.BigInteger, nullable=False),
    sa.Column("bijdragen", sa.JSON, nullable=False),
    sa.Column("vastgesteld_op", sa.Date, nullable=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
)
"""Every version of how contract splits the lump sum of a year; `bijdragen` are cents."""

afrekening = sa.Table(
    "afrekening",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("opdrachtgever", sa.String(20), nullable=False),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("jaar", sa.Integer, nullable=False),
    sa.Column("grondslag", sa.String(20), nullable=False),
    sa.Column("budget", sa.BigInteger, nullable=False),
    sa.Column("correctie", sa.BigInteger, nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_afrekening_opdrachtgever", "opdrachtgever", "id"),
)
"""A settlement afterwards; `correctie` is what the aanbieder gets on top, negative is credit."""

sa.Index(
    "uq_afrekening_contract_jaar",
    afrekening.c.contract_id,
    afrekening.c.jaar,
    unique=True,
    sqlite_where=sa.text("toestand <> 'ingetrokken'"),
    postgresql_where=sa.text("toestand <> 'ingetrokken'"),
)

afrekening_regel = sa.Table(
    "afrekening_regel",
    metadata,
    sa.Column("afrekening_id", sa.ForeignKey("afrekening.id"), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("bijdrage", sa.BigInteger, nullable=False),
    sa.Column("realisatie", sa.BigInteger, nullable=False),
    sa.Column("aandeel", sa.BigInteger, nullable=False),
    sa.Column("correctie", sa.BigInteger, nullable=False),
    sa.Column("akkoord_op", UtcDateTime),
)
"""One gemeente in it: what it paid, what it used, what it should have paid, and its consent."""

factuur = sa.Table(
    "factuur",
    metadata,
    sa.Column("declaratie_id", sa.ForeignKey("declaratie.id"), primary_key=True),
    sa.Column("kenmerk", sa.String(40), nullable=False),
    sa.Column("zonder_bsn", sa.Boolean, nullable=False),
)
"""Flags a declaratie that came as an invoice outside the message traffic (RJ 6a.6)."""

zaak_stap = sa.Table(
    "zaak_stap",
    metadata,
    sa.Column("zaak_id", sa.String(36), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("handeling", sa.String(40), nullable=False),
    sa.Column("toestand", sa.String(40), nullable=False),
    sa.Column("door", sa.String(64), nullable=False),
    sa.Column("inhoud", sa.JSON, nullable=False),
    sa.Column("op", UtcDateTime, nullable=False),
)
"""Every step of a verrekening, subsidie, afrekening or controle; rows are only added."""

zaak_boeking = sa.Table(
    "zaak_boeking",
    metadata,
    sa.Column("zaak_id", sa.String(36), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("post", sa.String(30), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("boekdatum", sa.Date, nullable=False),
    sa.Index("ix_zaak_boeking_gemeentecode", "gemeentecode", "boekdatum"),
)
"""What a step (`nummer`) booked for a gemeente: it receives what is positive; only added to."""
