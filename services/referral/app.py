# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Composition root of referral."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.commands.parser import OwnCommands
from libs.common.logboek_api import logboek_router
from libs.common.mailbox_api import mailbox_router
from libs.common.mailbox_api.past import PastIntake, past_router
from libs.common.retention_api import RETENTION_ROUTERS
from libs.common.runtime import Parts, Runtime, Service
from libs.common.service import Background, Blueprint, assemble
from libs.ijw.given import refused_by
from services.referral import berichten
from services.referral.api import ROUTERS
from services.referral.api.pseudoniemen import TELL_PSEUDONYMS
from services.referral.bewaartermijnen import SCHEMA
from services.referral.handlers import verleden, wachten
from services.referral.handlers.dagwerk import look_ahead, look_at_plans
from services.referral.handlers.taken import count_open
from services.referral.handlers.termijnen import tell_overdue, tell_residence
from services.referral.store.clienten import betrokkenen
from services.referral.subscriptions import SUBSCRIPTIONS
from services.referral.tables import MECHANICS
from services.referral.verwerkingen import REGISTER


async def count_figures(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: terms of messages, of decisions and of waiting, and tasks."""
    await berichten.count_figures(rt, session)
    await count_open(rt, session)
    await wachten.count_overdue(rt, session)


_PAST = PastIntake(
    intake=berichten.INTAKE,
    own={"JW301": verleden.toewijzing, "JW319": verleden.antwoord},
    refused=refused_by,
    judge=berichten.judge,
)

BLUEPRINT = Blueprint(
    name="referral",
    version="0.1.0",
    title="Toewijzingen",
    description="Neemt verzoeken om toewijzing (JW315) en wijziging (JW317), starts en stops "
    "(JW305, JW307) aan, laat de gemeente of haar beleid besluiten, en verstuurt toewijzingen "
    "(JW301) en antwoorden (JW319).",
    mechanics=MECHANICS,
    routers=(
        mailbox_router(berichten.INTAKE),
        *ROUTERS,
        past_router(_PAST),
        logboek_router(),
        *RETENTION_ROUTERS,
    ),
    subscriptions=SUBSCRIPTIONS,
    judge=berichten.judge,
    figures=count_figures,
    background=(
        Background("overdue", tell_overdue, idle_s=60),
        Background("plans", look_at_plans, idle_s=60),
        Background("ahead", look_ahead, idle_s=60),
        Background("waiting", wachten.tell_waiting, idle_s=60),
        Background("residence", tell_residence, idle_s=60),
    ),
    register=REGISTER,
    retention=SCHEMA,
    betrokkenen=betrokkenen,
)


COMMANDS: OwnCommands = {"tell-pseudonyms": TELL_PSEUDONYMS}
"""What only referral may be told to do."""


def build(parts: Parts) -> Service:
    """The service on the given parts; its database is migrated before."""
    return assemble(BLUEPRINT, parts)
