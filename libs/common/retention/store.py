# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the tables of destruction lists and their rows."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.lijst import Lijst, Regel, Regeltoestand, Stap, Toestand
from libs.common.retention.tables import VernietigingTables

_LIJST = [one.name for one in fields(Lijst)]
_REGEL = [one.name for one in fields(Regel)]
DONE = (Toestand.UITGEVOERD, Toestand.AFGEWEZEN)
"""Nothing comes of a list any more."""


async def add(
    session: AsyncSession, t: VernietigingTables, lijst: Lijst, regels: Sequence[Regel]
) -> None:
    """Keep a new list with its rows."""
    await session.execute(sa.insert(t.lijst).values(asdict(lijst)))
    await session.execute(sa.insert(t.regel), [asdict(regel) for regel in regels])


async def update(session: AsyncSession, t: VernietigingTables, lijst: Lijst) -> None:
    """Keep the list as it now stands."""
    values = {name: asdict(lijst)[name] for name in ("toestand", "versie", "stappen")}
    await session.execute(sa.update(t.lijst).where(t.lijst.c.id == lijst.id).values(values))


async def take(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, lijst_id: str
) -> Lijst | None:
    """A list of the gemeente, locked until the transaction ends."""
    c = t.lijst.c
    query = _lijsten(t).where(c.id == lijst_id, c.gemeentecode == gemeentecode)
    row = (await session.execute(query.with_for_update())).one_or_none()
    return None if row is None else _as_lijst(row)


async def read(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, lijst_id: str
) -> Lijst | None:
    """As `take`, for reading only."""
    c = t.lijst.c
    query = _lijsten(t).where(c.id == lijst_id, c.gemeentecode == gemeentecode)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _as_lijst(row)


async def listed(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, page: tuple[str | None, int]
) -> list[Lijst]:
    """Of a gemeente, newest first; `page` is (before which id, how many)."""
    before, limit = page
    query = _lijsten(t).where(t.lijst.c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(t.lijst.c.id < before)
    rows = await session.execute(query.order_by(t.lijst.c.id.desc()).limit(limit))
    return [_as_lijst(row) for row in rows]


async def approved(session: AsyncSession, t: VernietigingTables) -> list[Lijst]:
    """Those that are to be carried out, oldest first."""
    query = _lijsten(t).where(t.lijst.c.toestand == Toestand.VASTGESTELD)
    return [_as_lijst(row) for row in await session.execute(query.order_by(t.lijst.c.id))]


async def is_open(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, categorie: str
) -> bool:
    """Whether a list of ended terms is being dealt with."""
    c = t.lijst.c
    query = sa.select(sa.literal(1)).where(
        c.gemeentecode == gemeentecode,
        c.categorie == categorie,
        c.grond == "termijn",
        c.toestand.not_in(DONE),
    )
    return await session.scalar(query.limit(1)) is not None


def on_open_lists(t: VernietigingTables) -> sa.Select[str]:
    """Whose data stands on a list that is being dealt with."""
    return (
        sa.select(t.regel.c.persoon)
        .join(t.lijst, t.lijst.c.id == t.regel.c.lijst_id)
        .where(t.lijst.c.toestand.not_in(DONE), t.regel.c.persoon.is_not(None))
    )


async def regels(
    session: AsyncSession, t: VernietigingTables, lijst_id: str, after: int, limit: int
) -> list[Regel]:
    """The rows of a list after a number, in order."""
    c = t.regel.c
    query = sa.select(*(c[name] for name in _REGEL)).where(c.lijst_id == lijst_id, c.nummer > after)
    rows = await session.execute(query.order_by(c.nummer).limit(limit))
    return [_as_regel(row) for row in rows]


async def keep_regel(session: AsyncSession, t: VernietigingTables, regel: Regel) -> None:
    """Keep a row as it now stands."""
    c = t.regel.c
    values = {n: v for n, v in asdict(regel).items() if n not in ("lijst_id", "nummer")}
    same = (c.lijst_id == regel.lijst_id, c.nummer == regel.nummer)
    await session.execute(sa.update(t.regel).where(*same).values(values))


async def next_open(session: AsyncSession, t: VernietigingTables, lijst_id: str) -> Regel | None:
    """The first row of a list that is to be carried out, locked until the transaction ends."""
    c = t.regel.c
    query = sa.select(*(c[name] for name in _REGEL)).where(
        c.lijst_id == lijst_id, c.toestand == Regeltoestand.OPEN
    )
    row = (await session.execute(query.order_by(c.nummer).limit(1).with_for_update())).first()
    return None if row is None else _as_regel(row)


async def forget(session: AsyncSession, t: VernietigingTables, lijst_id: str) -> None:
    """Keep no longer by what to find what is left of whom a list was about."""
    rows = sa.update(t.regel).where(t.regel.c.lijst_id == lijst_id)
    await session.execute(rows.values(verzegeld=None))


async def forget_person(session: AsyncSession, t: VernietigingTables, persoon: str) -> None:
    """Name a person no longer on lists that nothing comes of any more."""
    done = sa.select(t.lijst.c.id).where(t.lijst.c.toestand.in_(DONE))
    rows = sa.update(t.regel).where(t.regel.c.persoon == persoon, t.regel.c.lijst_id.in_(done))
    await session.execute(rows.values(persoon=None))


async def add_wiped(
    session: AsyncSession, t: VernietigingTables, lijst_id: str, table: str, rows: int
) -> None:
    """Count rows of a table that were wiped for a list."""
    c = t.lijst.c
    query = sa.select(c.gewist).where(c.id == lijst_id).with_for_update()
    before: dict[str, int] = await session.scalar(query) or {}
    after = before | {table: before.get(table, 0) + rows}
    await session.execute(sa.update(t.lijst).where(c.id == lijst_id).values(gewist=after))


async def counts(
    session: AsyncSession, t: VernietigingTables, ids: Collection[str]
) -> dict[str, dict[Regeltoestand, int]]:
    """How many rows each list has in which state."""
    c = t.regel.c
    query = sa.select(c.lijst_id, c.toestand, sa.func.count()).where(c.lijst_id.in_(ids))
    found: dict[str, dict[Regeltoestand, int]] = {}
    for lijst_id, toestand, count in await session.execute(query.group_by(c.lijst_id, c.toestand)):
        found.setdefault(lijst_id, {})[Regeltoestand(toestand)] = count
    return found


def _lijsten(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.lijst.c[name] for name in _LIJST))


def _as_lijst(row: sa.Row[Any]) -> Lijst:
    values = dict(row._mapping)
    stappen = tuple(Stap(**stap) for stap in values["stappen"])
    read = {"toestand": Toestand(values["toestand"]), "stappen": stappen}
    return Lijst(**values | read | {"gewist": values["gewist"] or {}})


def _as_regel(row: sa.Row[Any]) -> Regel:
    values = dict(row._mapping)
    return Regel(**values | {"toestand": Regeltoestand(values["toestand"])})
