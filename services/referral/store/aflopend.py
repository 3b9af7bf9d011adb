# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Help that goes on after the contract under which it was awarded (C-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
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
    ending = {
        agb_code: producten
        for agb_code, producten in (await sources.per_aanbieder(session, gemeentecode)).items()
        if any(one.geldig_tot is not None and one.geldig_tot <= tot for one in producten)
    }
    while ending and len(found) < limit:
        page = await _page(session, gemeentecode, ending, before)
        for one in page:
            product = _ending(one, ending[one.agb_code], tot)
            if product is not None:
                found.append(Aflopend(one, product))
        if len(page) < _AT_ONCE:
            break
        before = page[-1].id
    shown = found[:limit]
    note(session, {Sleutel(one.toewijzing.client_id) for one in shown})
    return shown


async def _page(
    session: AsyncSession,
    gemeentecode: str,
    ending: Mapping[str, Sequence[Contractproduct]],
    before: str | None,
) -> list[Toewijzing]:
    """Of aanbieders of which a contract ends, what goes on after the first such end."""
    c = t.toewijzing.c
    ends = [one.geldig_tot for held in ending.values() for one in held if one.geldig_tot]
    query = sa.select(t.toewijzing).where(
        c.gemeentecode == gemeentecode,
        c.agb_code.in_(sorted(ending)),
        sa.or_(c.einddatum.is_(None), c.einddatum > min(ends)),
        c.reden_wijziging.is_distinct_from(VERWIJDERD),
    )
    if before is not None:
        query = query.where(c.id < before)
    rows = await session.execute(query.order_by(c.id.desc()).limit(_AT_ONCE))
    return [as_toewijzing(row) for row in rows]


def _ending(
    one: Toewijzing, producten: Sequence[Contractproduct], tot: date
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
