# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over what was approved: by ceiling, aanbieder and region."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore, listed
from libs.common.upsert import insert_ignore, upsert
from libs.ijw.zorgvormen import ZORGVORMEN
from services.contract import tables as t
from services.contract.store.rows import Row

_b, _p = t.besteding.c, t.contractproduct.c
_KEY = ("declaratie_id", "client_pseudoniem", "deel", "jaar", "categorie", "code")
_LINE = ("declaratie_id", "regel_id", "jaar", "categorie", "code")
_MARK = ("agb_code", "jaar")


async def add(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """What events approved; what is known, under whatever pseudonym, changes nothing."""
    if not rows:
        return
    by_line = {tuple(row[name] for name in _LINE): row for row in rows}
    given = listed(session, {name: _b[name].type for name in _LINE}, list(by_line))
    same = sa.and_(*(_b[name] == given.c[name] for name in _LINE))
    stored = await session.execute(sa.select(*given.c).join(t.besteding, same))
    known = {tuple(row) for row in stored}
    rest = [row for line, row in by_line.items() if line not in known]
    await bulk_ignore(session, t.besteding, rest, _KEY)


async def mark(session: AsyncSession, years: Iterable[tuple[str, int]]) -> None:
    """The ceilings of these aanbieders and years are to be looked at."""
    rows = [dict(zip(_MARK, one, strict=True)) for one in sorted(years)]
    await bulk_ignore(session, t.te_toetsen, rows, _MARK)


async def take(session: AsyncSession, limit: int) -> list[tuple[str, int]]:
    """Some that are marked, and no longer are."""
    c = t.te_toetsen.c
    query = sa.select(c.agb_code, c.jaar).order_by(c.agb_code, c.jaar).limit(limit)
    rows = await session.execute(query.with_for_update(skip_locked=True))
    found = [(row.agb_code, row.jaar) for row in rows]
    if found:
        await session.execute(
            sa.delete(t.te_toetsen).where(sa.tuple_(c.agb_code, c.jaar).in_(found))
        )
    return found


async def plafonds_of(session: AsyncSession, agb_code: str, jaar: int) -> list[Row]:
    """The ceilings of an aanbieder in a year."""
    contract, ceiling = t.contract.c, t.plafond.c
    query = (
        sa.select(
            ceiling.contract_id,
            ceiling.jaar,
            ceiling.bedrag,
            contract.agb_code,
            contract.contractant,
        )
        .join_from(t.plafond, t.contract, contract.id == ceiling.contract_id)
        .where(contract.agb_code == agb_code, ceiling.jaar == jaar)
        .order_by(ceiling.contract_id)
    )
    return list(await session.execute(query))


async def read_stand(session: AsyncSession, contract_id: str, jaar: int) -> tuple[str, int]:
    """How far a ceiling was spent when that was last told, and how often it was told."""
    c = t.plafondstand.c
    query = sa.select(c.stand, c.versie).where(c.contract_id == contract_id, c.jaar == jaar)
    row = (await session.execute(query)).one_or_none()
    return ("ruim", 0) if row is None else (row.stand, row.versie)


async def keep_stand(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """How far it is spent now."""
    await session.execute(upsert(t.plafondstand, values, key=("contract_id", "jaar")))


async def spent(session: AsyncSession, contract_id: str, jaar: int) -> int:
    """Cents approved under a contract for help of a year."""
    place, contract = t.contract_gemeente.c, t.contract.c
    under = sa.exists().where(
        _p.contract_id == contract_id, _p.categorie == _b.categorie, _p.code == _b.code
    )
    covered = sa.select(place.gemeentecode).where(place.contract_id == contract_id)
    party = sa.select(contract.agb_code).where(contract.id == contract_id).scalar_subquery()
    query = sa.select(sa.func.sum(_b.bedrag)).where(
        _b.agb_code == party, _b.jaar == jaar, _b.gemeentecode.in_(covered), under
    )
    return int(await session.scalar(query) or 0)


async def keep_signal(session: AsyncSession, values: Mapping[str, Any]) -> bool:
    """True when this is the first for its contract and year."""
    key = ("contract_id", "jaar")
    kept = insert_ignore(t.plafondsignaal, values, key=key).returning(t.plafondsignaal.c.jaar)
    return await session.scalar(kept) is not None


async def list_signals(
    session: AsyncSession, contractant: str, after: tuple[str, int] | None, limit: int
) -> list[Row]:
    """Those under contracts of a contractant, by contract and year."""
    told, contract = t.plafondsignaal.c, t.contract.c
    query = (
        sa.select(t.plafondsignaal, contract.agb_code)
        .join_from(t.plafondsignaal, t.contract, contract.id == told.contract_id)
        .where(contract.contractant == contractant)
    )
    if after is not None:
        query = query.where(sa.tuple_(told.contract_id, told.jaar) > sa.tuple_(*after))
    query = query.order_by(told.contract_id, told.jaar).limit(limit)
    return list(await session.execute(query))


async def turnover(session: AsyncSession, agb_code: str, jaar: int, day: date) -> dict[str, int]:
    """Cents of an aanbieder in a year by region, of the members on the day."""
    lid = t.regio_lid.c
    query = (
        sa.select(lid.regiocode, sa.func.sum(_b.bedrag))
        .join_from(t.besteding, t.regio_lid, lid.gemeentecode == _b.gemeentecode)
        .where(
            _b.agb_code == agb_code,
            _b.jaar == jaar,
            lid.geldig_van <= day,
            sa.or_(lid.geldig_tot.is_(None), lid.geldig_tot >= day),
        )
        .group_by(lid.regiocode)
    )
    return {code: int(total) for code, total in await session.execute(query)}


def _persons() -> sa.ColumnElement[int]:
    """Different clients, as they are known now: two records of one child are one."""
    o = t.opvolging.c
    means = sa.select(o.opvolger).where(
        o.gemeentecode == _b.gemeentecode,
        o.pseudoniem == _b.client_pseudoniem,
        o.vervallen_op.is_(None),
    )
    who = means.correlate(t.besteding).scalar_subquery()
    return sa.func.count(sa.distinct(sa.func.coalesce(who, _b.client_pseudoniem)))


async def activity(
    session: AsyncSession, gemeenten: Collection[str], jaar: int
) -> dict[str, tuple[int, int]]:
    """By aanbieder: cents approved and different clients in these gemeenten in a year."""
    rows = await session.execute(
        sa.select(_b.agb_code, sa.func.sum(_b.bedrag), _persons())
        .where(_b.gemeentecode.in_(sorted(gemeenten)), _b.jaar == jaar)
        .group_by(_b.agb_code)
    )
    return {agb: (int(total), int(count)) for agb, total, count in rows}


async def activity_by_segment(
    session: AsyncSession, gemeenten: Collection[str], jaar: int
) -> dict[str, dict[str, tuple[int, int]]]:
    """The same by aanbieder and segment; clients of two segments count in both."""
    names = {category: vorm.segment for category, vorm in ZORGVORMEN.items()}
    segment = sa.case(names, value=_b.categorie, else_="overig").label("segment")
    rows = await session.execute(
        sa.select(
            _b.agb_code,
            segment,
            sa.func.sum(_b.bedrag),
            _persons(),
        )
        .where(_b.gemeentecode.in_(sorted(gemeenten)), _b.jaar == jaar)
        .group_by(_b.agb_code, sa.text("segment"))
    )
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for agb, name, total, count in rows:
        found.setdefault(agb, {})[name] = (int(total), int(count))
    return found
