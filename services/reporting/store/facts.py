# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that keep facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.db import insert_ignore, upsert
from libs.ijw.volumes import Omvang
from services.reporting import tables as t
from services.reporting.domain import Award, Prijs, prijs_of

LEVERING_KEY = [
    "gemeentecode",
    "agb_code",
    "client_pseudoniem",
    "toewijzing_nummer",
    "begindatum",
    "versie",
]

Key = tuple[str, int, int]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredAward:
    """One version of an award with its identity (gemeentecode, number, version)."""

    key: Key
    agb_code: str
    categorie: str | None
    code: str | None
    award: Award


async def keep_newest(
    session: AsyncSession, table: sa.Table, values: Row, key: Sequence[str]
) -> None:
    """Insert, or replace what is of an older version."""
    await session.execute(upsert(table, values, key=key, newer="versie"))


async def keep_first(
    session: AsyncSession, table: sa.Table, values: Row | Sequence[Row], key: Sequence[str]
) -> None:
    """Insert facts that never change."""
    await session.execute(insert_ignore(table, values, key=key))


async def keep_regio(session: AsyncSession, values: Row, leden: Sequence[Row]) -> None:
    """A regio with all its memberships, unless a newer version is known."""
    newest = upsert(t.regio, values, key=["regiocode"], newer="versie")
    kept = await session.scalar(newest.returning(t.regio.c.regiocode))
    if kept is None:
        return
    await session.execute(
        sa.delete(t.regio_lid).where(t.regio_lid.c.regiocode == values["regiocode"])
    )
    if leden:
        await session.execute(sa.insert(t.regio_lid), list(leden))


async def read_awards(session: AsyncSession, keys: Sequence[Key]) -> list[StoredAward]:
    """These versions."""
    c = t.toewijzing.c
    wanted = sa.tuple_(c.gemeentecode, c.toewijzing_nummer, c.versie).in_(list(keys))
    return [_award(r) for r in await session.execute(sa.select(t.toewijzing).where(wanted))]


async def awards_under(session: AsyncSession, contract_id: str) -> list[StoredAward]:
    """All versions of awards of the products of this contract."""
    c, p = t.toewijzing.c, t.contractproduct.c
    query = (
        sa.select(t.toewijzing)
        .join(
            t.contractproduct,
            sa.and_(p.agb_code == c.agb_code, p.categorie == c.categorie, p.code == c.code),
        )
        .where(p.contract_id == contract_id)
    )
    return [_award(row) for row in await session.execute(query)]


async def prices(session: AsyncSession, awards: Sequence[StoredAward]) -> dict[Key, Prijs]:
    """The price of each award's product: aanbieder, gemeente and product together tell it.

    With several contracts in time their tariffs are joined; tariffs of one product never overlap.
    """
    p, k = t.contractproduct.c, t.contract.c
    rows = (
        await session.execute(
            sa.select(t.contractproduct, k.gemeentecodes)
            .join(t.contract, k.contract_id == p.contract_id)
            .where(p.agb_code.in_({a.agb_code for a in awards}))
        )
    ).all()
    found: dict[Key, Prijs] = {}
    for award in awards:
        mine = [row for row in rows if _prices(row, award)]
        if mine:
            tarieven = [tarief for row in mine for tarief in row.tarieven]
            found[award.key] = prijs_of(mine[0].eenheid, tarieven)
    return found


async def replace_maandwaarden(
    session: AsyncSession, keys: Sequence[Key], rows: Sequence[Row]
) -> None:
    """The monthly values of these versions as they now are."""
    c = t.toewijzing_maand.c
    wanted = sa.tuple_(c.gemeentecode, c.toewijzing_nummer, c.versie).in_(list(keys))
    await session.execute(sa.delete(t.toewijzing_maand).where(wanted))
    if rows:
        await session.execute(sa.insert(t.toewijzing_maand), list(rows))


def _prices(row: Any, award: StoredAward) -> bool:  # noqa: ANN401 - a row
    same = (row.agb_code, row.categorie, row.code) == (
        award.agb_code,
        award.categorie,
        award.code,
    )
    return same and award.key[0] in row.gemeentecodes


def _award(row: Any) -> StoredAward:  # noqa: ANN401 - a row
    omvang = None
    if row.volume is not None:
        omvang = Omvang(volume=row.volume, eenheid=row.eenheid, frequentie=row.frequentie)
    award = Award(row.ingangsdatum, row.einddatum, omvang, row.budget, row.reden_wijziging)
    key = (row.gemeentecode, row.toewijzing_nummer, row.versie)
    return StoredAward(key, row.agb_code, row.categorie, row.code, award)
