# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which rows are on a page, without reading the cells of the others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain import familie
from services.reporting.store.cellen import planned
from services.reporting.store.celplan import Plan, cells_of, narrowed
from services.reporting.store.window import Window

_KOLOM: Mapping[tuple[str, ...], str] = {("aanbieder",): "agb_code", ("gemeente",): "gemeentecode"}
_MEESTE_DELEN = 60
"""Of more stretches of the key it is dearer to ask each apart."""


async def labels_after(
    session: AsyncSession, window: Window, after: str, limit: int
) -> Sequence[str] | None:
    """The first labels from after one, at most so many, of rows by gemeente or by provider alone;
    None when they cannot be told from cells. A row of a label may turn out to hold nothing.

    These labels are codes of one length, that every collation has in the same order.
    """
    name = _KOLOM.get(window.groepering)
    plan = await planned(session, window, {}) if window.nu and name is not None else None
    if plan is None or name is None:
        return None
    c = t.cel.c[name]
    stretches = list(_stretches(plan, c))
    if not stretches:  # a region that had no gemeenten then
        return ()
    if len(stretches) > _MEESTE_DELEN or plan.wisselend:
        stretches = [cells_of(plan, (c,))]
    firsts = (one.where(c > after).distinct().order_by(c).limit(limit) for one in stretches)
    found = sa.union_all(*(sa.select(one.subquery()) for one in firsts)).subquery().c[name]
    labels = await session.scalars(sa.select(found).distinct().order_by(found).limit(limit))
    return labels.all()


def _stretches(plan: Plan, column: sa.Column[str]) -> Iterator[sa.Select[Any]]:
    """The cells in stretches of the key, in each of which the labels are in order."""
    c, every = t.cel.c, narrowed(plan, sa.select(column))
    leden = None if column is c.gemeentecode else plan.leden
    for jaar, beginnen in ((True, plan.jaren), (False, plan.maanden)):
        of_family = every.where(c.familie == familie(plan.dimensies, jaar=jaar))
        for begin in beginnen:
            stretch = of_family.where(c.begin == begin)
            if leden is None:
                yield stretch
            else:
                yield from (stretch.where(c.gemeentecode == lid) for lid in leden)
