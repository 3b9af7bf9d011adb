# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over the dossiers and their versions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.store.rows import Row

_c, _v = t.dossier.c, t.dossier_versie.c


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier as it now is."""

    id: str
    soort: str
    eigenaar: str
    agb_code: str | None
    gedeeld: bool
    inhoud: Mapping[str, Any]
    versie: int
    gewijzigd_op: datetime


@dataclass(frozen=True, slots=True)
class Zicht:
    """Whose dossiers are seen: of these owners, and what is shared; or those about an aanbieder."""

    eigenaren: Collection[str] | None = None
    agb_code: str | None = None

    def where(self) -> sa.ColumnElement[bool]:
        """As a condition; of nobody in particular it is all."""
        if self.agb_code is not None:
            return _c.agb_code == self.agb_code
        if self.eigenaren is None:
            return sa.true()
        return sa.or_(_c.eigenaar.in_(sorted(self.eigenaren)), _c.gedeeld)


async def read(
    session: AsyncSession, soort: str, dossier_id: str, zicht: Zicht, *, lock: bool = False
) -> Dossier | None:
    """One of a kind; None also when the caller may not see it."""
    query = sa.select(t.dossier).where(_c.id == dossier_id, _c.soort == soort, zicht.where())
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _dossier(row)


async def page(
    session: AsyncSession,
    soort: str,
    zicht: Zicht,
    agb_code: str | None,
    after: str | None,
    limit: int,
) -> list[Dossier]:
    """Those of a kind that are seen, oldest first."""
    query = sa.select(t.dossier).where(_c.soort == soort, zicht.where())
    if agb_code is not None:
        query = query.where(_c.agb_code == agb_code)
    if after is not None:
        query = query.where(_c.id > after)
    return [_dossier(row) for row in await session.execute(query.order_by(_c.id).limit(limit))]


async def beside(session: AsyncSession, dossier: Dossier) -> list[Dossier]:
    """Others of its kind about the same aanbieder, or about none, that its owner sees."""
    query = sa.select(t.dossier).where(
        _c.soort == dossier.soort,
        _c.agb_code.is_not_distinct_from(dossier.agb_code),
        _c.id != dossier.id,
        Zicht(eigenaren=(dossier.eigenaar,)).where(),
    )
    return [_dossier(row) for row in await session.execute(query.order_by(_c.id))]


async def about(
    session: AsyncSession, soort: str, agb_codes: Collection[str]
) -> dict[str, list[Dossier]]:
    """All of a kind about each of these aanbieders, oldest first."""
    query = sa.select(t.dossier).where(_c.soort == soort, _c.agb_code.in_(sorted(agb_codes)))
    found: dict[str, list[Dossier]] = {code: [] for code in agb_codes}
    for row in await session.execute(query.order_by(_c.id)):
        found[row.agb_code].append(_dossier(row))
    return found


async def history(session: AsyncSession, dossier_id: str) -> list[Row]:
    """All versions, oldest first."""
    query = sa.select(t.dossier_versie).where(_v.id == dossier_id).order_by(_v.versie)
    return list(await session.execute(query))


async def save(session: AsyncSession, dossier: Dossier) -> None:
    """A new one, or the next version of one that is locked."""
    values = {name: getattr(dossier, name) for name in Dossier.__slots__}
    if dossier.versie == 1:
        await session.execute(sa.insert(t.dossier).values(values))
    else:
        await session.execute(sa.update(t.dossier).where(_c.id == dossier.id).values(values))
    kept = {name: values[name] for name in ("id", "versie", "inhoud", "gewijzigd_op")}
    await session.execute(sa.insert(t.dossier_versie).values(kept))


def at(now: Dossier, versie: int, inhoud: Mapping[str, Any], gewijzigd_op: datetime) -> Dossier:
    """The same dossier as it was in a version."""
    return replace(now, versie=versie, inhoud=inhoud, gewijzigd_op=gewijzigd_op)


def _dossier(row: Row) -> Dossier:
    return Dossier(**{name: getattr(row, name) for name in Dossier.__slots__})
