# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The lag triangle, read from the entries that approved lines made in the ledger."""

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from services.billing import tables as t
from services.billing.store.grootboek import VAN_REGELS

_b, _d = t.boeking.c, t.declaratie.c
_when = (_b.maand, _d.beoordeeld_op, _d.uit_verleden, _d.dagtekening)


async def read(
    session: AsyncSession,
    gemeenten: frozenset[str],
    months: tuple[int, int],
    agb_code: str | None = None,
) -> dict[tuple[int, int], int]:
    """Cents by month of care and months until approval, for care from the first month to the last.

    What was approved before a gemeente worked here is stamped when it was taken in: for that the
    day of its declaratie tells how long it took. Months as year times 100 plus month; the index of
    the result counts months (`index_of`).
    """
    signed = sa.case((_b.soort == "gecrediteerd", -_b.bedrag), else_=_b.bedrag)
    query = (
        sa.select(*_when, sa.func.sum(signed).label("bedrag"))
        .join(t.declaratie, _d.id == _b.oorzaak)
        .where(
            _b.gemeentecode.in_(sorted(gemeenten)),
            _b.soort.in_(VAN_REGELS),
            _b.maand.between(*months),
        )
        .group_by(*_when, _d.id)
    )
    if agb_code is not None:
        query = query.where(_d.agb_code == agb_code)
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for row in await session.execute(query):
        maand = index_of(row.maand)
        here = row.beoordeeld_op.astimezone(AMSTERDAM).date()
        approved = row.dagtekening if row.uit_verleden else here
        found[maand, approved.year * 12 + approved.month - 1 - maand] += int(row.bedrag)
    return dict(found)


def index_of(maand: int) -> int:
    """Months since year 0."""
    return maand // 100 * 12 + maand % 100 - 1


def maand_of(index: int) -> int:
    """Year times 100 plus month."""
    return index // 12 * 100 + index % 12 + 1
