# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whom a gemeente knows: by the keys of whom a list is about, now or before a correction."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention.model import Dossiers

AT_ONCE = 1_000


async def where_known(
    session: AsyncSession, d: Dossiers, keys: Sequence[str]
) -> dict[str, set[str]]:
    """The gemeenten that have a client with each of these keys; none for a key of nobody."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for column, gemeentecode in d.bekend:
        for first in range(0, len(keys), AT_ONCE):
            some = column.in_(keys[first : first + AT_ONCE])
            query = sa.select(column, gemeentecode).where(some).distinct()
            for key, code in await session.execute(query):
                found[key].add(code)
    return dict(found)
