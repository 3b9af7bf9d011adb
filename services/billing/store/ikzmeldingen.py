# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reports of signals to the IKZ, as rows: only added."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.ikzmelding import IkzMelding

_c = t.ikz_melding.c
_NAMES = tuple(column.name for column in t.ikz_melding.columns)


async def add(session: AsyncSession, melding: IkzMelding) -> None:
    """A new one."""
    values = {name: getattr(melding, name) for name in _NAMES} | {
        "signalen": list(melding.signalen)
    }
    await session.execute(sa.insert(t.ikz_melding).values(values))


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> Sequence[IkzMelding]:
    """Newest first."""
    query = sa.select(t.ikz_melding).where(_c.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [IkzMelding(**{**row._mapping, "signalen": tuple(row.signalen)}) for row in rows]
