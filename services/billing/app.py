# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of billing."""

from libs.common.mailbox_api import mailbox_router
from libs.common.runtime import Parts, Service
from libs.common.service import Blueprint, assemble
from services.billing import berichten
from services.billing.api import ROUTERS
from services.billing.subscriptions import SUBSCRIPTIONS
from services.billing.tables import MECHANICS

BLUEPRINT = Blueprint(
    name="billing",
    version="0.1.0",
    title="Declaraties",
    description="Beoordeelt declaratieberichten (JW323) tegen toewijzing en contract, antwoordt "
    "met een JW325 en legt elk oordeel per regel uit.",
    mechanics=MECHANICS,
    routers=(mailbox_router(berichten.INTAKE), *ROUTERS),
    subscriptions=SUBSCRIPTIONS,
    judge_all=berichten.judge_all,
    figures=berichten.count_figures,
    sums=berichten.add_up,
)


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
