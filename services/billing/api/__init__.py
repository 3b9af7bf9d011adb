# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of billing, one file per resource."""

from services.billing.api import declaraties, herbeoordeling

ROUTERS = (declaraties.router, herbeoordeling.router)
