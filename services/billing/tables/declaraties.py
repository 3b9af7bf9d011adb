# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Versions of foreign facts, and judged declaraties."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

toewijzing = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("ingangsdatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("volume", sa.Integer),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("frequentie", sa.String(1)),
    sa.Column("budget", sa.Integer),
    sa.Column("reden_wijziging", sa.String(2)),
    sa.Column("voortzetting_van", sa.String(16)),
    sa.Column("tarief_gemeentecode", sa.String(4)),
    sa.Column("tarief_tot", sa.Date),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Column("bekend_op", UtcDateTime),
    sa.Column("gebeurtenis_id", sa.String(36)),
    sa.Index("ix_toewijzing_client_pseudoniem", "client_pseudoniem"),
)
"""Every version that was published; the highest is the current one, in whatever order they came.

`bekend_op` here and below: when its service recorded it; empty for what was here before we kept it.
`gebeurtenis_id` here and below: the event that told it, as the ledger names it.
"""

contract = sa.Table(
    "contract",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("gemeentecodes", sa.JSON, nullable=False),
    sa.Column("geldig_van", sa.Date, nullable=False),
    sa.Column("geldig_tot", sa.Date),
    sa.Column("uitloop_tot", sa.Date),
    sa.Column("bekend_op", UtcDateTime),
    sa.Column("gebeurtenis_id", sa.String(36)),
    sa.Index("ix_contract_agb_code", "agb_code"),
)
"""Every version of a contract."""

plafond = sa.Table(
    "plafond",
    metadata,
    sa.Column("contract_id", sa.String(36), primary_key=True),
    sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
)
"""Every version of the ceiling of a contract in a year, in cents."""

pgb = sa.Table(
    "pgb",
    metadata,
    sa.Column("pgb_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_pseudoniem", sa.String(32), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("bekend_op", UtcDateTime, nullable=False),
    sa.Index("ix_pgb_gemeentecode", "gemeentecode"),
)
"""Every version of a budget that a client buys help with."""

contractproduct = sa.Table(
    "contractproduct",
    metadata,
    sa.Column("product_id", sa.String(36), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("contract_id", sa.String(36), nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("variant", sa.String(20), nullable=False),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("tarieven", sa.JSON, nullable=False),
    sa.Column("bekend_op", UtcDateTime),
    sa.Column("gebeurtenis_id", sa.String(36)),
    sa.Column("segment", sa.String(40)),
    sa.Index("ix_contractproduct_contract_id", "contract_id", "code"),
)
"""Every version of a contracted product; `tarieven` are {bedrag, geldigVan, geldigTot}."""

declarant = sa.Table(
    "declarant",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
)
"""One row per aanbieder, locked while a message of that aanbieder is judged."""

TE_BOEKEN = sa.text("verwerkt AND NOT geboekt AND aantal_regels > aantal_afgewezen")
"""Of a declaratie: the ledger still misses what was approved of it."""

declaratie = sa.Table(
    "declaratie",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("bericht_id", sa.String(36), nullable=False, unique=True),
    sa.Column("antwoord_id", sa.String(36), nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("declaratie_nummer", sa.String(12), nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("dagtekening", sa.Date, nullable=False),
    sa.Column("verwerkt", sa.Boolean, nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("ingediend", sa.BigInteger, nullable=False),
    sa.Column("toegekend", sa.BigInteger, nullable=False),
    sa.Column("aantal_regels", sa.Integer, nullable=False),
    sa.Column("aantal_afgewezen", sa.Integer, nullable=False),
    sa.Column("ontvangen_op", UtcDateTime, nullable=False),
    sa.Column("beoordeeld_op", UtcDateTime, nullable=False),
    sa.Column("regelset", sa.Integer),
    sa.Column("uit_verleden", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("geboekt", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_declaratie_agb_code", "agb_code", "id"),
    sa.Index("ix_declaratie_gemeentecode", "gemeentecode", "id"),
    sa.Index("ix_declaratie_beoordeeld_op", "beoordeeld_op", "toegekend"),
)
"""A declaratie that passed the header; `verwerkt` is false when it was refused as a whole.

One `uit_verleden` was judged, and paid, before the gemeente worked here: it is not judged again.
Amounts are signed cents; `regelset` is the number of the rule set that judged, empty for what was
judged before they were numbered. One that was refused as a whole keeps no lines and claims no
number. `geboekt` says that its approved lines are in the ledger, which follows judging.
"""

sa.Index(
    "ix_declaratie_te_boeken",
    declaratie.c.beoordeeld_op,
    declaratie.c.id,
    sqlite_where=TE_BOEKEN,
    postgresql_where=TE_BOEKEN,
)

sa.Index(
    "uq_declaratie_nummer",
    declaratie.c.agb_code,
    declaratie.c.declaratie_nummer,
    unique=True,
    sqlite_where=sa.text("verwerkt"),
    postgresql_where=sa.text("verwerkt"),
)

declaratie_client = sa.Table(
    "declaratie_client",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("declaratie_id", sa.ForeignKey("declaratie.id"), nullable=False),
    sa.Column("bsn_verzegeld", sa.LargeBinary, nullable=False),
    sa.Column("bsn_hash", sa.String(32), nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("andermans_toewijzingen", sa.JSON, nullable=False),
    sa.Index("ix_declaratie_client_declaratie_id", "declaratie_id"),
    sa.Index("ix_declaratie_client_bsn_hash", "bsn_hash"),
)
"""A client of a declaratie; the only place of a BSN here, sealed."""

regel = sa.Table(
    "regel",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("declaratie_id", sa.String(36), nullable=False),
    sa.Column("client_id", sa.String(36), nullable=False),
    sa.Column("nummer", sa.Integer, nullable=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("referentie_nummer", sa.String(20), nullable=False),
    sa.Column("vorig_referentie_nummer", sa.String(20)),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("categorie", sa.String(2), nullable=False),
    sa.Column("code", sa.String(5), nullable=False),
    sa.Column("periode_begin", sa.Date, nullable=False),
    sa.Column("periode_eind", sa.Date, nullable=False),
    sa.Column("volume", sa.Integer, nullable=False),
    sa.Column("eenheid", sa.String(2), nullable=False),
    sa.Column("tarief", sa.Integer),
    sa.Column("bedrag", sa.Integer, nullable=False),
    sa.Column("toegekend", sa.Boolean, nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("feiten", sa.JSON, nullable=False),
    sa.UniqueConstraint("declaratie_id", "nummer", name="uq_regel_nummer"),
    sa.Index("ix_regel_referentie", "agb_code", "referentie_nummer"),
    sa.Index("ix_regel_toewijzing", "gemeentecode", "toewijzing_nummer"),
)
"""A judged line; `bedrag` is signed cents, negative for a credit.

`feiten` holds what the rules saw and cannot be read from this row: versions of toewijzing and
product, what was used before, the other line that stood in the way or was credited.

No foreign keys: the database would look up declaratie and client once more for each of 700 000
lines a month, and lines come in one way only, in the statement after those two
(`services.billing.store.verdicts`).
"""

sa.Index(
    "uq_regel_goedgekeurd",
    regel.c.agb_code,
    regel.c.referentie_nummer,
    unique=True,
    sqlite_where=sa.text("toegekend"),
    postgresql_where=sa.text("toegekend"),
)
sa.Index(
    "uq_regel_gecrediteerd",
    regel.c.agb_code,
    regel.c.vorig_referentie_nummer,
    unique=True,
    sqlite_where=sa.text("toegekend AND vorig_referentie_nummer IS NOT NULL"),
    postgresql_where=sa.text("toegekend AND vorig_referentie_nummer IS NOT NULL"),
)
