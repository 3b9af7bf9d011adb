# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps the obligation ledger from what is stored, beside judging and not in it (B-11).

Judging gains no statement by it. Whoever comes later books the same: what is booked follows from
what is stored, and what is booked already is not booked again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.billing.domain.grootboek import Boeking, Cel, boekingen
from services.billing.domain.verplichting import Sleutel
from services.billing.rules import vrijval
from services.billing.store import grootboek, verplichtingen, verschillen, werkvoorraad
from services.billing.store.grootboek import Geheel

AT_ONCE = 200
"""Toewijzingen or declaraties in one transaction."""

OVERLAP = timedelta(hours=1)
"""A declaratie is stamped before its transaction ends: look back as long as one could last."""

KALENDER = "kalender"


@dataclass(frozen=True, slots=True)
class Verwacht:
    """What should stand on a toewijzing beside its claims, and what it is about."""

    cellen: dict[Cel, int]
    kop: Mapping[str, Any]


async def is_busy(rt: Runtime) -> bool:
    """Whether messages wait to be judged: then the ledger rests after each step."""
    mailbox = rt.need_mailbox()
    async with rt.db.read() as session:
        return bool(await mailbox.waiting(session, most=1))


async def keep_ledger(rt: Runtime) -> bool:
    """Book some of what waits, in one worker; True when more should follow at once."""
    if not await rt.db.leads("grootboek"):
        return False
    turned = await _turn_calendar(rt)
    async with rt.db.read() as session:  # no transaction that writes while nothing waits
        marked = await werkvoorraad.anything(session)
        claimed = bool(await grootboek.unbooked(session, limit=1))
    if marked:
        await _expand(rt)
        await _book_obligations(rt)
    if claimed:
        await _book_claims(rt)
    return (turned or marked or claimed) and not await is_busy(rt)


async def expected(
    rt: Runtime,
    session: AsyncSession,
    sleutels: Sequence[Sleutel],
    geboekt: Mapping[Sleutel, Geheel],
) -> dict[Sleutel, Verwacht]:
    """What should stand on these toewijzingen today, given the claims that are booked."""
    dossiers = await verplichtingen.read_dossiers(session, sleutels, geboekt)
    today = rt.clock.today()
    found = {}
    for number, (key, dossier) in enumerate(dossiers.items()):
        if number % 20 == 0:
            await asyncio.sleep(0)  # others share the event loop
        cellen, afgelopen = vrijval.cellen(dossier.feiten, today)
        row = dossier.nieuwste
        kop = {
            "gemeentecode": key[0],
            "toewijzing_nummer": key[1],
            "agb_code": row.agb_code,
            "categorie": row.categorie,
            "code": row.code,
            "versie": row.versie,
            "afgelopen": afgelopen,
        }
        found[key] = Verwacht(cellen, kop)
    return found


async def _turn_calendar(rt: Runtime) -> bool:
    """On a new day: what expires, for toewijzingen without an end a new year, and what became
    known while the messages of the day before were judged."""
    today, now = rt.clock.today(), rt.clock.now()
    async with rt.db.read() as session:
        seen = await werkvoorraad.stand(session, KALENDER)
    if seen is not None and seen.date() >= today:
        return False
    async with rt.db.begin() as session:
        if seen is None:
            await werkvoorraad.mark_all(session, now)
        else:
            before = vrijval.expires_before(seen.date())
            until = vrijval.expires_before(today)
            await werkvoorraad.mark_expired(session, now, before, until)
            await verschillen.mark_outdated_since(session, seen - OVERLAP, now)
            if today.year > seen.year:
                await werkvoorraad.mark_open_ended(session, now)
        await werkvoorraad.move_stand(session, KALENDER, _midnight(today))
    return True


async def _expand(rt: Runtime) -> None:
    async with rt.db.begin() as session:
        await werkvoorraad.expand_contract(session, rt.clock.now())


async def _book_obligations(rt: Runtime) -> None:
    async with rt.db.begin() as session:
        await _book(rt, session, await werkvoorraad.take(session, AT_ONCE))


async def _book_claims(rt: Runtime) -> None:
    async with rt.db.begin() as session:
        ids = await grootboek.unbooked(session, AT_ONCE)
        if not ids:
            return
        now = rt.clock.now()
        await grootboek.book_claims(session, ids, now)
        await _book(rt, session, await grootboek.elsewhere(session, ids))
        await werkvoorraad.mark_released(session, now, ids)
        await verschillen.mark_outdated(session, ids, now)


async def _book(rt: Runtime, session: AsyncSession, sleutels: Sequence[Sleutel]) -> None:
    """What these toewijzingen miss, beside what claims book themselves."""
    if not sleutels:
        return
    now = rt.clock.now()
    geboekt = await grootboek.read(session, sleutels)
    gewenst = await expected(rt, session, sleutels, geboekt)
    old = [key for key, one in gewenst.items() if one.kop["categorie"] is None]
    if old := [key for key in old if geboekt[key].zonder_categorie]:
        await grootboek.name_categories(session, {key: geboekt[key] for key in old}, now)
        geboekt |= await grootboek.read(session, old)
        gewenst |= await expected(rt, session, old, geboekt)
    new: list[tuple[Sleutel, Boeking]] = [
        (key, boeking)
        for key, one in gewenst.items()
        for boeking in boekingen(one.cellen, geboekt[key].cellen)
    ]
    await grootboek.add(session, new, now)
    await verplichtingen.keep(session, [one.kop for one in gewenst.values()])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
