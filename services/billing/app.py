# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of billing."""

from dataclasses import replace
from functools import partial

from libs.common.commands.parser import OwnCommands
from libs.common.logboek_api import logboek_router
from libs.common.mailbox_api import mailbox_router
from libs.common.mailbox_api.past import PastIntake, past_router
from libs.common.retention_api import RETENTION_ROUTERS
from libs.common.runtime import Parts, Service
from libs.common.service import Background, Blueprint, assemble
from libs.ijw.given import refused_by
from services.billing import berichten
from services.billing.api import ROUTERS
from services.billing.api.aansluiting import RECONCILE
from services.billing.api.grootboek import LEDGER
from services.billing.api.proef import PROEF
from services.billing.api.taakgericht import TAAKAFSPRAKEN
from services.billing.bewaartermijnen import SCHEMA
from services.billing.handlers.boeken import keep_ledger
from services.billing.handlers.controleren import keep_retention
from services.billing.handlers.grootboekcontrole import check_nightly
from services.billing.handlers.personen import betrokkenen
from services.billing.handlers.proeven import work_out
from services.billing.handlers.verleden import declaratie
from services.billing.handlers.verschillen import find_differences
from services.billing.handlers.vervangen import rename_destroyed
from services.billing.subscriptions import SUBSCRIPTIONS
from services.billing.tables import MECHANICS
from services.billing.verwerkingen import REGISTER

_PAST = PastIntake(intake=berichten.INTAKE, own={"JW323": declaratie}, refused=refused_by)

BLUEPRINT = Blueprint(
    name="billing",
    version="0.1.0",
    title="Declaraties",
    description="Beoordeelt declaratieberichten (JW323) tegen toewijzing en contract, antwoordt "
    "met een JW325 en legt elk oordeel per regel uit.",
    mechanics=MECHANICS,
    routers=(
        mailbox_router(berichten.INTAKE),
        *ROUTERS,
        *RETENTION_ROUTERS,
        past_router(_PAST),
        logboek_router(),
    ),
    subscriptions=SUBSCRIPTIONS,
    judge_all=berichten.judge_all,
    figures=berichten.count_figures,
    sums=berichten.add_up,
    background=(
        Background("ledger", keep_ledger, idle_s=2),
        Background("differences", find_differences, idle_s=5),
        Background("trials", work_out, idle_s=5),
        Background("control-retention", keep_retention, idle_s=600),
        Background("rename-destroyed", rename_destroyed, idle_s=600),
        Background("ledger-check", check_nightly, idle_s=10),
    ),
    register=REGISTER,
    retention=SCHEMA,
)


COMMANDS: OwnCommands = {
    "proef": PROEF,
    "ledger": LEDGER,
    "reconcile": RECONCILE,
    "taakafspraken": TAAKAFSPRAKEN,
}
"""What only billing may be told to do."""


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    vault = parts.vault
    named = partial(betrokkenen, vault) if vault is not None else None
    return assemble(replace(BLUEPRINT, betrokkenen=named), parts)
