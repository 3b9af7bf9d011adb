# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over authorisations: versions are added, and never change."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.model import OrgType
from libs.common.upsert import insert_ignore
from services.contract import tables as t
from services.contract.domain.autorisatie import Autorisatie
from services.contract.store.rows import Row, as_geldigheid, dates

_KEY = ("soort", "code", "versie")
_c = t.autorisatie_versie.c
_now = t.MECHANICS.authorisations.c
_NEWEST = sa.and_(_c.soort == _now.soort, _c.code == _now.code, _c.versie == _now.versie)


@dataclass(frozen=True, slots=True)
class Besluit:
    """A version, with who decided on it and when."""

    autorisatie: Autorisatie
    versie: int
    door: str
    op: datetime


async def newest(
    session: AsyncSession, soort: OrgType, code: str, *, lock: bool = False
) -> Besluit | None:
    """What counts for an organisation; with `lock` nobody else changes it until the commit.

    Locked first and read then: who waited in the join itself would be shown its old half.
    """
    of_it = sa.and_(_now.soort == soort, _now.code == code)
    if lock:
        await session.execute(sa.select(_now.versie).where(of_it).with_for_update())
    query = sa.select(t.autorisatie_versie).join(_now.soort.table, _NEWEST).where(of_it)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _besluit(row)


async def page(session: AsyncSession, after: tuple[str, str] | None, limit: int) -> list[Besluit]:
    """What counts for each organisation, by kind and code, of those after one."""
    query = sa.select(t.autorisatie_versie).join(_now.soort.table, _NEWEST)
    if after is not None:
        query = query.where(sa.tuple_(_now.soort, _now.code) > after)
    rows = await session.execute(query.order_by(_now.soort, _now.code).limit(limit))
    return [_besluit(row) for row in rows]


async def versions(
    session: AsyncSession, soort: OrgType, code: str, after: int, limit: int
) -> list[Besluit]:
    """What was decided on an organisation, oldest first, of those after a version."""
    query = sa.select(t.autorisatie_versie).where(
        _c.soort == soort, _c.code == code, _c.versie > after
    )
    return [_besluit(row) for row in await session.execute(query.order_by(_c.versie).limit(limit))]


async def add(session: AsyncSession, made: Besluit) -> bool:
    """One more version; False when another added the same one first.

    Of an organisation of which nothing is kept there is no row to lock: of two who decide first,
    the primary key lets one through.
    """
    wanted = made.autorisatie
    values = {
        "soort": wanted.soort,
        "code": wanted.code,
        "versie": made.versie,
        "rechten": list(wanted.rechten),
        "reden": wanted.reden,
        "besloten_door": made.door,
        "besloten_op": made.op,
    }
    insert = insert_ignore(t.autorisatie_versie, values | dates(wanted.geldig), key=_KEY)
    return await session.scalar(insert.returning(_c.versie)) is not None


def _besluit(row: Row) -> Besluit:
    wanted = Autorisatie(
        OrgType(row.soort), row.code, tuple(row.rechten), as_geldigheid(row), row.reden
    )
    return Besluit(wanted, row.versie, row.besloten_door, row.besloten_op)
