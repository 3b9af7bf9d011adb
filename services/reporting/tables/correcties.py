# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, whom each pseudonym means since, and what stands for
those of clients who were destroyed."""

import sqlalchemy as sa

from libs.common.opvolging import correction_tables
from libs.common.vernietigd import destroyed_tables
from services.reporting.tables.base import MECHANICS, metadata

CORRECTIES = correction_tables(
    metadata,
    sa.Column("geboortemaand", sa.String(7), nullable=False),
    sa.Column("geslacht", sa.String(1), nullable=False),
)

clientcorrectie, opvolging = CORRECTIES

VERNIETIGD = destroyed_tables(metadata, MECHANICS, CORRECTIES, genummerd={"regel"})
"""An invoice line on a client without BSN has a number that is made of the pseudonym (B-13)."""

vernietigd_pseudoniem = VERNIETIGD.vernietigd
