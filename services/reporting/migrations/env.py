# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Alembic's entry: the tables of reporting."""

from libs.common.migrate import run
from services.reporting.tables import metadata

run(metadata)
