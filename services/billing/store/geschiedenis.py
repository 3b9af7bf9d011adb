# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was judged, message after message: for a trial, and for what was refused as a whole."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.mailbox import MailStatus
from services.billing import tables as t

_AT_ONCE = 100
_JW323 = "JW323"
_is_factuur = sa.exists().where(t.factuur.c.declaratie_id == t.declaratie.c.id)
_mail = t.metadata.tables["mail_in"]
_identification = t.metadata.tables["mail_identification"]


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """A JW323 that was judged; without `declaratie` it was refused on level 2 or its header."""

    beoordeeld_op: datetime
    bericht_id: str
    identificatie: str
    declaratie: sa.Row[Any] | None

    @property
    def place(self) -> tuple[datetime, str]:
        """In the order of judging; ids of messages follow the order in which they came."""
        return self.beoordeeld_op, self.bericht_id


async def since(
    session: AsyncSession, moment: datetime, gemeentecode: str | None
) -> AsyncIterator[Beoordeling]:
    """All JW323s judged since a moment, in that order; of one gemeente or of all."""
    refused = await _refused(session, moment, gemeentecode)
    async for row in _declaraties(session, moment, gemeentecode):
        one = Beoordeling(row.beoordeeld_op, row.bericht_id, row.identificatie, row)
        while refused and refused[-1].place < one.place:
            yield refused.pop()
        yield one
    while refused:
        yield refused.pop()


async def count_regels(session: AsyncSession, moment: datetime, gemeentecode: str | None) -> int:
    """How many lines there are in declaraties judged since a moment."""
    c = t.declaratie.c
    judged_here = (c.beoordeeld_op >= moment, sa.not_(c.uit_verleden))
    query = sa.select(sa.func.sum(c.aantal_regels)).where(*judged_here)
    if gemeentecode is not None:
        query = query.where(c.gemeentecode == gemeentecode)
    return int(await session.scalar(query) or 0)


async def _declaraties(
    session: AsyncSession, moment: datetime, gemeentecode: str | None
) -> AsyncIterator[sa.Row[Any]]:
    c = t.declaratie.c
    query = (
        sa.select(t.declaratie, _mail.c.identificatie)
        .join(_mail, _mail.c.id == c.bericht_id)
        .where(c.beoordeeld_op >= moment, sa.not_(_is_factuur), sa.not_(c.uit_verleden))
        .order_by(c.beoordeeld_op, c.id)
        .limit(_AT_ONCE)
    )
    if gemeentecode is not None:
        query = query.where(c.gemeentecode == gemeentecode)
    rows = list(await session.execute(query))
    while rows:
        for row in rows:
            yield row
        judged, last = rows[-1].beoordeeld_op, rows[-1].id
        same = sa.and_(c.beoordeeld_op == judged, c.id > last)
        rows = list(await session.execute(query.where(sa.or_(c.beoordeeld_op > judged, same))))


async def _refused(
    session: AsyncSession, moment: datetime, gemeentecode: str | None
) -> list[Beoordeling]:
    """Those that left no declaratie, newest first."""
    c = _mail.c
    kept = sa.exists().where(t.declaratie.c.bericht_id == c.id)
    query = (
        sa.select(c.afgehandeld_op, c.id, c.identificatie)
        .where(c.status == MailStatus.AFGEWEZEN, c.soort == _JW323, c.afgehandeld_op >= moment)
        .where(sa.not_(kept))
        .order_by(c.afgehandeld_op.desc(), c.id.desc())
    )
    if gemeentecode is not None:
        query = query.where(c.ontvanger == gemeentecode)
    return [Beoordeling(*row, None) for row in await session.execute(query)]


async def find_by_bericht(session: AsyncSession, bericht_id: str) -> sa.Row[Any] | None:
    """The declaratie in a message, when it came past the header."""
    query = sa.select(t.declaratie).where(t.declaratie.c.bericht_id == bericht_id)
    return (await session.execute(query)).one_or_none()


async def identificatie_used(
    session: AsyncSession, afzender: str, identificatie: str, bericht_id: str, before: datetime
) -> bool:
    """Had another JW323 of this sender used it up by then?"""
    used = _identification.c
    query = (
        sa.select(used.mail_id)
        .join_from(_identification, _mail, _mail.c.id == used.mail_id)
        .where(
            used.soort == _JW323,
            used.afzender == afzender,
            used.identificatie == identificatie,
            used.mail_id != bericht_id,
            _mail.c.afgehandeld_op <= before,
        )
    )
    return await session.scalar(query) is not None
