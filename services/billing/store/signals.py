# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Approved lines that no reported delivery bears out; found anew each time they are asked for."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.store.clienten import note_lines
from services.billing.store.regels import credited, is_debit

REMOVED = "verwijderd"

_line, _levering = t.regel.c, t.levering.c
_started = (
    sa.exists()
    .where(
        _levering.gemeentecode == _line.gemeentecode,
        _levering.agb_code == _line.agb_code,
        _levering.toewijzing_nummer == _line.toewijzing_nummer,
        _levering.status != REMOVED,
        _levering.begindatum <= _line.periode_eind,
    )
    .correlate(t.regel)
)
_runs = _started.where(
    sa.or_(_levering.einddatum.is_(None), _levering.einddatum >= _line.periode_begin)
)


async def list_signals(
    session: AsyncSession, declaratie_id: str, after: int, limit: int
) -> list[sa.Row[Any]]:
    """Lines with `gestart`: whether a start was ever reported; in message order."""
    query = (
        sa.select(t.regel, _started.label("gestart"))
        .where(
            _line.declaratie_id == declaratie_id,
            _line.nummer > after,
            _line.toegekend,
            is_debit,
            sa.not_(credited),
            sa.not_(_runs),
        )
        .order_by(_line.nummer)
        .limit(limit)
    )
    rows = list(await session.execute(query))
    note_lines(session, rows)
    return rows
