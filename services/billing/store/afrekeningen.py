# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settlements ex post as rows, and what was realised."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.afrekening import Afrekening, Regel
from services.billing.store.bounds import term
from services.billing.store.rows import newest

_c = t.afrekening.c
_r = t.afrekening_regel.c


async def add(session: AsyncSession, afrekening: Afrekening) -> None:
    """A new one with its gemeenten."""
    values = {
        "id": afrekening.id,
        "opdrachtgever": afrekening.opdrachtgever,
        "contract_id": afrekening.contract_id,
        "agb_code": afrekening.agb_code,
        "jaar": afrekening.jaar,
        "grondslag": afrekening.grondslag,
        "budget": afrekening.budget,
        "correctie": afrekening.correctie,
        "toestand": afrekening.toestand,
        "versie": afrekening.versie,
    }
    await session.execute(sa.insert(t.afrekening).values(values))
    rows = [
        {
            "afrekening_id": afrekening.id,
            "gemeentecode": regel.gemeentecode,
            "bijdrage": regel.bijdrage,
            "realisatie": regel.realisatie,
            "aandeel": regel.aandeel,
            "correctie": regel.correctie,
        }
        for regel in afrekening.regels
    ]
    await session.execute(sa.insert(t.afrekening_regel), rows)


async def update(session: AsyncSession, afrekening: Afrekening) -> None:
    """Its state after a step."""
    values = {"toestand": afrekening.toestand, "versie": afrekening.versie}
    await session.execute(sa.update(t.afrekening).where(_c.id == afrekening.id).values(values))


async def consent(session: AsyncSession, zaak_id: str, gemeentecode: str, moment: datetime) -> None:
    """This gemeente agreed."""
    row = sa.and_(_r.afrekening_id == zaak_id, _r.gemeentecode == gemeentecode)
    await session.execute(sa.update(t.afrekening_regel).where(row).values(akkoord_op=moment))


async def is_settled(session: AsyncSession, contract_id: str, jaar: int) -> bool:
    """Is there one for this year that was not withdrawn?"""
    query = sa.select(sa.literal(1)).where(
        _c.contract_id == contract_id, _c.jaar == jaar, _c.toestand != "ingetrokken"
    )
    return await session.scalar(query) is not None


async def read(session: AsyncSession, zaak_id: str, *, lock: bool = False) -> Afrekening | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.afrekening).where(_c.id == zaak_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    lines = sa.select(t.afrekening_regel).where(_r.afrekening_id == zaak_id)
    rows = (await session.execute(lines.order_by(_r.gemeentecode))).all()
    return _afrekening(row, rows)


async def list_afrekeningen(
    session: AsyncSession, code: str, before: str | None, limit: int
) -> Sequence[Afrekening]:
    """Those that this organisation proposed, or is in; newest first, in two statements."""
    is_in = sa.exists().where(_r.afrekening_id == _c.id, _r.gemeentecode == code)
    query = sa.select(t.afrekening).where(
        sa.or_(_c.opdrachtgever == code, _c.agb_code == code, is_in)
    )
    if before is not None:
        query = query.where(_c.id < before)
    rows = (await session.execute(query.order_by(_c.id.desc()).limit(limit))).all()
    wanted = _r.afrekening_id.in_([row.id for row in rows])
    lines = sa.select(t.afrekening_regel).where(wanted).order_by(_r.gemeentecode)
    of_each: dict[str, list[sa.Row[Any]]] = {}
    for line in await session.execute(lines):
        of_each.setdefault(line.afrekening_id, []).append(line)
    return [_afrekening(row, of_each.get(row.id, [])) for row in rows]


async def approved_by_gemeente(
    session: AsyncSession, contract_id: str, agb_code: str, jaar: int
) -> dict[str, int]:
    """Approved cents of a year, credits taken off, of the lines judged under this contract.

    One that was judged elsewhere saw none: its product must be in the contract, its gemeente and
    its day under it.
    """
    c, p, k = t.regel.c, t.contractproduct.c, t.contract.c
    versions = await session.execute(sa.select(t.contract).where(k.contract_id == contract_id))
    (contract,) = newest(versions, "contract_id")
    of_contract = p.contract_id == contract_id
    seen = c.feiten["productId"].as_string()
    same = sa.and_(of_contract, p.categorie == c.categorie, p.code == c.code)
    elsewhere = sa.and_(
        seen.is_(None),
        sa.exists().where(same),
        c.gemeentecode.in_(contract.gemeentecodes),
        c.periode_begin.between(*term(contract, jaar)),
    )
    judged_under = seen.in_(sa.select(p.product_id).where(of_contract))
    query = (
        sa.select(c.gemeentecode, sa.func.sum(c.bedrag).label("som"))
        .where(c.agb_code == agb_code, c.toegekend, _in_year(c.periode_begin, jaar))
        .where(sa.or_(judged_under, elsewhere))
        .group_by(c.gemeentecode)
    )
    return {row.gemeentecode: int(row.som) for row in await session.execute(query)}


async def clients_by_gemeente(session: AsyncSession, contract_id: str, jaar: int) -> dict[str, int]:
    """Unique clients of the year, in the newest version of each report."""
    counted = sa.func.count(t.opgave_regel.c.bsn_hash.distinct())
    query = _delivered(contract_id, jaar, t.opgave.c.gemeentecode, counted)
    return {row.gemeentecode: int(row.aantal) for row in await session.execute(query)}


async def days_by_product(
    session: AsyncSession, contract_id: str, jaar: int
) -> dict[str, dict[tuple[str, str], int]]:
    """Days of help per gemeente and product, in the newest version of each report."""
    r = t.opgave_regel.c
    by = (t.opgave.c.gemeentecode, r.categorie, r.code)
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in await session.execute(_delivered(contract_id, jaar, *by, sa.func.sum(r.dagen))):
        found.setdefault(row.gemeentecode, {})[row.categorie, row.code] = int(row.aantal)
    return found


def _delivered(contract_id: str, jaar: int, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Grouped by all columns but the last, which is added up as `aantal`."""
    *by, counted = columns
    o, r = t.opgave.c, t.opgave_regel.c
    newest = (
        sa.select(o.gemeentecode, o.periode_begin, sa.func.max(o.versie).label("versie"))
        .where(o.contract_id == contract_id, _in_year(o.periode_begin, jaar))
        .group_by(o.gemeentecode, o.periode_begin)
        .subquery("newest")
    )
    return (
        sa.select(*by, counted.label("aantal"))
        .join(t.opgave_regel, r.opgave_id == o.id)
        .join(
            newest,
            sa.and_(
                newest.c.gemeentecode == o.gemeentecode,
                newest.c.periode_begin == o.periode_begin,
                newest.c.versie == o.versie,
            ),
        )
        .where(o.contract_id == contract_id)
        .group_by(*by)
    )


def _in_year(column: sa.ColumnElement[date], jaar: int) -> sa.ColumnElement[bool]:
    return column.between(date(jaar, 1, 1), date(jaar, 12, 31))


def _afrekening(row: sa.Row[Any], rows: Sequence[sa.Row[Any]]) -> Afrekening:
    return Afrekening(
        id=row.id,
        opdrachtgever=row.opdrachtgever,
        contract_id=row.contract_id,
        agb_code=row.agb_code,
        jaar=row.jaar,
        grondslag=row.grondslag,
        budget=row.budget,
        correctie=row.correctie,
        regels=tuple(
            Regel(
                gemeentecode=line.gemeentecode,
                bijdrage=line.bijdrage,
                realisatie=line.realisatie,
                aandeel=line.aandeel,
                correctie=line.correctie,
                akkoord=line.akkoord_op is not None,
            )
            for line in rows
        ),
        toestand=row.toestand,
        versie=row.versie,
    )
