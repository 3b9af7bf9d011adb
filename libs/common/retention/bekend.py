# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whom a gemeente knows: by the keys of whom a list is about, now or before a correction."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import InvalidInput, InvalidParam
from libs.common.retention.model import Dossiers
from libs.common.retention.vernietiging import Vernietiging

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


async def must_know(
    v: Vernietiging, session: AsyncSession, gemeentecode: str, persoon: str
) -> None:
    """400 for a client that is not one of the gemeente; locks it, so that it is not destroyed."""
    if not await knows(v, session, gemeentecode, persoon):
        raise invalid("clientId", "is geen client van de gemeente")


async def knows(v: Vernietiging, session: AsyncSession, gemeentecode: str, persoon: str) -> bool:
    """Whether this is a client of the gemeente of whom data of the category is kept; locks it."""
    d = v.dossiers
    if d.client is None:
        own = persoon.startswith(gemeentecode)
    else:
        key, code = d.client
        query = sa.select(key).where(key == persoon, code == gemeentecode)
        own = await session.scalar(query) is not None
    return own and await d.sleutels(session, v.vault, persoon) is not None


async def whose(
    v: Vernietiging, session: AsyncSession, gemeentecode: str, persoon: str
) -> Vernietiging:
    """Of the category that names this client of the gemeente so; 400 when none does."""
    for one in v.alle:
        if await knows(one, session, gemeentecode, persoon):
            return one
    raise invalid("clientId", "is geen client van de gemeente")


def invalid(name: str, reason: str) -> InvalidInput:
    """400 for one field of what is asked, with why."""
    return InvalidInput(
        "De aanvraag klopt niet.", invalid_params=[InvalidParam(name, "ongeldig", reason)]
    )
