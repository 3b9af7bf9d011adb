# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whom a fact is about: the person behind its pseudonym, as was known at a moment."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from services.reporting import tables as t
from services.reporting.store.window import known_at

Columns = sa.ColumnCollection[str, sa.ColumnElement[Any]]


def person_of(c: Columns, moment: datetime | None = None) -> sa.Label[str]:
    """The client of a fact with these columns as known at a moment, or now; named `client`.

    Group by its name: the moment in it makes it another expression each time.
    """
    o = t.opvolging.alias()
    means = sa.select(o.c.opvolger).where(
        o.c.gemeentecode == c.gemeentecode,
        o.c.pseudoniem == c.client_pseudoniem,
        known_at(o, moment),
    )
    who = means.correlate_except(o).scalar_subquery()
    return sa.func.coalesce(who, c.client_pseudoniem).label("client")


async def followed(session: AsyncSession, pseudonyms: Collection[str]) -> list[tuple[str, str]]:
    """Each of these that means somebody else now, in any gemeente, and whom."""
    o = t.opvolging.c
    asked = listed(session, {"pseudoniem": sa.String(32)}, [(one,) for one in sorted(pseudonyms)])
    query = (
        sa.select(o.pseudoniem, o.opvolger)
        .join(asked, o.pseudoniem == asked.c.pseudoniem)
        .where(known_at(t.opvolging, None))
    )
    return [(row.pseudoniem, row.opvolger) for row in await session.execute(query.distinct())]


async def meaning(session: AsyncSession, persons: Collection[str]) -> list[tuple[str, str]]:
    """Each of these persons with another pseudonym by which it is meant now, in any gemeente."""
    o = t.opvolging.c
    asked = listed(session, {"opvolger": sa.String(32)}, [(one,) for one in sorted(persons)])
    query = (
        sa.select(o.opvolger, o.pseudoniem)
        .join(asked, o.opvolger == asked.c.opvolger)
        .where(known_at(t.opvolging, None))
    )
    return [(row.opvolger, row.pseudoniem) for row in await session.execute(query.distinct())]
