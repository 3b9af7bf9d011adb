# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Questions between gemeenten who pays, as rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.verrekening import VERLOOP, Verrekening, Vraag

_c = t.verrekening.c


async def add(session: AsyncSession, verrekening: Verrekening) -> None:
    """A new one."""
    vraag = verrekening.vraag
    values = {
        "id": verrekening.id,
        "betaler": vraag.betaler,
        "aangesproken": vraag.aangesproken,
        "bewijs": vraag.bewijs,
        "bedrag": vraag.bedrag,
        "periode_begin": vraag.periode_begin,
        "periode_eind": vraag.periode_eind,
        "gevraagd_op": verrekening.gevraagd_op,
        "uiterste_datum": verrekening.uiterste_datum,
        **_state(verrekening),
    }
    await session.execute(sa.insert(t.verrekening).values(values))


async def update(session: AsyncSession, verrekening: Verrekening) -> None:
    """Its state after a step."""
    changed = sa.update(t.verrekening).where(_c.id == verrekening.id)
    await session.execute(changed.values(_state(verrekening)))


async def read(session: AsyncSession, zaak_id: str, *, lock: bool = False) -> Verrekening | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.verrekening).where(_c.id == zaak_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _verrekening(row)


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> Sequence[Verrekening]:
    """Those in which a gemeente is one of the two sides, newest first."""
    query = sa.select(t.verrekening).where(_is_party(gemeentecode))
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_verrekening(row) for row in rows]


async def overdue(
    session: AsyncSession, gemeentecode: str, today: date, limit: int
) -> Sequence[Verrekening]:
    """Those of a gemeente that stayed unanswered, the longest first."""
    query = sa.select(t.verrekening).where(_is_party(gemeentecode), _is_overdue(today))
    rows = await session.execute(query.order_by(_c.uiterste_datum, _c.id).limit(limit))
    return [_verrekening(row) for row in rows]


async def count_overdue(session: AsyncSession, today: date) -> int:
    """How many are unanswered after their term, of all gemeenten."""
    query = sa.select(sa.func.count()).select_from(t.verrekening).where(_is_overdue(today))
    return int(await session.scalar(query) or 0)


def _is_party(gemeentecode: str) -> sa.ColumnElement[bool]:
    return sa.or_(_c.betaler == gemeentecode, _c.aangesproken == gemeentecode)


def _is_overdue(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(_c.toestand == VERLOOP.begin, _c.uiterste_datum < today)


def _state(verrekening: Verrekening) -> dict[str, Any]:
    return {
        "toestand": verrekening.toestand,
        "overeengekomen": verrekening.overeengekomen,
        "versie": verrekening.versie,
    }


def _verrekening(row: sa.Row[Any]) -> Verrekening:
    return Verrekening(
        id=row.id,
        vraag=Vraag(
            betaler=row.betaler,
            aangesproken=row.aangesproken,
            bewijs=row.bewijs,
            bedrag=row.bedrag,
            periode_begin=row.periode_begin,
            periode_eind=row.periode_eind,
        ),
        gevraagd_op=row.gevraagd_op,
        uiterste_datum=row.uiterste_datum,
        toestand=row.toestand,
        overeengekomen=row.overeengekomen,
        versie=row.versie,
    )
