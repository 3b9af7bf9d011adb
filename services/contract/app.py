# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of contract."""

from libs.common.commands.parser import OwnCommands
from libs.common.logboek_api import register_router
from libs.common.runtime import Parts, Service
from libs.common.service import Background, Blueprint, assemble
from services.contract import api
from services.contract.handlers.jaarlijsten import draw_up
from services.contract.handlers.noodtoegangen import count_access
from services.contract.handlers.plafondsignalen import tell_near
from services.contract.handlers.termijnen import add_up, tell_terms
from services.contract.subscriptions import SUBSCRIPTIONS
from services.contract.tables import MECHANICS
from services.contract.verwerkingen import REGISTER

BLUEPRINT = Blueprint(
    name="contract",
    version="0.1.0",
    title="Contracten",
    description="Registreert gemeenten, regio's, aanbieders en contracten met producten en "
    "tarieven. Bedragen zijn hele eurocenten.",
    mechanics=MECHANICS,
    subscriptions=SUBSCRIPTIONS,
    background=(
        Background("ceilings", tell_near, idle_s=2),
        Background("terms", tell_terms, idle_s=60),
        Background("yearly", draw_up, idle_s=600),
    ),
    figures=count_access,
    sums=add_up,
    routers=(
        api.registers.router,
        api.contracten.router,
        api.wijzigingen.router,
        api.uitloop.router,
        api.plafonds.router,
        api.stopvoorstellen.router,
        api.afrekenvoorwaarden.router,
        api.verdeelsleutels.router,
        api.dossiers.router,
        api.indexaties.router,
        api.overzichten.router,
        api.kleine_aanbieders.router,
        api.zorgfuncties.router,
        api.importeren.router,
        api.autorisaties.router,
        api.noodtoegangen.router,
        register_router(),
    ),
    register=REGISTER,
)


COMMANDS: OwnCommands = {
    "referentie": api.referentie.REFERENTIE,
    "autoriseer": api.autoriseren.AUTORISEER,
}
"""What only contract may be told to do."""


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
