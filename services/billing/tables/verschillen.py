# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Verdicts that would be others now, for what was known late."""

import sqlalchemy as sa

from libs.common.db import UtcDateTime
from services.billing.tables.basis import metadata

te_herbeoordelen = sa.Table(
    "te_herbeoordelen",
    metadata,
    sa.Column("declaratie_id", sa.String(36), primary_key=True),
    sa.Column("gemerkt_op", UtcDateTime, nullable=False),
)
"""Declaraties with a line on which something became known after it was judged."""

verschil = sa.Table(
    "verschil",
    metadata,
    sa.Column("declaratie_id", sa.String(36), primary_key=True),
    sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("gemeentecode", sa.String(4), nullable=False),
    sa.Column("agb_code", sa.String(8), nullable=False),
    sa.Column("retourcodes", sa.JSON, nullable=False),
    sa.Column("meldingen", sa.JSON, nullable=False),
    sa.Column("sinds", UtcDateTime, nullable=False),
    sa.Index("ix_verschil_gemeentecode", "gemeentecode", "declaratie_id", "nummer"),
    sa.Index("ix_verschil_agb_code", "agb_code", "declaratie_id", "nummer"),
)
"""Lines whose approval or refusal would be the other one now; `retourcodes` are those of now."""
