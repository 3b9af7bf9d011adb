# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of the pages."""

from starlette.routing import Route

from services.reporting.api.dashboard import bladzijden
from services.reporting.api.dashboard.aanmelding import (
    meld_aan,
    meld_af,
    na_aanmelden,
    toon_aanmelden,
)

OPEN = "/dashboard/aanmelden"

ROUTES = (
    Route("/dashboard", na_aanmelden(bladzijden.kerncijfers)),
    Route("/dashboard/verplichtingen", na_aanmelden(bladzijden.verplichtingen)),
    Route("/dashboard/definities", na_aanmelden(bladzijden.definities)),
    Route(OPEN, toon_aanmelden, methods=["GET"]),
    Route(OPEN, meld_aan, methods=["POST"]),
    Route("/dashboard/afmelden", meld_af, methods=["POST"]),
)
