# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Alembic's entry: the tables of billing."""

from libs.common.migrate import run
from services.billing.tables import metadata

run(metadata)
