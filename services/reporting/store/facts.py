# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that keep facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore, upsert
from libs.ijw.volumes import Omvang
from libs.ijw.worth import Award, Tarief, tarief_of
from services.reporting import tables as t

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


async def hold_prices(session: AsyncSession, agb_code: str, *, change: bool) -> None:
    """Until the end of the transaction: awards may be valued together, a price changes alone.

    Else an award and its tariff that come in at the same moment would not see each other.
    """
    c = t.prijslijst.c
    await session.execute(insert_ignore(t.prijslijst, {"agb_code": agb_code}, key=["agb_code"]))
    query = sa.select(c.agb_code).where(c.agb_code == agb_code)
    await session.execute(query.with_for_update(read=not change))


async def read_award(session: AsyncSession, key: Key) -> list[StoredAward]:
    """This version, if it is there."""
    c = t.toewijzing.c
    wanted = sa.and_(c.gemeentecode == key[0], c.toewijzing_nummer == key[1], c.versie == key[2])
    return [_award(r) for r in await session.execute(sa.select(t.toewijzing).where(wanted))]


async def awards_under(
    session: AsyncSession, contract_id: str, product_id: str | None = None
) -> list[StoredAward]:
    """All versions of awards of the products, or of one product, of this contract."""
    c, p = t.toewijzing.c, t.contractproduct.c
    priced = sa.exists().where(
        p.contract_id == contract_id,
        p.agb_code == c.agb_code,
        p.categorie == c.categorie,
        p.code == c.code,
    )
    if product_id is not None:
        priced = priced.where(p.product_id == product_id)
    query = sa.select(t.toewijzing).where(priced)
    return [_award(row) for row in await session.execute(query)]


async def prices(
    session: AsyncSession, awards: Sequence[StoredAward]
) -> dict[Key, tuple[Tarief, ...]]:
    """The tariffs of each award's product: aanbieder, gemeente and product together tell them.

    Those of several contracts are joined; a product is in one contract per gemeente and day.
    """
    p, k = t.contractproduct.c, t.contract.c
    rows = (
        await session.execute(
            sa.select(t.contractproduct, k.gemeentecodes, k.geldig_van, k.geldig_tot)
            .join(t.contract, k.contract_id == p.contract_id)
            .where(p.agb_code.in_({a.agb_code for a in awards}))
        )
    ).all()
    return {
        award.key: tuple(
            tarief_of(tarief, row.eenheid, (row.geldig_van, row.geldig_tot))
            for row in rows
            if _prices(row, award)
            for tarief in row.tarieven
        )
        for award in awards
    }


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
