# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tables of families: who belongs together, their plan, measures, tasks and what a gemeente set."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index
from services.referral.tables.basis import metadata

gezin = sa.Table(
    "gezin",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("eigenaar", sa.String(100)),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Index("ix_gezin_lijst", "gemeentecode", "id"),
)
"""A family; `eigenaar` is the person, as tokens name people, who may see it as a complex case.

The row is also the lock under which its members and its plan change.
"""

gezinslid = sa.Table(
    "gezinslid",
    metadata,
    sa.Column("gezin_id", sa.ForeignKey("gezin.id"), primary_key=True),
    sa.Column("client_id", sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("begindatum", sa.Date, primary_key=True),
    sa.Column("einddatum", sa.Date),
)
"""A client in a family, days inclusive."""

partial_index("uq_gezinslid_nu", gezinslid.c.client_id, where="einddatum IS NULL", unique=True)

gezinsplan = sa.Table(
    "gezinsplan",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("gezin_id", sa.ForeignKey("gezin.id"), nullable=False, index=True),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("regisseur", sa.String(11), nullable=False),
    sa.Column("evaluatie_uiterlijk", sa.Date, nullable=False),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_gezinsplan_lijst", "gemeentecode", "id"),
)
"""The plan of a family; goals, directors and evaluations are sealed, for they tell of people."""

partial_index("uq_gezinsplan_lopend", gezinsplan.c.gezin_id, where="einddatum IS NULL", unique=True)
partial_index(
    "ix_gezinsplan_evaluatie", gezinsplan.c.evaluatie_uiterlijk, where="einddatum IS NULL"
)

maatregel = sa.Table(
    "maatregel",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("soort", sa.String(17), nullable=False),
    sa.Column("gi_agb_code", sa.String(8)),
    sa.Column("begindatum", sa.Date, nullable=False),
    sa.Column("einddatum", sa.Date),
    sa.Column("oorzaken", sa.JSON, nullable=False),
    sa.Column("eindgesprek_op", sa.Date),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.Column("gewijzigd_op", UtcDateTime, nullable=False),
    sa.Column("verzegeld", sa.LargeBinary, nullable=False),
    sa.Index("ix_maatregel_lijst", "gemeentecode", "id"),
)
"""Child protection or probation of a client: the compulsory frame while it runs."""

taak = sa.Table(
    "taak",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("soort", sa.String(24), nullable=False),
    sa.Column("onderwerp", sa.String(36), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), index=True),
    sa.Column("termijn", sa.Date, nullable=False),
    sa.Column("ontstaan_op", UtcDateTime, nullable=False),
    sa.Column("afgehandeld_op", UtcDateTime),
    sa.Column("versie", sa.Integer, nullable=False),
    sa.UniqueConstraint("soort", "onderwerp", "termijn", name="uq_taak_soort"),
    sa.Index("ix_taak_lijst", "gemeentecode", "id"),
)
"""Something for a person to do, found by the daily work; once for a subject and a term."""

partial_index("ix_taak_open", taak.c.soort, where="afgehandeld_op IS NULL")

casusbeleid = sa.Table(
    "casusbeleid",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("versie", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("drempel", sa.Integer, nullable=False),
    sa.Column("vormen", sa.Integer, nullable=False),
    sa.Column("aanbieders", sa.Integer, nullable=False),
    sa.Column("voorsignaal", sa.Boolean, nullable=False),
    sa.Column("overplaatsingen", sa.Integer, nullable=False),
    sa.Column("verblijfsvormen", sa.JSON, nullable=False),
    sa.Column("vastgesteld_op", UtcDateTime, nullable=False),
)
"""Every version of what a gemeente set for families and complex cases; `drempel` in cents."""
