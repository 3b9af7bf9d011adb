# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What waits to be booked in the ledger, and how far each kind of work is.

A mark is written in the transaction of the change, with an upsert: it holds a lock on the mark
until the change can be seen, so that nobody takes the mark away without seeing the change.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from libs.common.upsert import upsert
from services.billing import tables as t
from services.billing.domain.verplichting import Sleutel
from services.billing.store import verschillen
from services.billing.store.merken import mark_from

SLEUTEL: Columns = {"gemeentecode": sa.String(4), "toewijzing_nummer": sa.Integer()}
_KEY = tuple(SLEUTEL)
_w, _c = t.te_boeken.c, t.toewijzing.c


async def mark(session: AsyncSession, sleutel: Sleutel, now: datetime) -> None:
    """One toewijzing changed."""
    values = {"gemeentecode": sleutel[0], "toewijzing_nummer": sleutel[1], "gemerkt_op": now}
    await session.execute(upsert(t.te_boeken, values, key=_KEY))


async def mark_contract(session: AsyncSession, contract_id: str, now: datetime) -> None:
    """A contract or a product in it changed."""
    values = {"contract_id": contract_id, "gemerkt_op": now}
    await session.execute(upsert(t.te_herwaarderen, values, key=["contract_id"]))


async def take(session: AsyncSession, limit: int) -> list[Sleutel]:
    """Some that changed, no longer marked; those that are being marked now stay for later."""
    query = sa.select(_w.gemeentecode, _w.toewijzing_nummer).order_by(*(_w[k] for k in _KEY))
    rows = await session.execute(query.limit(limit).with_for_update(skip_locked=True))
    found = [(row.gemeentecode, row.toewijzing_nummer) for row in rows]
    if found:
        key = sa.tuple_(_w.gemeentecode, _w.toewijzing_nummer)
        await session.execute(sa.delete(t.te_boeken).where(key.in_(found)))
    return found


async def anything(session: AsyncSession) -> bool:
    """Is a toewijzing or a contract marked?"""
    marks = (sa.exists(sa.select(table)) for table in (t.te_boeken, t.te_herwaarderen))
    return bool(await session.scalar(sa.select(sa.or_(*marks))))


async def waiting(session: AsyncSession, sleutels: Sequence[Sleutel]) -> set[Sleutel]:
    """Those of them that are marked, or may be when a changed contract is looked at."""
    if await session.scalar(sa.select(sa.exists(sa.select(t.te_herwaarderen)))):
        return set(sleutels)
    keys = listed(session, SLEUTEL, sleutels)
    same = sa.and_(*(keys.c[name] == _w[name] for name in SLEUTEL))
    rows = await session.execute(sa.select(_w.gemeentecode, _w.toewijzing_nummer).join(keys, same))
    return {(row.gemeentecode, row.toewijzing_nummer) for row in rows}


async def expand_contract(session: AsyncSession, now: datetime) -> bool:
    """Mark the toewijzingen of one changed contract; False when no contract changed."""
    c = t.te_herwaarderen.c
    query = sa.select(c.contract_id).limit(1).with_for_update(skip_locked=True)
    contract_id = await session.scalar(query)
    if contract_id is None:
        return False
    await session.execute(sa.delete(t.te_herwaarderen).where(c.contract_id == contract_id))
    k = t.contract.c
    rows = await session.execute(
        sa.select(k.agb_code, k.gemeentecodes).where(k.contract_id == contract_id)
    )
    parties = {(row.agb_code, code) for row in rows for code in row.gemeentecodes}
    for agb_code in {agb for agb, _ in parties}:
        gemeenten = sorted(code for agb, code in parties if agb == agb_code)
        moved = _c.tarief_gemeentecode.in_(gemeenten)
        under = sa.or_(_c.gemeentecode.in_(gemeenten), moved)
        await _mark_where(session, now, _c.agb_code == agb_code, under)
        await verschillen.mark_party(session, agb_code, gemeenten, now)
    return True


async def mark_all(session: AsyncSession, now: datetime) -> None:
    """Every toewijzing: the ledger begins."""
    await _mark_where(session, now, sa.true())


async def mark_open_ended(session: AsyncSession, now: datetime) -> None:
    """Those of which some version has no end: a new year begins."""
    await _mark_where(session, now, _c.einddatum.is_(None))


async def mark_expired(session: AsyncSession, now: datetime, since: date, until: date) -> None:
    """Those that ended, or of which a delivery did, from `since` to before `until`."""
    await _mark_where(session, now, _c.einddatum >= since, _c.einddatum < until)
    d = t.levering.c
    stopped = sa.select(d.gemeentecode, d.toewijzing_nummer).where(
        d.einddatum >= since, d.einddatum < until
    )
    await mark_from(session, t.te_boeken, stopped, now)


async def mark_released(session: AsyncSession, now: datetime, declaraties: Sequence[str]) -> None:
    """Those with a line in these declaraties of which something was released already."""
    r, v = t.regel.c, t.verplichting.c
    ids = listed(session, {"id": sa.String(36)}, [(one,) for one in declaraties])
    touched = (
        sa.select(r.gemeentecode, r.toewijzing_nummer)
        .join(ids, ids.c.id == r.declaratie_id)
        .join(
            t.verplichting,
            sa.and_(v.gemeentecode == r.gemeentecode, v.toewijzing_nummer == r.toewijzing_nummer),
        )
        .where(r.toegekend, v.afgelopen)
    )
    await mark_from(session, t.te_boeken, touched, now)


async def stand(session: AsyncSession, naam: str) -> datetime | None:
    """How far a kind of work is."""
    c = t.grootboek_stand.c
    found: datetime | None = await session.scalar(sa.select(c.tot).where(c.naam == naam))
    return found


async def progress(session: AsyncSession, naam: str) -> sa.Row[Any] | None:
    """The same with what was found and the place, of work that is done in parts."""
    query = sa.select(t.grootboek_stand).where(t.grootboek_stand.c.naam == naam)
    return (await session.execute(query)).one_or_none()


async def move_stand(
    session: AsyncSession, naam: str, tot: datetime, aantal: int = 0, plek: str | None = None
) -> None:
    """It got further; `aantal` is what a check found."""
    values = {"naam": naam, "tot": tot, "aantal": aantal, "plek": plek}
    await session.execute(upsert(t.grootboek_stand, values, key=["naam"]))


async def found(session: AsyncSession, naam: str) -> int:
    """What the last check found."""
    c = t.grootboek_stand.c
    return int(await session.scalar(sa.select(c.aantal).where(c.naam == naam)) or 0)


async def _mark_where(
    session: AsyncSession, now: datetime, *wanted: sa.ColumnElement[bool]
) -> None:
    keys = sa.select(_c.gemeentecode, _c.toewijzing_nummer).where(*wanted)
    await mark_from(session, t.te_boeken, keys, now)
