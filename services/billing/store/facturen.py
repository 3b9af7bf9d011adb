# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Invoices outside the messages: which declaraties are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.store.clienten import note_declaraties
from services.billing.store.reading import Partij

_f, _d = t.factuur.c, t.declaratie.c


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """The pseudonymous reference of an invoice, and whether there is a BSN behind it."""

    kenmerk: str
    zonder_bsn: bool


async def flag(session: AsyncSession, declaratie_id: str, kenmerk: Kenmerk) -> None:
    """Mark a declaratie as one that came outside the messages."""
    values = {
        "declaratie_id": declaratie_id,
        "kenmerk": kenmerk.kenmerk,
        "zonder_bsn": kenmerk.zonder_bsn,
    }
    await session.execute(sa.insert(t.factuur).values(values))


async def list_facturen(
    session: AsyncSession, partij: Partij, before: str | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """Newest first; each is of one client."""
    query = _query(partij)
    if before is not None:
        query = query.where(_d.id < before)
    rows = list(await session.execute(query.order_by(_d.id.desc()).limit(limit)))
    await note_declaraties(session, [row.id for row in rows])
    return rows


async def read_factuur(
    session: AsyncSession, partij: Partij, factuur_id: str
) -> sa.Row[Any] | None:
    """None also when it is somebody else's."""
    found = await session.execute(_query(partij).where(_d.id == factuur_id))
    return found.one_or_none()


def _query(partij: Partij) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(t.declaratie, _f.kenmerk, _f.zonder_bsn)
        .join(t.factuur, _f.declaratie_id == _d.id)
        .where(_d[partij.kolom] == partij.code)
    )
