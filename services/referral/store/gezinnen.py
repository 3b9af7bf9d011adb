# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Families with their members in time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from libs.common.upsert import upsert
from services.referral import tables as t
from services.referral.domain.casus import Gezinssituatie
from services.referral.domain.gezin import Gezin, Lid

_g = t.gezin.c
_l = t.gezinslid.c


async def save(session: AsyncSession, gezin: Gezin) -> None:
    """A new one, or the next version of one that is locked."""
    values = {
        "id": gezin.id,
        "gemeentecode": gezin.gemeentecode,
        "eigenaar": gezin.eigenaar,
        "versie": gezin.versie,
        "gewijzigd_op": gezin.gewijzigd_op,
    }
    if gezin.versie == 1:
        await session.execute(sa.insert(t.gezin).values(values))
    else:
        await session.execute(sa.update(t.gezin).where(_g.id == gezin.id).values(values))
    leden = [
        {
            "gezin_id": gezin.id,
            "client_id": lid.client_id,
            "begindatum": lid.begindatum,
            "einddatum": lid.einddatum,
        }
        for lid in gezin.leden
    ]
    key = ("gezin_id", "client_id", "begindatum")
    await session.execute(upsert(t.gezinslid, leden, key=key))


async def read(session: AsyncSession, gemeentecode: str, gezin_id: str) -> Gezin | None:
    """One of this gemeente."""
    return await _one(session, _of(gemeentecode, gezin_id))


async def take(session: AsyncSession, gemeentecode: str, gezin_id: str) -> Gezin | None:
    """As `read`, locked until the transaction ends."""
    return await _one(session, _of(gemeentecode, gezin_id).with_for_update())


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Gezin]:
    """Of this gemeente, newest first."""
    query = sa.select(t.gezin).where(_g.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_g.id < before)
    rows = (await session.execute(query.order_by(_g.id.desc()).limit(limit))).all()
    leden = await _leden(session, [row.id for row in rows])
    return [_gezin(row, leden.get(row.id, [])) for row in rows]


async def elsewhere(
    session: AsyncSession, gezin_id: str, client_ids: Iterable[str], dag: date
) -> frozenset[str]:
    """Which of these clients belong to another family on that day or later."""
    query = sa.select(_l.client_id).where(
        _l.client_id.in_(sorted(client_ids)),
        _l.gezin_id != gezin_id,
        sa.or_(_l.einddatum.is_(None), _l.einddatum >= dag),
    )
    return frozenset((await session.scalars(query)).all())


async def situations(session: AsyncSession, gemeentecode: str, dag: date) -> list[Gezinssituatie]:
    """The families of a gemeente as they are on a day."""
    query = (
        sa.select(_g.id, _g.eigenaar, _l.client_id)
        .join(t.gezinslid, _l.gezin_id == _g.id)
        .where(_g.gemeentecode == gemeentecode, *on_day(_l.begindatum, _l.einddatum, dag))
        .order_by(_g.id)
    )
    members: dict[tuple[str, str | None], set[str]] = {}
    for row in await session.execute(query):
        members.setdefault((row.id, row.eigenaar), set()).add(row.client_id)
    return [
        Gezinssituatie(gezin_id, eigenaar, frozenset(client_ids))
        for (gezin_id, eigenaar), client_ids in members.items()
    ]


def on_day(
    begin: sa.ColumnElement[date], einde: sa.ColumnElement[date | None], dag: date
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """A term with this day in it."""
    return begin <= dag, sa.or_(einde.is_(None), einde >= dag)


def _of(gemeentecode: str, gezin_id: str) -> sa.Select[Any]:
    return sa.select(t.gezin).where(_g.id == gezin_id, _g.gemeentecode == gemeentecode)


async def _one(session: AsyncSession, query: sa.Select[Any]) -> Gezin | None:
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return _gezin(row, (await _leden(session, [row.id])).get(row.id, []))


async def _leden(session: AsyncSession, gezin_ids: list[str]) -> dict[str, list[Lid]]:
    query = sa.select(t.gezinslid).where(_l.gezin_id.in_(gezin_ids))
    found: dict[str, list[Lid]] = {}
    for row in await session.execute(query.order_by(_l.begindatum, _l.client_id)):
        note(session, [Sleutel(row.client_id)])
        lid = Lid(row.client_id, row.begindatum, row.einddatum)
        found.setdefault(row.gezin_id, []).append(lid)
    return found


def _gezin(row: sa.Row[Any], leden: list[Lid]) -> Gezin:
    moment: datetime = row.gewijzigd_op
    return Gezin(row.id, row.gemeentecode, row.eigenaar, tuple(leden), row.versie, moment)
