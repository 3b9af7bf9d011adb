# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Norms of waiting, what was told about them, and who is still waiting."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.logboek import Sleutel, note
from libs.common.upsert import insert_ignore
from services.referral import tables as t
from services.referral.domain.verwijzing import Verwijzing
from services.referral.domain.wachttijd import Fase, Soort, Wachtnorm, Wachtsignaal
from services.referral.store.verwijzingen import as_verwijzing

_n = t.wachtnorm.c
_s = t.wachtsignaal.c
_v = t.verwijzing.c
_NORM = tuple(Wachtnorm.__slots__)
_OVER = ("afgewezen", "gestart", "tijdelijk-gestopt", "beeindigd", "ingetrokken", "overgedragen")


@dataclass(frozen=True, slots=True)
class Gesignaleerd:
    """A signal as it was told."""

    id: str
    verwijzing_id: str
    soort: Soort
    fase: Fase
    norm_dagen: int
    dagen: int
    uiterlijk: date
    gesignaleerd_op: datetime


async def set_norm(session: AsyncSession, norm: Wachtnorm, now: datetime) -> None:
    """Add one; what was set before for the same day stays readable."""
    values = asdict(norm) | {"id": new_id(), "vastgesteld_op": now}
    await session.execute(sa.insert(t.wachtnorm).values(values))


async def norms(session: AsyncSession, gemeentecodes: Collection[str]) -> list[Wachtnorm]:
    """Of these gemeenten, newest first: of two for one day the first holds."""
    query = sa.select(t.wachtnorm).where(_n.gemeentecode.in_(sorted(gemeentecodes)))
    rows = await session.execute(query.order_by(_n.id.desc()))
    return [Wachtnorm(**{name: getattr(row, name) for name in _NORM}) for row in rows]


async def tell(
    session: AsyncSession, verwijzing: Verwijzing, signaal: Wachtsignaal, now: datetime
) -> bool:
    """Keep a signal; False when it was told before."""
    key = ("verwijzing_id", "soort", "fase")
    made = new_id()
    values = asdict(signaal) | {
        "id": made,
        "gemeentecode": verwijzing.gemeentecode,
        "verwijzing_id": verwijzing.id,
        "gesignaleerd_op": now,
    }
    await session.execute(insert_ignore(t.wachtsignaal, values, key=key))
    query = sa.select(_s.id).where(
        _s.verwijzing_id == verwijzing.id, _s.soort == signaal.soort, _s.fase == signaal.fase
    )
    return bool(await session.scalar(query) == made)


async def told(session: AsyncSession, ids: Collection[str]) -> frozenset[tuple[str, Soort, Fase]]:
    """What was told of these referrals."""
    query = sa.select(_s.verwijzing_id, _s.soort, _s.fase).where(_s.verwijzing_id.in_(sorted(ids)))
    rows = await session.execute(query)
    return frozenset((row.verwijzing_id, row.soort, row.fase) for row in rows)


async def listed(
    session: AsyncSession,
    gemeentecode: str,
    fase: Fase | None,
    page: tuple[str | None, int],
) -> list[Gesignaleerd]:
    """Signals of this gemeente, newest first; `page` is (before which id, how many)."""
    before, limit = page
    query = sa.select(t.wachtsignaal).where(_s.gemeentecode == gemeentecode)
    if fase is not None:
        query = query.where(_s.fase == fase)
    if before is not None:
        query = query.where(_s.id < before)
    query = query.add_columns(_v.client_id).join(t.verwijzing, _v.id == _s.verwijzing_id)
    rows = (await session.execute(query.order_by(_s.id.desc()).limit(limit))).all()
    note(session, {Sleutel(row.client_id) for row in rows})
    names = Gesignaleerd.__slots__
    return [Gesignaleerd(**{name: getattr(row, name) for name in names}) for row in rows]


async def waiting(session: AsyncSession, vault: Vault, after: str, limit: int) -> list[Verwijzing]:
    """Referrals on which help has not begun, in order of id, beyond one."""
    query = sa.select(t.verwijzing).where(
        _v.id > after, _v.verwijsdatum.is_not(None), _v.status.not_in(_OVER)
    )
    rows = await session.execute(query.order_by(_v.id).limit(limit))
    return [as_verwijzing(session, row, vault) for row in rows]


async def count_overdue(session: AsyncSession) -> int:
    """Referrals that wait longer than a norm, and on which help has not begun."""
    query: sa.Select[Any] = (
        sa.select(sa.func.count(sa.distinct(_v.id)))
        .join(t.wachtsignaal, _s.verwijzing_id == _v.id)
        .where(_s.fase == "overschreden", _v.status.not_in(_OVER))
    )
    return int(await session.scalar(query) or 0)
