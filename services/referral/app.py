# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of referral."""

from libs.common.mailbox_api import mailbox_router
from libs.common.runtime import Parts, Service
from libs.common.service import Blueprint, assemble
from services.referral import berichten
from services.referral.api import ROUTERS
from services.referral.subscriptions import SUBSCRIPTIONS
from services.referral.tables import MECHANICS

BLUEPRINT = Blueprint(
    name="referral",
    version="0.1.0",
    title="Toewijzingen",
    description="Neemt verzoeken om toewijzing (JW315), starts en stops (JW305, JW307) aan, laat "
    "de gemeente of haar beleid besluiten, en verstuurt toewijzingen (JW301) en antwoorden "
    "(JW319).",
    mechanics=MECHANICS,
    routers=(mailbox_router(berichten.INTAKE), *ROUTERS),
    subscriptions=SUBSCRIPTIONS,
    judge=berichten.judge,
    figures=berichten.count_figures,
)


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
