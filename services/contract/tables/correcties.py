# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten corrected of their clients, whom each pseudonym means since, and what stands for
those of clients who were destroyed."""

from libs.common.opvolging import correction_tables
from libs.common.vernietigd import destroyed_tables
from services.contract.tables.basis import MECHANICS, metadata

CORRECTIES = correction_tables(metadata)

clientcorrectie, opvolging = CORRECTIES

VERNIETIGD = destroyed_tables(metadata, MECHANICS, CORRECTIES)

vernietigd_pseudoniem = VERNIETIGD.vernietigd
