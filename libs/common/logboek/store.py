# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the tables of a log of processing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert, insert_records, listed
from libs.common.logboek.model import Betrokkene, Handeling
from libs.common.logboek.tables import LogboekTables

_COLUMNS = [one.name for one in fields(Handeling)]
_WHO = ("verwerking_id", "gemeentecode", "pseudoniem")

Kept = Sequence[tuple[Handeling, Iterable[Betrokkene]]]
"""Actions, each with the persons it was about."""


async def keep(session: AsyncSession, t: LogboekTables, kept: Kept) -> None:
    """Store actions with their persons: two statements, however many there are."""
    await bulk_insert(session, t.verwerking, [asdict(handeling) for handeling, _ in kept])
    records = (
        (handeling.id, one.gemeentecode, one.pseudoniem)
        for handeling, betrokkenen in kept
        for one in betrokkenen
    )
    await insert_records(session, t.betrokkene, _WHO, records)


async def last(session: AsyncSession, t: LogboekTables) -> Handeling | None:
    """The end of the chain."""
    query = _query(t).where(t.verwerking.c.volgnummer.is_not(None))
    row = (await session.execute(query.order_by(t.verwerking.c.volgnummer.desc()).limit(1))).first()
    return None if row is None else Handeling(*row)


async def unchained(session: AsyncSession, t: LogboekTables, limit: int) -> list[Handeling]:
    """Actions without a place in the chain, oldest first."""
    c = t.verwerking.c
    query = _query(t).where(c.volgnummer.is_(None)).order_by(c.id).limit(limit)
    return [Handeling(*row) for row in await session.execute(query)]


async def chain(session: AsyncSession, t: LogboekTables, links: Iterable[Handeling]) -> None:
    """Give actions their place and seal."""
    at = sa.update(t.verwerking).where(t.verwerking.c.id == sa.bindparam("at"))
    values = [{"at": one.id, "nummer": one.volgnummer, "zegel": one.keten} for one in links]
    placed = at.values(volgnummer=sa.bindparam("nummer"), keten=sa.bindparam("zegel"))
    await session.execute(placed, values)


async def chained(
    session: AsyncSession, t: LogboekTables, after: int, limit: int
) -> list[Handeling]:
    """Actions in the order of the chain."""
    c = t.verwerking.c
    query = _query(t).where(c.volgnummer > after).order_by(c.volgnummer).limit(limit)
    return [Handeling(*row) for row in await session.execute(query)]


async def betrokkenen(
    session: AsyncSession, t: LogboekTables, ids: Sequence[str]
) -> Mapping[str, Sequence[Betrokkene]]:
    """The persons of actions, in order."""
    c = t.betrokkene.c
    query = sa.select(c.verwerking_id, c.gemeentecode, c.pseudoniem).where(c.verwerking_id.in_(ids))
    found: defaultdict[str, list[Betrokkene]] = defaultdict(list)
    for verwerking_id, gemeentecode, pseudoniem in await session.execute(query):
        found[verwerking_id].append(Betrokkene(gemeentecode, pseudoniem))
    return {id: sorted(them) for id, them in found.items()}


async def of_messages(
    session: AsyncSession, t: LogboekTables, ids: Collection[str]
) -> set[Betrokkene]:
    """The persons that messages, or transactions that sent one, were about: two questions."""
    v, c = t.verwerking.c, t.betrokkene.c
    wanted = listed(session, {"id": sa.String(36)}, [(one,) for one in sorted(ids)])
    found = set[Betrokkene]()
    for named in (v.onderwerp, v.bundel):
        query = (
            sa.select(c.gemeentecode, c.pseudoniem)
            .join(t.verwerking, v.id == c.verwerking_id)
            .join(wanted, wanted.c.id == named)
        )
        found |= {Betrokkene(*row) for row in await session.execute(query.distinct())}
    return found


async def about(
    session: AsyncSession, t: LogboekTables, who: Betrokkene, after: str | None, limit: int
) -> list[Handeling]:
    """What was done with the data of one person for one gemeente, newest first."""
    c = t.betrokkene.c
    same = sa.and_(c.gemeentecode == who.gemeentecode, c.pseudoniem == who.pseudoniem)
    query = _query(t).join(t.betrokkene, c.verwerking_id == t.verwerking.c.id).where(same)
    if after is not None:
        query = query.where(c.verwerking_id < after)
    rows = await session.execute(query.order_by(c.verwerking_id.desc()).limit(limit))
    return [Handeling(*row) for row in rows]


def _query(t: LogboekTables) -> sa.Select[Any]:
    return sa.select(*(t.verwerking.c[name] for name in _COLUMNS))
