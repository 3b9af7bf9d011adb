# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Under which key pseudonyms are taken in, and what those of other keys are under it."""

import sqlalchemy as sa

from libs.common.mechanics import OWN
from services.reporting.tables.base import metadata

pseudoniemsleutel = sa.Table(
    "pseudoniemsleutel",
    metadata,
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sleutel", sa.String(8), nullable=False),
    info=OWN,
)
"""One row, of number 1: the key that was seen first, or that somebody said is the one."""

vertaald_pseudoniem = sa.Table(
    "vertaald_pseudoniem",
    metadata,
    sa.Column("sleutel", sa.String(8), primary_key=True),
    sa.Column("merk", sa.String(64), primary_key=True),
    sa.Column("pseudoniem", sa.String(32), nullable=False, index=True),
)
"""Whom a pseudonym of another key means, which is known by a hash of it alone."""
