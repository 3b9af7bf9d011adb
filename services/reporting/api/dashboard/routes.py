# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Addresses of the pages."""

from starlette.routing import Route

from services.reporting.api.dashboard import (
    aanbieders,
    bladzijden,
    cbs,
    datakwaliteit,
    indicatoren,
    inloggen,
    marap,
    nza,
    transformatie,
    wachttijden,
)
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
    Route("/dashboard/wachttijden", na_aanmelden(wachttijden.wachttijden)),
    Route("/dashboard/marap", na_aanmelden(marap.maraps)),
    Route("/dashboard/marap/{marap_id}", na_aanmelden(marap.marap)),
    Route("/dashboard/indicatoren", na_aanmelden(indicatoren.indicatoren)),
    Route("/dashboard/indicatoren/{indicator_id}", na_aanmelden(indicatoren.indicator)),
    Route("/dashboard/aanbieders", na_aanmelden(aanbieders.aanbieders, aanbieders.HOUDER)),
    Route(
        "/dashboard/aanbieders/{agb_code}",
        na_aanmelden(aanbieders.aanbieder, aanbieders.HOUDER),
    ),
    Route(
        "/dashboard/transformatie",
        na_aanmelden(transformatie.transformatie, transformatie.LEDEN),
    ),
    Route("/dashboard/datakwaliteit", na_aanmelden(datakwaliteit.datakwaliteit)),
    Route("/dashboard/cbs", na_aanmelden(cbs.cbs)),
    Route("/dashboard/nza", na_aanmelden(nza.volledigheid, nza.TOETSER)),
    Route("/dashboard/nza/toewijzingen", na_aanmelden(nza.toewijzingen, nza.REGIO)),
    Route("/dashboard/definities", na_aanmelden(bladzijden.definities)),
    Route(OPEN, toon_aanmelden, methods=["GET"]),
    Route(OPEN, meld_aan, methods=["POST"]),
    Route("/dashboard/inloggen", inloggen.begin),
    Route("/dashboard/inloggen/terug", inloggen.terug),
    Route("/dashboard/afmelden", meld_af, methods=["POST"]),
)
