# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, and whom each pseudonym means since."""

import sqlalchemy as sa

from libs.common.opvolging import correction_tables
from services.reporting.tables.base import metadata

CORRECTIES = correction_tables(
    metadata,
    sa.Column("geboortemaand", sa.String(7), nullable=False),
    sa.Column("geslacht", sa.String(1), nullable=False),
)

clientcorrectie, opvolging = CORRECTIES
