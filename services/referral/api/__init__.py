# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of referral: what a gemeente registers, reads and decides; one file per resource."""

from services.referral.api import beleid, clienten, toewijzingen, verzoeken

ROUTERS = (clienten.router, verzoeken.router, toewijzingen.router, beleid.router)
