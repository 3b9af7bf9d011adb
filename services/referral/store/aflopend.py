# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help that goes on after the contract under which it was awarded (C-12)."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.contract import Contractproduct
from services.referral.domain.toewijzing import VERWIJDERD, Toewijzing
from services.referral.store import sources
from services.referral.store.rows import as_toewijzing

_AT_ONCE = 200
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Aflopend:
    """A toewijzing with the contract that ends before it does."""

    toewijzing: Toewijzing
    contract: Contractproduct


async def listed(
    session: AsyncSession, gemeentecode: str, tot: date, before: str | None, limit: int
) -> list[Aflopend]:
    """Of a gemeente, of contracts that end by a day and that no other follows; newest first."""
    found: list[Aflopend] = []
    known: dict[str, tuple[Contractproduct, ...]] = {}
    while len(found) < limit:
        page = await _page(session, gemeentecode, before)
        for one in page:
            if one.agb_code not in known:
                known[one.agb_code] = await sources.contractproducten(
                    session, gemeentecode, one.agb_code
                )
            ending = _ending(one, known[one.agb_code], tot)
            if ending is not None:
                found.append(Aflopend(one, ending))
        if len(page) < _AT_ONCE:
            break
        before = page[-1].id
    return found[:limit]


async def _page(session: AsyncSession, gemeentecode: str, before: str | None) -> list[Toewijzing]:
    c = t.toewijzing.c
    query = sa.select(t.toewijzing).where(
        c.gemeentecode == gemeentecode, c.reden_wijziging.is_distinct_from(VERWIJDERD)
    )
    if before is not None:
        query = query.where(c.id < before)
    rows = await session.execute(query.order_by(c.id.desc()).limit(_AT_ONCE))
    return [as_toewijzing(row) for row in rows]


def _ending(
    one: Toewijzing, producten: tuple[Contractproduct, ...], tot: date
) -> Contractproduct | None:
    toekenning = one.toekenning
    fitting = [product for product in producten if product.fits(toekenning)]
    for product in fitting:
        last = product.geldig_tot
        if last is None or last > tot or not product.runs_on(toekenning.ingangsdatum):
            continue
        goes_on = toekenning.einddatum is None or toekenning.einddatum > last
        if goes_on and not any(other.runs_on(last + _DAY) for other in fitting):
            return product
    return None
