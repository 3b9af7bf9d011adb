# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The dashboard: pages on the server, readable without a script."""

from services.reporting.api.dashboard.routes import ROUTES

__all__ = ["ROUTES"]
