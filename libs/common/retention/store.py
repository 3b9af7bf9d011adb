# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the tables of destruction lists and of what holds data back."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.lijst import (
    Bewaarplicht,
    Lijst,
    Regel,
    Regeltoestand,
    Stap,
    Toestand,
    Verklaring,
)
from libs.common.retention.tables import VernietigingTables

_LIJST = [one.name for one in fields(Lijst)]
_REGEL = [one.name for one in fields(Regel)]
_PLICHT = [one.name for one in fields(Bewaarplicht)]
_PROOF = [one.name for one in fields(Verklaring)]
_DONE = (Toestand.UITGEVOERD, Toestand.AFGEWEZEN)


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
        c.toestand.not_in(_DONE),
    )
    return await session.scalar(query.limit(1)) is not None


def on_open_lists(t: VernietigingTables) -> sa.Select[str]:
    """Whose data stands on a list that is being dealt with."""
    return (
        sa.select(t.regel.c.persoon)
        .join(t.lijst, t.lijst.c.id == t.regel.c.lijst_id)
        .where(t.lijst.c.toestand.not_in(_DONE), t.regel.c.persoon.is_not(None))
    )


def held_on(t: VernietigingTables, today: date) -> sa.Select[str]:
    """Whose data is held back on a day."""
    return sa.select(t.bewaarplicht.c.persoon).where(*_holds(t, today))


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


async def add_wiped(
    session: AsyncSession, t: VernietigingTables, lijst_id: str, table: str, rows: int
) -> None:
    """Count rows of a table that were wiped for a list."""
    c = t.lijst.c
    query = sa.select(c.gewist).where(c.id == lijst_id).with_for_update()
    before: dict[str, int] = await session.scalar(query) or {}
    after = before | {table: before.get(table, 0) + rows}
    await session.execute(sa.update(t.lijst).where(c.id == lijst_id).values(gewist=after))


async def mark(
    session: AsyncSession, t: VernietigingTables, marks: Sequence[str], now: datetime
) -> None:
    """Keep the marks of a person who is destroyed, the first of whom stands for all."""
    await session.execute(sa.delete(t.merk).where(t.merk.c.merk.in_(marks)))
    rows = [{"merk": one, "persoon_merk": marks[0], "vernietigd_op": now} for one in marks]
    await session.execute(sa.insert(t.merk), rows)


async def marks(session: AsyncSession, t: VernietigingTables) -> dict[str, tuple[str, datetime]]:
    """All marks: whose each is, and when its person was destroyed."""
    rows = await session.execute(sa.select(t.merk))
    return {row.merk: (row.persoon_merk, row.vernietigd_op) for row in rows}


async def declare(session: AsyncSession, t: VernietigingTables, proof: Verklaring) -> None:
    """Keep a proof."""
    await session.execute(sa.insert(t.verklaring).values(asdict(proof)))


async def last_proof(session: AsyncSession, t: VernietigingTables) -> Verklaring | None:
    """The end of the chain."""
    query = _proofs(t).order_by(t.verklaring.c.volgnummer.desc())
    row = (await session.execute(query.limit(1))).first()
    return None if row is None else _as_proof(row)


async def proofs(
    session: AsyncSession, t: VernietigingTables, after: int, limit: int
) -> list[Verklaring]:
    """In the order of the chain."""
    c = t.verklaring.c
    query = _proofs(t).where(c.volgnummer > after).order_by(c.volgnummer).limit(limit)
    return [_as_proof(row) for row in await session.execute(query)]


async def proofs_of(
    session: AsyncSession, t: VernietigingTables, gemeentecode: str, page: tuple[int | None, int]
) -> list[Verklaring]:
    """Of a gemeente, newest first."""
    before, limit = page
    c = t.verklaring.c
    query = _proofs(t).where(c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(c.volgnummer < before)
    rows = await session.execute(query.order_by(c.volgnummer.desc()).limit(limit))
    return [_as_proof(row) for row in rows]


async def unproven(session: AsyncSession, t: VernietigingTables) -> Sequence[str]:
    """Lists that were carried out and have no proof."""
    proven = sa.select(t.verklaring.c.lijst_id)
    query = sa.select(t.lijst.c.id).where(
        t.lijst.c.toestand == Toestand.UITGEVOERD, t.lijst.c.id.not_in(proven)
    )
    return (await session.scalars(query.order_by(t.lijst.c.id))).all()


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


async def add_plicht(session: AsyncSession, t: VernietigingTables, plicht: Bewaarplicht) -> None:
    """Keep a new hold."""
    await session.execute(sa.insert(t.bewaarplicht).values(asdict(plicht)))


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
    persoon: str | None = None,
) -> list[Bewaarplicht]:
    """Holds of a gemeente, newest first; of one person when that is asked."""
    before, limit = page
    c = t.bewaarplicht.c
    query = _plichten(t).where(c.gemeentecode == gemeentecode)
    if persoon is not None:
        query = query.where(c.persoon == persoon)
    if before is not None:
        query = query.where(c.id < before)
    return [
        Bewaarplicht(*row)
        for row in await session.execute(query.order_by(c.id.desc()).limit(limit))
    ]


async def suspend(session: AsyncSession, t: VernietigingTables, held: Bewaarplicht) -> None:
    """Take what a hold keeps off all lists that are being dealt with."""
    c = t.regel.c
    dealt_with = sa.select(t.lijst.c.id).where(t.lijst.c.toestand.not_in(_DONE))
    rows = sa.update(t.regel).where(
        c.persoon == held.persoon,
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


def _holds(t: VernietigingTables, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """As `Bewaarplicht.geldt`."""
    c = t.bewaarplicht.c
    return (c.sinds <= today, c.opgeheven_op.is_(None), sa.or_(c.tot.is_(None), c.tot >= today))


def _lijsten(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.lijst.c[name] for name in _LIJST))


def _plichten(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.bewaarplicht.c[name] for name in _PLICHT))


def _as_lijst(row: sa.Row[Any]) -> Lijst:
    values = dict(row._mapping)
    stappen = tuple(Stap(**stap) for stap in values["stappen"])
    read = {"toestand": Toestand(values["toestand"]), "stappen": stappen}
    return Lijst(**values | read | {"gewist": values["gewist"] or {}})


def _proofs(t: VernietigingTables) -> sa.Select[Any]:
    return sa.select(*(t.verklaring.c[name] for name in _PROOF))


def _as_proof(row: sa.Row[Any]) -> Verklaring:
    values = dict(row._mapping)
    return Verklaring(**values | {"stappen": tuple(Stap(**stap) for stap in values["stappen"])})


def _as_regel(row: sa.Row[Any]) -> Regel:
    values = dict(row._mapping)
    return Regel(**values | {"toestand": Regeltoestand(values["toestand"])})
