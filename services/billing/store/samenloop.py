# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines of an aanbieder beside others about the same client, counted in the database.

Debits that were credited do not count: what was put right is no pattern.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.store.bereik import Bereik, in_scope
from services.billing.store.regels import credited, is_debit

_line = t.regel.c
_client = t.declaratie_client.c

VERBLIJF = ("35", "36", "37", "38", "43", "44")
"""Categories of stay (JZ020), also those of 2015."""

ETMAAL = "14"
_LONGEST_MONTH = timedelta(days=31)
_counts = sa.and_(_line.toegekend, is_debit, sa.not_(credited))


async def on_days_of_stay_elsewhere(session: AsyncSession, bereik: Bereik) -> Mapping[str, int]:
    """Lines within a period of which another aanbieder was paid each day as stay."""
    stay = (
        sa.select(
            _client.bsn_hash,
            _line.agb_code,
            _line.periode_begin.label("begin"),
            _line.periode_eind.label("eind"),
        )
        .join_from(t.regel, t.declaratie_client, _client.id == _line.client_id)
        .where(
            in_scope(replace(bereik, van=bereik.van - _LONGEST_MONTH)),
            _counts,
            _line.categorie.in_(VERBLIJF),
            _line.eenheid == ETMAAL,
            _covers_its_period(),
        )
        .subquery("stay")
    )
    inside = sa.and_(
        stay.c.bsn_hash == _client.bsn_hash,
        stay.c.agb_code != _line.agb_code,
        stay.c.begin <= _line.periode_begin,
        stay.c.eind >= _line.periode_eind,
    )
    query = (
        sa.select(_line.agb_code, sa.func.count(_line.id.distinct()).label("aantal"))
        .join_from(t.regel, t.declaratie_client, _client.id == _line.client_id)
        .join(stay, inside)
        .where(in_scope(bereik), _counts)
        .group_by(_line.agb_code)
    )
    return {row.agb_code: row.aantal for row in await session.execute(query)}


async def paid_twice(session: AsyncSession, bereik: Bereik) -> Mapping[str, int]:
    """How often a product was paid for a period on one more toewijzing of the same client."""
    toewijzing = _line.gemeentecode + ":" + sa.cast(_line.toewijzing_nummer, sa.String)
    same = (
        _line.agb_code,
        _client.bsn_hash,
        _line.categorie,
        _line.code,
        _line.periode_begin,
        _line.periode_eind,
    )
    often = sa.func.count(toewijzing.distinct())
    twice = (
        sa.select(_line.agb_code, (often - 1).label("aantal"))
        .join_from(t.regel, t.declaratie_client, _client.id == _line.client_id)
        .where(in_scope(bereik), _counts)
        .group_by(*same)
        .having(often > 1)
        .subquery("twice")
    )
    query = sa.select(twice.c.agb_code, sa.func.sum(twice.c.aantal).label("aantal"))
    rows = await session.execute(query.group_by(twice.c.agb_code))
    return {row.agb_code: int(row.aantal) for row in rows}


def _covers_its_period() -> sa.ColumnElement[bool]:
    """As many days of stay as the period has; it lies within one month (B-05)."""
    first, last = (sa.extract("day", day) for day in (_line.periode_begin, _line.periode_eind))
    months = [sa.extract("month", day) for day in (_line.periode_begin, _line.periode_eind)]
    return sa.and_(months[0] == months[1], _line.volume >= last - first + 1)
