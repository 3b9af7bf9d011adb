# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Trials of other rules that were asked for: how far each is, and what it found."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

proef = sa.Table(
    "proef",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("gemeentecode", sa.String(4)),
    sa.Column("regelset", sa.JSON, nullable=False),
    sa.Column("sinds", sa.Date, nullable=False),
    sa.Column("aangevraagd_op", UtcDateTime, nullable=False),
    sa.Column("toestand", sa.String(10), nullable=False),
    sa.Column("plek", sa.String(8), nullable=False),
    sa.Column("aantal_aanbieders", sa.Integer, nullable=False),
    sa.Column("uitslag", sa.JSON, nullable=False),
    sa.Column("fout", sa.String(500)),
    sa.Column("klaar_op", UtcDateTime),
    sa.Index("ix_proef_toestand", "toestand", "id"),
    sa.Index("ix_proef_gemeentecode", "gemeentecode", "id"),
)
"""On the declaraties of one gemeente, or of all when that is empty, judged before it was asked for.

`plek` is the last aanbieder that was tried, in the order of their codes, and `uitslag` what was
found until there.
"""
