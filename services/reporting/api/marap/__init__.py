# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of the monthly report: JSON, CSV, a workbook and a printable document."""

from services.reporting.api.marap.routes import router

__all__ = ["router"]
