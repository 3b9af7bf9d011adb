# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""HTTP of billing, one file per resource."""

from services.billing.api import (
    aansluiting,
    afrekeningen,
    betaalruns,
    controles,
    declaraties,
    facturen,
    herbeoordeling,
    ontvangen,
    rekeningen,
    signalering,
    subsidies,
    taakgericht,
    verplichtingen,
    verrekeningen,
)

ROUTERS = (
    declaraties.router,
    herbeoordeling.router,
    taakgericht.router,
    verrekeningen.router,
    subsidies.router,
    afrekeningen.router,
    controles.router,
    signalering.router,
    facturen.router,
    verplichtingen.router,
    ontvangen.router,
    aansluiting.router,
    rekeningen.router,
    betaalruns.router,
)
