# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Monthly reports: kept whole, changed by version."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.marap import Celverschil, Marap, as_json, from_json

_c = t.marap.c
_PLAIN = (
    "regiocode",
    "maand",
    "nummer",
    "versie",
    "peilmoment",
    "toestand",
    "voorbereider",
    "goedkeurder",
    "gemaakt_op",
    "gewijzigd_op",
)


async def add(session: AsyncSession, marap: Marap) -> None:
    """A new run."""
    await session.execute(sa.insert(t.marap).values(marap_id=marap.id, **_row(marap)))


async def change(session: AsyncSession, marap: Marap) -> bool:
    """Keep the next version; False when another came first."""
    row = _row(marap)
    for name in ("tabellen", "definities"):
        del row[name]
    result = await session.execute(
        sa.update(t.marap)
        .where(_c.marap_id == marap.id, _c.versie == marap.versie - 1)
        .values(**row)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def read(session: AsyncSession, marap_id: str) -> Marap | None:
    """One with all its figures."""
    row = (await session.execute(sa.select(t.marap).where(_c.marap_id == marap_id))).one_or_none()
    return None if row is None else _marap(row, row.tabellen)


async def page(
    session: AsyncSession,
    regios: Sequence[str] | None,
    toestand: str | None,
    after: str | None,
    limit: int,
) -> list[Marap]:
    """Without figures, newest first: ids are in order of time."""
    columns = [column for column in _c if column.name != "tabellen"]
    query = sa.select(*columns)
    if regios is not None:
        query = query.where(_c.regiocode.in_(regios))
    if toestand is not None:
        query = query.where(_c.toestand == toestand)
    if after is not None:
        query = query.where(_c.marap_id < after)
    rows = await session.execute(query.order_by(_c.marap_id.desc()).limit(limit))
    return [_marap(row, ()) for row in rows]


async def concepts(session: AsyncSession) -> list[Marap]:
    """All that may still be laid beside billing, without figures, oldest first."""
    columns = [column for column in _c if column.name != "tabellen"]
    query = sa.select(*columns).where(_c.toestand == "concept").order_by(_c.marap_id)
    return [_marap(row, ()) for row in await session.execute(query)]


async def next_number(session: AsyncSession, regiocode: str, maand: date) -> int:
    """Of a run of a month."""
    query = sa.select(sa.func.max(_c.nummer)).where(_c.regiocode == regiocode, _c.maand == maand)
    return int(await session.scalar(query) or 0) + 1


async def definitions_before(session: AsyncSession, marap: Marap) -> dict[str, int] | None:
    """Those of the newest approved report of an earlier month."""
    query = (
        sa.select(_c.definities)
        .where(_c.regiocode == marap.regiocode, _c.maand < marap.maand, _c.toestand != "concept")
        .order_by(_c.maand.desc(), _c.nummer.desc())
        .limit(1)
    )
    found: dict[str, int] | None = await session.scalar(query)
    return found


async def has_marks(session: AsyncSession) -> bool:
    """Awards are still to be valued."""
    return bool(await session.scalar(sa.select(sa.exists(sa.select(t.te_waarderen.c.seq)))))


def _row(marap: Marap) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(marap, name) for name in _PLAIN}
    told = marap.aansluiting
    return row | {
        "definities": dict(marap.definities),
        "tabellen": [as_json(one) for one in marap.tabellen],
        "toelichtingen": dict(marap.toelichtingen),
        "aansluiting": None if told is None else [asdict(one) for one in told],
    }


def _marap(row: sa.Row[Any], tabellen: Sequence[Any]) -> Marap:
    told = row.aansluiting
    return Marap(
        id=row.marap_id,
        **{name: getattr(row, name) for name in _PLAIN},
        definities=row.definities,
        tabellen=[from_json(one) for one in tabellen],
        toelichtingen=row.toelichtingen,
        aansluiting=None
        if told is None
        else [
            Celverschil(**one | {"hier": tuple(one["hier"]), "daar": tuple(one["daar"])})
            for one in told
        ],
    )
