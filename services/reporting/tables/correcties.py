# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, whom each pseudonym means since, and what stands for
those of clients who were destroyed."""

from datetime import timedelta

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from libs.common.mechanics import OWN
from libs.common.opvolging import correction_tables
from libs.common.prune import Rule
from services.reporting.tables.base import metadata

CORRECTIES = correction_tables(
    metadata,
    sa.Column("geboortemaand", sa.String(7), nullable=False),
    sa.Column("geslacht", sa.String(1), nullable=False),
)

clientcorrectie, opvolging = CORRECTIES

_LATE = Rule(
    "vernietigd_pseudoniem",
    "opgenomen_op",
    timedelta(days=400),
    "as vernietigd_merk: what comes late has come",
)

vernietigd_pseudoniem = sa.Table(
    "vernietigd_pseudoniem",
    metadata,
    sa.Column("gemeentecode", sa.String(4), primary_key=True),
    sa.Column("merk", sa.String(64), primary_key=True),
    sa.Column("bekend_op", UtcDateTime, primary_key=True),
    sa.Column("vernietigd_op", sa.Date, nullable=False),
    sa.Column("vervangend", sa.String(32), nullable=False),
    sa.Column("opgenomen_op", UtcDateTime),
    info=OWN | {"rule": _LATE},
)
"""What stands for a pseudonym in what was told until `bekend_op`. The pseudonym itself is in no
table: `merk` is a hash of it, by which what comes late is known. A log that was published anew
says no more what it was, so a rebuild leaves these; they go when what comes late has come, some
time after `opgenomen_op`."""
