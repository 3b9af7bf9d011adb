# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases: what an organisation may do is decided, by whom and why."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import authorisations
from libs.common.auth.model import Caller, OrgType
from libs.common.auth.scopes import SCOPES
from libs.common.contracts import AutorisatieVastgesteld
from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.contract.domain import Geldigheid
from services.contract.domain.autorisatie import Autorisatie, autorisatie_faults
from services.contract.handlers.versies import Expect, next_version, refuse
from services.contract.store import autorisaties
from services.contract.store.autorisaties import Besluit

OPERATOR = "opdrachtregel"
"""Who decided, where no caller did: whoever may run commands on the machine."""


class Overtaken(Conflict):
    """409: somebody else decided at the same time, and that counts."""

    code = "gelijktijdige-wijziging"

    def __init__(self) -> None:
        super().__init__(
            "Een ander besliste tegelijk; lees dat besluit, en beslis zo nodig anders."
        )


def refuse_own(wanted: Autorisatie, caller: Caller) -> None:
    """Nobody decides on itself: so an administrator neither grants itself more, nor goes last."""
    if (wanted.soort, wanted.code) == (caller.org_type, caller.code):
        raise Conflict("Over uzelf beslist een andere beheerder.", code="eigen-autorisatie")


async def decide(
    session: AsyncSession, rt: Runtime, wanted: Autorisatie, door: str, expect: Expect
) -> Besluit:
    """Lay down; the same once more changes nothing.

    One decision counts at a time, so one for later would take away what counts today: 409. So is
    the first decision on an organisation when somebody else made one at the same time.
    """
    refuse(autorisatie_faults(wanted))
    found = await autorisaties.newest(session, wanted.soort, wanted.code, lock=True)
    held = (found.autorisatie, found.versie) if found else None
    versie, is_new = next_version(held, wanted, expect)
    if found is not None and not is_new:
        return found
    if found is not None and _ends_early(found.autorisatie, wanted, rt.clock.today()):
        detail = "Dit besluit gaat later in, en zou wat nu geldt meteen beëindigen."
        raise Conflict(detail, code="nog-geldig")
    now: datetime = rt.clock.now()
    made = Besluit(wanted, versie, door, now)
    if not await autorisaties.add(session, made):
        raise Overtaken
    event = AutorisatieVastgesteld(
        soort=wanted.soort.value,
        code=wanted.code,
        versie=versie,
        rechten=wanted.rechten,
        geldig_van=wanted.geldig.van,
        geldig_tot=wanted.geldig.tot,
    )
    await authorisations.keep(session, rt.mechanics.authorisations, event)
    await rt.outbox.add(session, event)
    return made


def _ends_early(held: Autorisatie, wanted: Autorisatie, today: date) -> bool:
    """There are rights today, and what takes their place begins later."""
    return bool(held.rechten) and held.geldig.holds_on(today) and wanted.geldig.van > today


async def authorise(
    rt: Runtime, soort: OrgType, code: str, rechten: Iterable[str], reden: str
) -> Besluit:
    """By the operator, from today on, whatever was decided before: the way in, at the first time
    and when nobody is left who may decide. Without `rechten` all that its kind may have."""
    wanted = tuple(sorted(set(rechten) or SCOPES[soort]))
    autorisatie = Autorisatie(soort, code, wanted, Geldigheid(rt.clock.today()), reden)
    try:
        return await _by_the_operator(rt, autorisatie)
    except Overtaken:
        # There is a decision to lock now, and this one follows on it.
        return await _by_the_operator(rt, autorisatie)


async def _by_the_operator(rt: Runtime, autorisatie: Autorisatie) -> Besluit:
    async with rt.db.begin() as session:
        return await decide(session, rt, autorisatie, OPERATOR, lambda _held: None)
