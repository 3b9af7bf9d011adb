# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of reporting."""

from libs.common import webhooks_api
from libs.common.commands.parser import OwnCommands
from libs.common.logboek_api import register_router
from libs.common.runtime import Parts, Service
from libs.common.service import Background, Blueprint, assemble
from services.reporting import api, handlers
from services.reporting.api import dashboard
from services.reporting.api.federatie_opdrachten import COLLECT, FEDERATE
from services.reporting.api.marap.aansluiten import RECONCILE
from services.reporting.api.sleutel_opdracht import PSEUDONYM_KEY
from services.reporting.handlers import ews_werk
from services.reporting.handlers.wijzigingen import EVERY_S
from services.reporting.notices import NOTICES
from services.reporting.subscriptions import SUBSCRIPTIONS
from services.reporting.tables import MECHANICS
from services.reporting.verwerkingen import REGISTER

_BEHIND_S = 60
"""Of a client much is told in a rebuild, and one count of it all is as dear as one of a part."""

BLUEPRINT = Blueprint(
    name="reporting",
    version="0.1.0",
    title="Rapportages",
    description="Waarmee een regio en haar gemeenten sturen: kerncijfers, indicatoren, MARAP, "
    "vroegsignalering, en een aanbieder over alle regio's. Alles is opgebouwd uit gebeurtenissen, "
    "zoals bekend op een `peilmoment`. Elk totaal is een eigen telling: rijen tellen niet op. "
    "Bedragen zijn hele eurocenten. Kleine aantallen zijn verborgen.",
    mechanics=MECHANICS,
    routers=(
        api.kerncijfers.router,
        api.indicatoren.router,
        api.ingaven.router,
        api.marap.router,
        api.transformatie.router,
        api.datakwaliteit.router,
        api.cbs.router,
        api.nza.router,
        api.ervaringen.router,
        api.verkenning.router,
        api.uitvoerders.router,
        api.verkeer.router,
        api.aansluiting.router,
        api.ews.router,
        api.ews_sturing.router,
        api.accounthouders.router,
        api.regiolijsten.router,
        api.federatie.router,
        webhooks_api.router,
        register_router(),
    ),
    register=REGISTER,
    subscriptions=SUBSCRIPTIONS,
    figures=ews_werk.count_deliveries,
    sums=handlers.add_up,
    background=(
        Background("waardering", handlers.value_awards, idle_s=0.2, behind_s=_BEHIND_S),
        Background("tellen", handlers.count_clients, idle_s=0.2, behind_s=_BEHIND_S),
        Background("ews", ews_werk.keep_levels, idle_s=30),
        Background("wijzigingen", handlers.tell_changes, idle_s=EVERY_S, first_s=EVERY_S),
    ),
    batch=2_000,
    batches=4,
    pages=dashboard.ROUTES,
    notices=NOTICES,
)


COMMANDS: OwnCommands = {
    "federate": FEDERATE,
    "collect": COLLECT,
    "reconcile": RECONCILE,
    "pseudonym-key": PSEUDONYM_KEY,
}
"""What only reporting may be told to do."""


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
