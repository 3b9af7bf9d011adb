# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the table of what holds data back."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.lijst import Bewaarplicht, Regeltoestand
from libs.common.retention.store import DONE
from libs.common.retention.tables import VernietigingTables
from libs.common.upsert import insert_ignore

_PLICHT = [one.name for one in fields(Bewaarplicht)]


async def add(session: AsyncSession, t: VernietigingTables, plicht: Bewaarplicht) -> None:
    """Keep a new hold."""
    await session.execute(sa.insert(t.bewaarplicht).values(asdict(plicht)))


async def keep_told(session: AsyncSession, t: VernietigingTables, plicht: Bewaarplicht) -> bool:
    """Keep a hold of which another service told; False for a version that was known, or is of
    before the one that is."""
    c, values = t.bewaarplicht.c, asdict(plicht)
    new = insert_ignore(t.bewaarplicht, values, key=["id"]).returning(c.id)
    if await session.scalar(new) is not None:
        return True
    older = sa.update(t.bewaarplicht).where(c.id == plicht.id, c.versie < plicht.versie)
    return await session.scalar(older.values(values).returning(c.id)) is not None


async def lasting(session: AsyncSession, t: VernietigingTables, today: date) -> list[Bewaarplicht]:
    """Those that hold today or will, of all gemeenten."""
    c = t.bewaarplicht.c
    lasts = (c.opgeheven_op.is_(None), sa.or_(c.tot.is_(None), c.tot >= today))
    return [
        Bewaarplicht(*r) for r in await session.execute(_plichten(t).where(*lasts).order_by(c.id))
    ]


async def lift(session: AsyncSession, t: VernietigingTables, plicht: Bewaarplicht) -> None:
    """Keep who lifted a hold, and when."""
    values = {n: getattr(plicht, n) for n in ("opgeheven_door", "opgeheven_op", "versie")}
    c = t.bewaarplicht.c
    await session.execute(sa.update(t.bewaarplicht).where(c.id == plicht.id).values(values))


async def plicht(
    session: AsyncSession,
    t: VernietigingTables,
    gemeentecode: str,
    plicht_id: str,
    *,
    lock: bool = False,
) -> Bewaarplicht | None:
    """A hold of the gemeente; locked until the transaction ends where it is to change."""
    c = t.bewaarplicht.c
    query = _plichten(t).where(c.id == plicht_id, c.gemeentecode == gemeentecode)
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else Bewaarplicht(*row)


async def plichten(
    session: AsyncSession,
    t: VernietigingTables,
    gemeentecode: str,
    page: tuple[str | None, int],
    van: Collection[str] | None = None,
) -> list[Bewaarplicht]:
    """Holds of a gemeente, newest first; of one person, by all its names, when that is asked."""
    before, limit = page
    c = t.bewaarplicht.c
    query = _plichten(t).where(c.gemeentecode == gemeentecode)
    if van is not None:
        query = query.where(c.persoon.in_(van))
    if before is not None:
        query = query.where(c.id < before)
    return [
        Bewaarplicht(*row)
        for row in await session.execute(query.order_by(c.id.desc()).limit(limit))
    ]


async def suspend(
    session: AsyncSession, t: VernietigingTables, held: Bewaarplicht, van: Collection[str]
) -> None:
    """Take a person, by all its names, off all lists that are being dealt with."""
    c = t.regel.c
    dealt_with = sa.select(t.lijst.c.id).where(t.lijst.c.toestand.not_in(DONE))
    rows = sa.update(t.regel).where(
        c.persoon.in_(van),
        c.toestand.in_((Regeltoestand.OPEN, Regeltoestand.IN_GEBRUIK)),
        c.lijst_id.in_(dealt_with),
    )
    off = {"toestand": Regeltoestand.OPGESCHORT, "bewaarplicht_id": held.id, "reden": held.reden}
    await session.execute(rows.values(off))


async def holding(
    session: AsyncSession, t: VernietigingTables, them: Collection[str], today: date
) -> dict[str, Bewaarplicht]:
    """Which hold keeps the data of each of these persons on a day, by person."""
    c = t.bewaarplicht.c
    query = _plichten(t).where(c.persoon.in_(them), *_holds(t, today))
    rows = await session.execute(query.order_by(c.id))
    return {held.persoon: held for held in (Bewaarplicht(*row) for row in rows)}


def held_on(t: VernietigingTables, today: date) -> sa.Select[str]:
    """Whose data is held back on a day."""
    return sa.select(t.bewaarplicht.c.persoon).where(*_holds(t, today))


def _holds(t: VernietigingTables, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """As `Bewaarplicht.geldt`."""
    c = t.bewaarplicht.c
    return (c.sinds <= today, c.opgeheven_op.is_(None), sa.or_(c.tot.is_(None), c.tot >= today))


def _plichten(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.bewaarplicht.c[name] for name in _PLICHT))
