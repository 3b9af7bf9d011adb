# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whom gemeenten mean by pseudonyms that are not the person's own any more."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t

Personen = Mapping[str, str]
"""By pseudonym: whom it means. Who is not in it means itself."""


async def load(
    session: AsyncSession, gemeenten: Collection[str], moment: datetime | None = None
) -> dict[str, dict[str, str]]:
    """By gemeente, as was known at a moment or is now; few are ever corrected."""
    c = t.opvolging.c
    holds = c.vervallen_op.is_(None)
    known = sa.and_(holds)
    if moment is not None:
        known = sa.and_(c.bekend_op <= moment, sa.or_(holds, c.vervallen_op > moment))
    query = sa.select(c.gemeentecode, c.pseudoniem, c.opvolger)
    found: dict[str, dict[str, str]] = {}
    for row in await session.execute(query.where(c.gemeentecode.in_(sorted(gemeenten)), known)):
        found.setdefault(row.gemeentecode, {})[row.pseudoniem] = row.opvolger
    return found


def under_any(
    clients: Collection[tuple[str, str]], personen: Mapping[str, Personen]
) -> set[tuple[str, str]]:
    """These (gemeente, pseudonym), with every pseudonym that means one of the same persons."""
    meant = {(code, personen.get(code, {}).get(one, one)) for code, one in clients}
    others = {
        (code, pseudoniem)
        for code, by_pseudonym in personen.items()
        for pseudoniem, who in by_pseudonym.items()
        if (code, who) in meant
    }
    return {*clients, *meant, *others}
