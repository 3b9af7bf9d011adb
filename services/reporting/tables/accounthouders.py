# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is kept beside the views of account-holding regions: remarks, and what was shown before."""

import sqlalchemy as sa

from libs.common.mechanics import OWN
from services.reporting.tables.base import known, metadata

ah_opmerking = sa.Table(
    "ah_opmerking",
    metadata,
    sa.Column("opmerking_id", sa.String(36), primary_key=True),
    known(),
    sa.Column("agb_code", sa.String(8), nullable=False, index=True),
    sa.Column("kwartaal", sa.String(7), nullable=False),
    sa.Column("door", sa.String(80), nullable=False),
    sa.Column("tekst", sa.String(1000), nullable=False),
    info=OWN,
)
"""A remark of the provider or of a region on a view; it stays as it is."""

ah_publicatie = sa.Table(
    "ah_publicatie",
    metadata,
    sa.Column("agb_code", sa.String(8), primary_key=True),
    sa.Column("kwartaal", sa.String(7), primary_key=True),
    sa.Column("kenmerk", sa.String(64), primary_key=True),
    known(),
    sa.Column("cellen", sa.JSON, nullable=False),
    info=OWN,
)
"""Numbers of a view before suppression, each time that they were others: what is shown now may not
tell of few children by its difference with what was shown then."""
