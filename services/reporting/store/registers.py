# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whether there was a gemeente, region, part of one, form of care, product or provider of a code,
so far as anybody told it before a moment."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.ingaven import SUBREGIO

Kent = Callable[[AsyncSession, str, datetime], Awaitable[bool]]


async def _gemeente(session: AsyncSession, code: str, _moment: datetime) -> bool:
    """What was told of it last is kept alone: who was told later is known of every moment."""
    return await _is_any(session, t.gemeente.c.gemeentecode == code)


async def _regio(session: AsyncSession, code: str, moment: datetime) -> bool:
    c = t.regio.c
    return await _is_any(session, c.regiocode == code, c.bekend_op <= moment)


async def _subregio(session: AsyncSession, code: str, moment: datetime) -> bool:
    c = t.ingave.c
    told = (c.soort == SUBREGIO, c.onderwerp == code, c.bekend_op <= moment)
    return await _is_any(session, *told)


async def _zorgvorm(session: AsyncSession, naam: str, moment: datetime) -> bool:
    c = t.productindeling.c
    return await _is_any(session, c.zorgvorm == naam, c.bekend_op <= moment)


async def _product(session: AsyncSession, product: str, moment: datetime) -> bool:
    categorie, _, code = product.partition("/")
    c = t.contractproduct.c
    told = (c.categorie == categorie, c.code == code, c.bekend_op <= moment)
    return await _is_any(session, *told)


async def _aanbieder(session: AsyncSession, agb_code: str, _moment: datetime) -> bool:
    """Its name has no versions: who was told later is known of every moment."""
    return await _is_any(session, t.aanbieder.c.agb_code == agb_code)


async def _is_any(session: AsyncSession, *conditions: sa.ColumnElement[bool]) -> bool:
    found = await session.scalar(sa.select(sa.literal(1)).where(*conditions).limit(1))
    return found is not None


KENT: Mapping[str, Kent] = {
    "gemeente": _gemeente,
    "regio": _regio,
    "subregio": _subregio,
    "zorgvorm": _zorgvorm,
    "product": _product,
    "aanbieder": _aanbieder,
}
"""By the name of the filter."""
