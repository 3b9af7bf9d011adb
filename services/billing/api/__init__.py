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
    ikzmeldingen,
    mislukkingen,
    ontvangen,
    proef,
    proeven,
    rekeningen,
    signalering,
    subsidies,
    taakgericht,
    toelichtingen,
    verplichtingen,
    verrekeningen,
    verschillen,
    voorwaarden,
)

ROUTERS = (
    declaraties.router,
    toelichtingen.router,
    herbeoordeling.router,
    proef.router,
    proeven.router,
    verschillen.router,
    taakgericht.router,
    verrekeningen.router,
    subsidies.router,
    afrekeningen.router,
    voorwaarden.router,
    controles.router,
    signalering.router,
    ikzmeldingen.router,
    facturen.router,
    verplichtingen.router,
    ontvangen.router,
    aansluiting.router,
    rekeningen.router,
    betaalruns.router,
    mislukkingen.router,
)
