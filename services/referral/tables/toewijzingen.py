# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations, what was approved and delivered under them, and moves."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index
from services.referral.tables.basis import metadata

toewijzing = sa.Table(
    "toewijzing",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False),
    sa.Column("toewijzing_nummer", sa.Integer, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("ingangsdatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("volume", sa.Integer),
    sa.Column("eenheid", sa.String(2)),
    sa.Column("frequentie", sa.String(1)),
    sa.Column("budget", sa.Integer),
    sa.Column("reden_wijziging", sa.String(2)),
    sa.Column("referentie_aanbieder", sa.String(36)),
    sa.Column("verzoek_id", sa.ForeignKey("verzoek.id")),
    sa.Column("voortzetting_van", sa.String(36)),
    sa.Column("verwijzing_id", sa.String(36), index=True),
    sa.Column("voortzetting_gemeentecode", sa.String(4)),
    sa.Column("voortzetting_nummer", sa.Integer),
    sa.Column("tarief_gemeentecode", sa.String(4)),
    sa.Column("tarief_tot", sa.Date),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
    sa.Column("verzonden_versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("gemeentecode", "toewijzing_nummer", name="uq_toewijzing_nummer"),
    sa.Index("ix_toewijzing_client", "client_id", "agb_code"),
    sa.Index("ix_toewijzing_lijst", "gemeentecode", "id"),
    sa.Index("ix_toewijzing_aanbieder", "agb_code", "id"),
)
"""An allocation as it now stands; `budget` in cents."""

contractafwijking = sa.Table(
    "contractafwijking",
    metadata,
    sa.Column("toewijzing_id", sa.ForeignKey("toewijzing.id"), primary_key=True),
    sa.Column("grond", sa.String(20), nullable=False),
    sa.Column("motivering_verzegeld", sa.LargeBinary, nullable=False),
)
"""Why help was awarded beside the contracts; what was written about it may tell of a person."""

goedgekeurd = sa.Table(
    "goedgekeurd",
    metadata,
    sa.Column("declaratie_id", sa.String(36), primary_key=True),
    sa.Column("client_pseudoniem", sa.String(32), primary_key=True),
    sa.Column("deel", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("toewijzing_nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("periode_eind", sa.Date, primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("aantal", sa.Integer, nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False, server_default="0"),
    sa.Index("ix_goedgekeurd_toewijzing", "gemeentecode", "toewijzing_nummer"),
    sa.Index("ix_goedgekeurd_periode", "gemeentecode", "periode_eind"),
)
"""Approved lines less credits on a toewijzing up to a day, as one event of billing told it.

`bedrag` in cents, of the same lines; a credit is negative.
"""

overdracht = sa.Table(
    "overdracht",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("van", sa.String(4), nullable=False),
    sa.Column("naar", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False),
    sa.Column("per", sa.Date, nullable=False),
    sa.Column("toewijzing_ids", sa.JSON, nullable=False),
    sa.Column("toestand", sa.String(12), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("aangeboden_op", UtcDateTime, nullable=False),
    sa.Column("nieuwe_client_id", sa.ForeignKey("client.id")),
    sa.Column("reden", sa.String(200)),
    sa.Index("ix_overdracht_van", "van", "id"),
    sa.Index("ix_overdracht_naar", "naar", "id"),
)
"""The offer of a gemeente to hand a client over to another, and what became of it."""

partial_index(
    "uq_overdracht_open", overdracht.c.client_id, where="toestand = 'aangeboden'", unique=True
)

levering = sa.Table(
    "levering",
    metadata,
    sa.Column("client_id", sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("sleutel", sa.String(40), primary_key=True),
    sa.Column("toewijzing_nummer", sa.Integer),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("verwijderd", sa.Boolean, nullable=False),
    sa.Column("stops", sa.JSON, nullable=False),
)
"""A start with the stops on it: {einddatum, reden}; `sleutel` is its logical key as text."""

meldsignaal = sa.Table(
    "meldsignaal",
    metadata,
    sa.Column("client_id", sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("sleutel", sa.String(40), primary_key=True),
    sa.Column("soort", sa.String(16), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("toewijzing_nummer", sa.Integer),
    sa.Column("categorie", sa.String(2)),
    sa.Column("code", sa.String(5)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("uiterlijk", sa.Date),
    sa.Column("gemeld_op", sa.Date, nullable=False),
    sa.Index("ix_meldsignaal_lijst", "gemeentecode", "soort"),
    sa.Index("ix_meldsignaal_gemeld_op", "gemeld_op"),
)
"""A start or stop that came late or names another product than was awarded."""
