# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: a trial of any size, aside: asked for, worked out aanbieder by aanbieder, looked at.

What was found until an aanbieder is kept with its code, so that after a restart it goes on there.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.db import is_passing
from libs.common.ids import new_id
from libs.common.logboek import acting_as
from libs.common.problem import Conflict, Problem
from libs.common.runtime import Runtime
from services.billing.domain.proef import Proef, Uitslag
from services.billing.domain.regelset import Regelset
from services.billing.handlers import proef as trial
from services.billing.handlers.boeken import is_busy
from services.billing.store import geschiedenis, proeven
from services.billing.store.geschiedenis import Venster

KEPT_FOR = timedelta(days=30)
"""How long what was found can be looked at."""

FOUT = "Er ging iets mis bij het uitwerken; de beheerder vindt in het log wat."

_log = structlog.get_logger()


async def ask(
    rt: Runtime,
    session: AsyncSession,
    regelset: Regelset,
    sinds: date,
    gemeentecode: str | None,
) -> Proef:
    """On all that was judged until now, of a gemeente or of all; one at a time (`Conflict`)."""
    now = rt.clock.now()
    await proeven.forget(session, now - KEPT_FOR)
    if (running := await proeven.open_of(session, gemeentecode)) is not None:
        raise Conflict(f"Proef {running.id} loopt nog.", code="proef-loopt")
    asked = Proef(new_id(), gemeentecode, regelset, sinds, now, 0)
    count = await geschiedenis.count_aanbieders(session, _venster(asked))
    asked = replace(asked, aantal_aanbieders=count)
    await proeven.add(session, asked)
    return asked


async def work_out(rt: Runtime) -> bool:
    """The next aanbieder of what was asked for first; True when more should follow at once."""
    if not await rt.db.leads("proef"):
        return False
    async with rt.db.read() as session:
        asked = await proeven.first_open(session)
    if asked is None:
        return False
    after = await _one_further(rt, asked)
    async with rt.db.begin() as session:
        await proeven.keep(session, after)
    return not await is_busy(rt)


async def _one_further(rt: Runtime, asked: Proef) -> Proef:
    venster, now = _venster(asked), rt.clock.now()
    agb_code = await trial.after(rt, venster, asked.plek)
    if agb_code is None:
        return replace(asked, toestand="klaar", klaar_op=now)
    # Whoever asked looks, also when a worker does it: whose lines it goes through is logged so.
    who = f"gemeente:{asked.gemeentecode}" if asked.gemeentecode else "beheer"
    try:
        with acting_as("POST /proeven", who):
            found = await trial.try_aanbieder(rt, asked.regelset, venster, agb_code)
    except Problem as problem:
        return replace(asked, toestand="mislukt", fout=problem.detail, klaar_op=now)
    except Exception as error:
        if is_passing(error):
            raise
        # It fails each time, and the trials behind it wait.
        _log.exception("trial_failed", trial=asked.id)
        return replace(asked, toestand="mislukt", fout=FOUT, klaar_op=now)
    together = Uitslag()
    together.join(asked.uitslag)
    together.join(found)
    return replace(asked, toestand="bezig", plek=agb_code, uitslag=together)


def _venster(asked: Proef) -> Venster:
    vanaf = datetime.combine(asked.sinds, time(), AMSTERDAM)
    return Venster(vanaf, asked.aangevraagd_op, asked.gemeentecode)
