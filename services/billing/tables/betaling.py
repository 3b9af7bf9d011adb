# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs, and the bank accounts they pay from and to. Amounts are whole cents."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

rekening = sa.Table(
    "rekening",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("houder", sa.String(8), nullable=False),
    sa.Column("nummer", sa.Integer, nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("tenaamstelling", sa.String(70), nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("voorbereider", sa.String(100), nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("gemeentecode", "houder", "nummer", name="uq_rekening_nummer"),
    sa.Index("ix_rekening_gemeentecode", "gemeentecode", "id"),
)
"""A bank account as a gemeente knows it: of an aanbieder (AGB code), its own or another's (code).

A change is a new row with the next `nummer`; the highest that was approved is in use.
"""

betaalrun = sa.Table(
    "betaalrun",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("uitvoerdatum", sa.Date, nullable=False),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("tenaamstelling", sa.String(70), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("aantal", sa.Integer, nullable=False),
    sa.Column("toestand", sa.String(20), nullable=False),
    sa.Column("voorbereider", sa.String(100), nullable=False),
    sa.Column("goedgekeurd_op", UtcDateTime),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Index("ix_betaalrun_gemeentecode", "gemeentecode", "id"),
)
"""What a gemeente pays in one file; its steps stand in zaak_stap."""

betaling = sa.Table(
    "betaling",
    metadata,
    sa.Column("betaalrun_id", sa.ForeignKey("betaalrun.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("end_to_end_id", sa.String(35), nullable=False, unique=True),
    sa.Column("iban", sa.String(34), nullable=False),
    sa.Column("tenaamstelling", sa.String(70), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("toestand", sa.String(12), nullable=False),
    sa.Column("mislukking", sa.JSON(none_as_null=True)),
    sa.CheckConstraint("bedrag > 0", name="positief"),
)
"""One receiver in a run, with the account as it was when the run was prepared.

`mislukking` says why the bank could not pay, and who reported that: `toestand` how far that is.

`agb_code` is that of an aanbieder, or the code of a gemeente that is paid a verrekening.
"""

betaalde_declaratie = sa.Table(
    "betaalde_declaratie",
    metadata,
    sa.Column("betaalrun_id", sa.ForeignKey("betaalrun.id"), primary_key=True),
    sa.Column("declaratie_id", sa.ForeignKey("declaratie.id"), primary_key=True),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("telt", sa.Boolean, nullable=False),
)
"""What a payment is for, signed; `telt` no longer when its run was withdrawn or its payment
failed."""

betaalde_post = sa.Table(
    "betaalde_post",
    metadata,
    sa.Column("betaalrun_id", sa.ForeignKey("betaalrun.id"), primary_key=True),
    sa.Column("soort", sa.String(12), primary_key=True),
    sa.Column("kenmerk", sa.String(40), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("omschrijving", sa.String(100), nullable=False),
    sa.Column("bedrag", sa.BigInteger, nullable=False),
    sa.Column("telt", sa.Boolean, nullable=False),
)
"""The same for what is no declaratie: an instalment, a settlement, an advance, a verrekening."""

sa.Index(
    "uq_betaalde_post",
    betaalde_post.c.gemeentecode,
    betaalde_post.c.soort,
    betaalde_post.c.kenmerk,
    unique=True,
    sqlite_where=sa.text("telt"),
    postgresql_where=sa.text("telt"),
)

sa.Index(
    "uq_betaalde_declaratie",
    betaalde_declaratie.c.declaratie_id,
    unique=True,
    sqlite_where=sa.text("telt"),
    postgresql_where=sa.text("telt"),
)
