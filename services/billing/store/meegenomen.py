# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What lines would be judged otherwise, for the lines after them: volume, debits, ceilings.

A difference that was made good before a declaratie was judged says nothing to it: what made it good
is among the lines before it.
"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.grenzen import PlafondSleutel
from services.billing.store.asof import before
from services.billing.store.merken import mark_from
from services.billing.store.peil import Anders, Peil
from services.billing.store.regels import made_good

_r, _v, _d = t.regel.c, t.verschil.c, t.declaratie.c


async def carried(session: AsyncSession, peil: Peil) -> Anders:
    """The differences on lines before this declaratie that are still open for it."""
    here = sa.select(_r.toewijzing_nummer).where(_r.declaratie_id == peil.declaratie.id)
    on_same = _differing(peil, _r.id, _r.toegekend).where(
        _r.gemeentecode == peil.declaratie.gemeentecode, _r.toewijzing_nummer.in_(here)
    )
    changed = {row.id: not row.toegekend for row in await session.execute(on_same)}
    return Anders(toegekend=changed, besteed=await _besteed(session, peil))


async def _besteed(session: AsyncSession, peil: Peil) -> Counter[PlafondSleutel]:
    """Cents more, or less, under the contract of the product that was seen, by year of the care."""
    product = _r.feiten["productId"].as_string()
    year = sa.extract("year", _r.periode_begin)
    signed = sa.func.sum(sa.case((_r.toegekend, -_r.bedrag), else_=_r.bedrag))
    contracts = sa.select(t.contractproduct.c.product_id, t.contractproduct.c.contract_id)
    of_product = contracts.distinct().subquery("of_product")
    query = (
        _differing(peil, of_product.c.contract_id, year, signed)
        .join(of_product, of_product.c.product_id == product)
        .group_by(of_product.c.contract_id, year)
    )
    rows = await session.execute(query)
    return Counter({(row[0], int(row[1])): int(row[2]) for row in rows})


def _differing(peil: Peil, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Of the lines before the declaratie that would be the other way now."""
    earlier = sa.select(_d.id).where(before(peil))
    line = sa.and_(_r.declaratie_id == _v.declaratie_id, _r.nummer == _v.nummer)
    return (
        sa.select(*columns)
        .select_from(t.verschil)
        .join(t.regel, line)
        .where(_v.agb_code == peil.declaratie.agb_code, _v.declaratie_id.in_(earlier))
        .where(sa.not_(made_good(earlier)))
    )


async def mark_after(
    session: AsyncSession,
    peil: Peil,
    toewijzingen: Collection[int],
    now: datetime,
    *,
    ceilings: bool,
) -> None:
    """The declaraties after this one that lean on lines of it which are others now."""
    own = peil.declaratie
    later = sa.or_(
        _d.beoordeeld_op > peil.beoordeeld_op,
        sa.and_(_d.beoordeeld_op == peil.beoordeeld_op, _d.id > own.id),
    )
    leans = sa.and_(
        _r.gemeentecode == own.gemeentecode, _r.toewijzing_nummer.in_(sorted(toewijzingen))
    )
    if ceilings:
        leans = sa.or_(leans, _r.feiten["plafondVersie"].as_integer().is_not(None))
    keys = (
        sa.select(_r.declaratie_id)
        .join_from(t.regel, t.declaratie, _d.id == _r.declaratie_id)
        .where(_d.agb_code == own.agb_code, later, leans)
    )
    await mark_from(session, t.te_herbeoordelen, keys, now)
