# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Nationally bought care (category 55): counted, not steered (B-17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.store.regels import credited, is_debit

LTA = "55"
"""JZ020: landelijk ingekochte jeugdhulp."""

_line = t.regel.c
_client = t.declaratie_client.c


@dataclass(frozen=True, slots=True)
class Telling:
    """Unique clients, lines and cents of a year; of all gemeenten asked for when none is named."""

    gemeentecode: str | None
    clienten: int
    regels: int
    toegekend: int


async def count(
    session: AsyncSession, gemeenten: frozenset[str], jaar: int
) -> tuple[Telling, Sequence[Telling]]:
    """The whole, and each gemeente: a client of two gemeenten is one in the whole."""
    whole = (await session.execute(_counted(gemeenten, jaar))).one()
    code = _line.gemeentecode
    parts = _counted(gemeenten, jaar).add_columns(code).group_by(code).order_by(code)
    rows = await session.execute(parts)
    return _telling(whole, None), [_telling(row, row.gemeentecode) for row in rows]


def _counted(gemeenten: frozenset[str], jaar: int) -> sa.Select[Any]:
    return (
        sa.select(
            sa.func.count(_client.bsn_hash.distinct()).label("clienten"),
            sa.func.count().label("regels"),
            sa.func.coalesce(sa.func.sum(_line.bedrag), 0).label("toegekend"),
        )
        .select_from(t.regel)
        .join(t.declaratie_client, _client.id == _line.client_id)
        .where(
            _line.categorie == LTA,
            _line.gemeentecode.in_(sorted(gemeenten)),
            _line.periode_begin.between(date(jaar, 1, 1), date(jaar, 12, 31)),
            _line.toegekend,
            is_debit,
            sa.not_(credited),
        )
    )


def _telling(row: sa.Row[Any], gemeentecode: str | None) -> Telling:
    return Telling(gemeentecode, row.clienten, row.regels, int(row.toegekend))
