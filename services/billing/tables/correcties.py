# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, and whom each pseudonym means since."""

from libs.common.opvolging import correction_tables
from services.billing.tables.basis import metadata

CORRECTIES = correction_tables(metadata)

clientcorrectie, opvolging = CORRECTIES
