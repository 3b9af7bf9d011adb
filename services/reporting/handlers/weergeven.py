# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What account holders and others look at: the figures, and beside them that somebody looked."""

from collections.abc import Sequence
from datetime import datetime

from libs.common.auth import Caller
from libs.common.clock import AMSTERDAM
from libs.common.runtime import Runtime
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.handlers import inzien, regiolijsten
from services.reporting.handlers.accounthouder import held_by
from services.reporting.handlers.accounthouders import Weergave, assessment, cliff, view
from services.reporting.handlers.beoordelen import Beoordeling
from services.reporting.handlers.regiolijsten import Deelname, Gehouden
from services.reporting.store import accounthouders as store
from services.reporting.store import partijen
from services.reporting.store.accounthouders import Contractregel
from services.reporting.store.federatie import Geleverd, views_at


async def see_held(
    rt: Runtime, caller: Caller, kwartaal: Kwartaal, moment: datetime
) -> Sequence[Gehouden]:
    """AHR: the providers whose account the calling region holds."""
    async with rt.db.read() as session:
        found = await regiolijsten.held(session, caller.code, kwartaal, moment)
    await inzien.log_look(rt, caller, "accounthouder", "ah-lijst", None, str(kwartaal))
    return found


async def see_provider(
    rt: Runtime, caller: Caller, agb_code: str, kwartaal: Kwartaal, moment: datetime
) -> tuple[Weergave, Sequence[Geleverd]]:
    """AH, and what other installations delivered of the provider; what is shown is kept too, so
    that a later answer does not give away the difference.

    Raises `NotFound` for who neither holds the account nor is the provider.
    """
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await view(session, agb_code, kwartaal, moment, role)
        others = await views_at(session, agb_code, str(kwartaal), moment)
    async with rt.db.begin() as session:
        await store.publish(session, agb_code, found.kaal, rt.clock.now())
    await inzien.log_look(rt, caller, role, "ah-weergave", agb_code, str(kwartaal))
    return found, others


async def see_assessment(
    rt: Runtime, caller: Caller, agb_code: str, kwartaal: Kwartaal, moment: datetime
) -> Beoordeling:
    """How a provider stands: exact for itself, for its account holder without what tells of few.

    Raises `NotFound` for anybody else.
    """
    async with rt.db.read() as session:
        role = await inzien.need_role(rt, session, caller, agb_code)
        found = await assessment(session, agb_code, kwartaal, moment, role)
    await inzien.log_look(rt, caller, role, "ews-beoordeling", agb_code, str(kwartaal))
    return found


async def see_calendar(
    rt: Runtime, caller: Caller, moment: datetime
) -> Sequence[tuple[str, Contractregel]]:
    """When contracts end of the providers whose account the calling region held at a moment."""
    day = moment.astimezone(AMSTERDAM).date()
    async with rt.db.read() as session:
        codes = sorted(await held_by(session, caller.code, day, moment))
        indeling = await partijen.indeling(session, moment)
        found = await cliff(session, codes, day, moment, indeling)
    await inzien.log_look(rt, caller, "accounthouder", "ah-kalender", None)
    return found


async def see_used(
    rt: Runtime, caller: Caller, kwartaal: Kwartaal, moment: datetime
) -> Sequence[Deelname]:
    """PART: providers that the calling region uses and another one speaks with."""
    async with rt.db.read() as session:
        found = await regiolijsten.used(session, caller.code, kwartaal, moment)
    await inzien.log_look(rt, caller, "deelnemer", "ah-deelnames", None, str(kwartaal))
    return found
