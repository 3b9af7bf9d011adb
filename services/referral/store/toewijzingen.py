# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Allocations: current versions, and the numbers they go by."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import next_number
from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.toewijzing import Toewijzing
from services.referral.store.rows import as_toewijzing, toewijzing_values

_c = t.toewijzing.c


async def of_client(session: AsyncSession, client_id: str, agb_code: str) -> tuple[Toewijzing, ...]:
    """All of this client at this aanbieder, deleted ones too."""
    query = sa.select(t.toewijzing).where(_c.client_id == client_id, _c.agb_code == agb_code)
    rows = await session.execute(query.order_by(_c.toewijzing_nummer))
    return tuple(as_toewijzing(row) for row in rows)


async def of_client_anywhere(session: AsyncSession, client_id: str) -> tuple[Toewijzing, ...]:
    """All of this client, at any aanbieder."""
    query = sa.select(t.toewijzing).where(_c.client_id == client_id)
    rows = await session.execute(query.order_by(_c.toewijzing_nummer))
    return tuple(as_toewijzing(row) for row in rows)


async def by_ids(session: AsyncSession, ids: Collection[str]) -> list[Toewijzing]:
    """These, by number."""
    query = sa.select(t.toewijzing).where(_c.id.in_(sorted(ids)))
    rows = await session.execute(query.order_by(_c.toewijzing_nummer))
    return [as_toewijzing(row) for row in rows]


async def continuing(session: AsyncSession, ids: Collection[str]) -> list[Toewijzing]:
    """Those that continue these in another gemeente, by number."""
    query = sa.select(t.toewijzing).where(_c.voortzetting_van.in_(sorted(ids)))
    rows = await session.execute(query.order_by(_c.toewijzing_nummer))
    return [as_toewijzing(row) for row in rows]


async def of_verwijzing(session: AsyncSession, verwijzing_id: str) -> list[Toewijzing]:
    """All that were given on a referral, by number."""
    query = sa.select(t.toewijzing).where(_c.verwijzing_id == verwijzing_id)
    rows = await session.execute(query.order_by(_c.toewijzing_nummer))
    return [as_toewijzing(row) for row in rows]


async def of_others(
    session: AsyncSession, gemeentecode: str, client_id: str, nummers: Collection[int]
) -> frozenset[int]:
    """Which of these numbers the gemeente gave to another client."""
    query = sa.select(_c.toewijzing_nummer).where(
        _c.gemeentecode == gemeentecode,
        _c.client_id != client_id,
        _c.toewijzing_nummer.in_(sorted(nummers)),
    )
    return frozenset((await session.scalars(query)).all())


async def read(session: AsyncSession, gemeentecode: str, toewijzing_id: str) -> Toewijzing | None:
    """One of this gemeente."""
    query = sa.select(t.toewijzing).where(_c.id == toewijzing_id, _c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    note(session, [Sleutel(row.client_id)])
    return as_toewijzing(row)


async def by_number(session: AsyncSession, gemeentecode: str, nummer: int) -> Toewijzing | None:
    """The one that the gemeente gave this number."""
    same = (_c.gemeentecode == gemeentecode, _c.toewijzing_nummer == nummer)
    row = (await session.execute(sa.select(t.toewijzing).where(*same))).one_or_none()
    return None if row is None else as_toewijzing(row)


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Toewijzing]:
    """Of this gemeente, newest first."""
    query = sa.select(t.toewijzing).where(_c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_c.id < before)
    rows = (await session.execute(query.order_by(_c.id.desc()).limit(limit))).all()
    note(session, [Sleutel(row.client_id) for row in rows])
    return [as_toewijzing(row) for row in rows]


async def keep(session: AsyncSession, toewijzing: Toewijzing) -> None:
    """Store a new one; the number is unique in the gemeente (TR332)."""
    await session.execute(sa.insert(t.toewijzing).values(toewijzing_values(toewijzing)))


async def change(session: AsyncSession, toewijzing: Toewijzing) -> None:
    """Replace the version before."""
    values = toewijzing_values(toewijzing)
    del values["id"]
    await session.execute(sa.update(t.toewijzing).where(_c.id == toewijzing.id).values(values))


async def mark_sent(session: AsyncSession, toewijzingen: Sequence[Toewijzing]) -> None:
    """A JW301 carries these versions."""
    for toewijzing in toewijzingen:
        changed = sa.update(t.toewijzing).where(_c.id == toewijzing.id)
        await session.execute(changed.values(verzonden_versie=toewijzing.versie))


async def number_in_use(session: AsyncSession, gemeentecode: str, nummer: int) -> bool:
    """Was this number given to a toewijzing of the gemeente?"""
    query = sa.select(_c.id).where(_c.gemeentecode == gemeentecode, _c.toewijzing_nummer == nummer)
    return (await session.execute(query)).first() is not None


async def new_number(session: AsyncSession, gemeentecode: str) -> int:
    """The next free number of the gemeente; numbers that were taken over are passed by."""
    numbers = t.MECHANICS.numbers
    reeks = f"toewijzing-{gemeentecode}"
    candidate = await next_number(session, numbers, reeks)
    if not await number_in_use(session, gemeentecode, candidate):
        return candidate
    free = await _first_gap(session, gemeentecode, candidate)
    await session.execute(sa.update(numbers).where(numbers.c.reeks == reeks).values(last=free))
    return free


async def _first_gap(session: AsyncSession, gemeentecode: str, used: int) -> int:
    """The smallest free number above `used`, in one statement however many are taken."""
    following = t.toewijzing.alias("following")
    follows = sa.exists().where(
        following.c.gemeentecode == gemeentecode,
        following.c.toewijzing_nummer == _c.toewijzing_nummer + 1,
    )
    query = sa.select(sa.func.min(_c.toewijzing_nummer) + 1).where(
        _c.gemeentecode == gemeentecode, _c.toewijzing_nummer >= used, ~follows
    )
    return int((await session.execute(query)).scalar_one())
