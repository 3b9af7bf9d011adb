# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Legal holds: placing one, also to take a row off a list, and lifting it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import BewaarplichtVastgesteld, Bewaarreden
from libs.common.ids import new_id
from libs.common.problem import Conflict, NotFound
from libs.common.retention import store, store_plichten
from libs.common.retention.bekend import invalid, whose
from libs.common.retention.lijst import ELDERS, Bewaarplicht, Dader, Regeltoestand, Toestand
from libs.common.retention.vernietiging import Vernietiging


@dataclass(frozen=True, slots=True)
class Plicht:
    """A hold that is to be placed: why, on what ground, from when until when."""

    reden: Bewaarreden
    grondslag: str
    sinds: date
    tot: date | None


async def hold(
    v: Vernietiging,
    session: AsyncSession,
    gemeentecode: str,
    persoon: str,
    *,
    wie: Dader,
    wat: Plicht,
) -> Bewaarplicht:
    """Hold back the data of a client, on lists that are open too."""
    own = await whose(v, session, gemeentecode, persoon)
    if wat.tot is not None and wat.tot < wat.sinds:
        raise invalid("tot", "ligt voor sinds")
    held = Bewaarplicht(
        id=new_id(),
        gemeentecode=gemeentecode,
        persoon=(await _held_by(own, session, [persoon]))[persoon][0],
        reden=wat.reden,
        grondslag=wat.grondslag,
        sinds=wat.sinds,
        tot=wat.tot,
        opgelegd_door=wie.persoon,
        opgelegd_op=v.clock.now(),
        opgeheven_door=None,
        opgeheven_op=None,
        versie=1,
    )
    await store_plichten.add(session, v.tables, held)
    if held.geldt(v.clock.today()):
        await store_plichten.suspend(session, v.tables, held, {persoon, held.persoon})
    await tell(own, session, held)
    return held


async def tell(v: Vernietiging, session: AsyncSession, held: Bewaarplicht) -> None:
    """All others, of a hold on a file, as it now stands."""
    gekend = await v.dossiers.sleutels(session, v.vault, held.persoon) if v.dossiers.bron else None
    if gekend is None:
        return
    await v.outbox.add(
        session,
        BewaarplichtVastgesteld(
            bewaarplicht_id=held.id,
            versie=held.versie,
            gemeentecode=held.gemeentecode,
            client_pseudoniem=gekend.pseudoniem,
            reden=held.reden,
            sinds=held.sinds,
            tot=held.tot,
            opgelegd_op=held.opgelegd_op,
            opgeheven_op=held.opgeheven_op,
        ),
    )


async def holding(
    v: Vernietiging, session: AsyncSession, them: Collection[str]
) -> dict[str, Bewaarplicht]:
    """Which hold keeps the data of each of these persons today, by person."""
    held_by = await _held_by(v, session, them)
    keys = {key for keys in held_by.values() for key in keys}
    found = await store_plichten.holding(session, v.tables, keys, v.clock.today())
    return {
        persoon: found[key] for persoon, keys in held_by.items() for key in keys if key in found
    }


async def holds_of(v: Vernietiging, session: AsyncSession, persoon: str) -> set[str]:
    """By what holds on a client may be kept, whatever category names it so; locks nothing."""
    found = {persoon}
    for one in v.alle:
        found.update((await _held_by(one, session, [persoon]))[persoon])
    return found


async def _held_by(
    v: Vernietiging, session: AsyncSession, them: Collection[str]
) -> Mapping[str, Sequence[str]]:
    if v.dossiers.houders is None:
        return {persoon: [persoon] for persoon in them}
    return await v.dossiers.houders(session, v.vault, them)


async def take_off(
    v: Vernietiging,
    session: AsyncSession,
    aan: tuple[str, str, int, Callable[[int], None]],
    *,
    wie: Dader,
    wat: Plicht,
) -> Bewaarplicht:
    """Take a row off a list that is not approved yet, by a hold on whose data it is.

    `aan` is (gemeente, list, number, what refuses another version of the list). 400 for a hold that
    does not hold today: the row would stay on the list, and go.
    """
    gemeentecode, lijst_id, nummer, unchanged = aan
    lijst = await store.take(session, v.tables, gemeentecode, lijst_id)
    found = await store.regels(session, v.tables, lijst_id, nummer - 1, 1) if lijst else []
    if lijst is None or not found or found[0].nummer != nummer:
        raise NotFound("Deze regel bestaat niet.")
    unchanged(lijst.versie)
    persoon = found[0].persoon
    if lijst.toestand not in (Toestand.VOORGESTELD, Toestand.INGEDIEND) or persoon is None:
        detail = f"Deze lijst is {lijst.toestand}: er kan niets meer af."
        raise Conflict(detail, code="verkeerde-toestand")
    if found[0].toestand is not Regeltoestand.OPEN:
        raise Conflict("Deze regel is al van de lijst af.", code="verkeerde-toestand")
    today, reason = v.clock.today(), "geldt vandaag niet: de regel zou op de lijst blijven"
    if wat.sinds > today:
        raise invalid("sinds", reason)
    if wat.tot is not None and wat.tot < today:
        raise invalid("tot", reason)
    held = await hold(v, session, gemeentecode, persoon, wie=wie, wat=wat)
    after = lijst.na("opschorten", wie, v.clock.now(), wat.reden)
    await store.update(session, v.tables, after)
    return held


async def lift(
    v: Vernietiging, session: AsyncSession, held: Bewaarplicht, wie: Dader
) -> Bewaarplicht:
    """End a hold; what it kept comes back on the next list. 409 for one that was placed on the
    file, of which another service told."""
    if held.opgelegd_door == ELDERS:
        detail = "Deze bewaarplicht is op het dossier opgelegd, en wordt daar opgeheven."
        raise Conflict(detail, code="elders-opgelegd")
    if held.opgeheven_op is not None:
        raise Conflict("Deze bewaarplicht is al opgeheven.", code="verkeerde-toestand")
    after = replace(
        held,
        opgeheven_door=wie.persoon,
        opgeheven_op=v.clock.now(),
        versie=held.versie + 1,
    )
    await store_plichten.lift(session, v.tables, after)
    await tell(v, session, after)
    return after
