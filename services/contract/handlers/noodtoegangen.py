# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases: an operator opens emergency access, it ends, and another judges it."""

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.model import Caller, OrgType
from libs.common.auth.person import four_eyes, person_of
from libs.common.break_glass import keep_access, mark_of
from libs.common.contracts import NoodtoegangVastgesteld
from libs.common.ids import new_id
from libs.common.problem import Conflict, NotFound
from libs.common.runtime import Runtime
from services.contract.domain.noodtoegang import (
    Aanleiding,
    Noodtoegang,
    Oordeel,
    Toestand,
    Toets,
    opening_faults,
    toets_faults,
)
from services.contract.handlers.versies import Expect, refuse
from services.contract.store import noodtoegangen

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opening:
    """What is asked for: to look as whom, for how many hours, and why."""

    soort: OrgType
    code: str
    uren: int
    aanleiding: Aanleiding
    reden: str


def review_within(rt: Runtime) -> timedelta:
    """After its end."""
    return timedelta(days=rt.settings.break_glass_review_days)


async def open_access(
    session: AsyncSession, rt: Runtime, caller: Caller, wanted: Opening
) -> tuple[Noodtoegang, int]:
    """From now on, and it ends by itself. 403 when the token names no person."""
    persoon = person_of(caller.persoon)
    most = rt.settings.break_glass_hours
    refuse(opening_faults(wanted.soort, wanted.code, wanted.uren, most))
    now = rt.clock.now()
    made = Noodtoegang(
        id=new_id(),
        beheer=caller.code,
        soort=wanted.soort,
        code=wanted.code,
        aanleiding=wanted.aanleiding,
        reden=wanted.reden,
        geopend_door=persoon,
        begint_op=now,
        eindigt_op=now + timedelta(hours=wanted.uren),
    )
    await _tell(session, rt, made, 1)
    await noodtoegangen.add(session, made)
    _log.warning("break_glass_opened", access=made.id, kind=made.soort, until=str(made.eindigt_op))
    return made, 1


async def close(
    session: AsyncSession, rt: Runtime, caller: Caller, noodtoegang_id: str, expect: Expect
) -> tuple[Noodtoegang, int]:
    """Before its time, by any operator; 409 when it is over."""
    persoon = person_of(caller.persoon)
    found, versie = await find(session, noodtoegang_id, lock=True)
    expect(versie)
    now = rt.clock.now()
    if found.toestand(now, review_within(rt)) != Toestand.OPEN:
        raise Conflict("Deze noodtoegang is al voorbij.", code="noodtoegang-voorbij")
    made = replace(found, eindigt_op=now, gesloten_door=persoon)
    await _tell(session, rt, made, versie + 1)
    await noodtoegangen.account(session, made)
    return made, versie + 1


async def judge(
    session: AsyncSession,
    rt: Runtime,
    caller: Caller,
    noodtoegang_id: str,
    said: tuple[Oordeel, str],
    expect: Expect,
) -> tuple[Noodtoegang, int]:
    """Once, when it is over, by another than who opened it: 403 for whoever did, else 409."""
    persoon = person_of(caller.persoon)
    found, versie = await find(session, noodtoegang_id, lock=True)
    expect(versie)
    now = rt.clock.now()
    detail = "Wie haar opende, toetst haar niet: dat doet een ander"
    four_eyes([found.geopend_door], persoon, detail)
    for code, detail in toets_faults(found, now, review_within(rt)):
        raise Conflict(detail, code=code)
    made = replace(found, toets=Toets(*said, persoon, now))
    await noodtoegangen.account(session, made)
    await noodtoegangen.count_version(session, made.id, versie + 1)
    return made, versie + 1


async def find(
    session: AsyncSession, noodtoegang_id: str, *, lock: bool = False
) -> tuple[Noodtoegang, int]:
    """One with its version; 404."""
    found = await noodtoegangen.find(session, noodtoegang_id, lock=lock)
    if found is None:
        raise NotFound("Deze noodtoegang is er niet.")
    return found


async def find_of(
    session: AsyncSession, caller: Caller, noodtoegang_id: str
) -> tuple[Noodtoegang, int]:
    """As the caller may see it: an operator any, an organisation those on itself; 404."""
    found, versie = await find(session, noodtoegang_id)
    own = (found.soort, found.code) == (caller.org_type, caller.code)
    if caller.org_type != OrgType.BEHEER and not own:
        raise NotFound("Deze noodtoegang is er niet.")
    return found, versie


async def count_access(rt: Runtime, session: AsyncSession) -> None:
    """For the metrics: what is open, what waits to be judged, and what does so for too long."""
    now = rt.clock.now()
    opened, waiting, overdue = await noodtoegangen.count(session, now, now - review_within(rt))
    rt.metrics.gauge("break_glass_open", opened)
    rt.metrics.gauge("break_glass_unreviewed", waiting)
    rt.metrics.gauge("break_glass_overdue", overdue)


async def _tell(session: AsyncSession, rt: Runtime, made: Noodtoegang, versie: int) -> None:
    event = NoodtoegangVastgesteld(
        noodtoegang_id=made.id,
        versie=versie,
        beheer=made.beheer,
        opener=mark_of(made.id, made.geopend_door),
        soort=made.soort.value,
        code=made.code,
        begint_op=made.begint_op,
        eindigt_op=made.eindigt_op,
    )
    await keep_access(session, rt.mechanics.break_glass, event)
    await rt.outbox.add(session, event)
