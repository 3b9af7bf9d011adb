# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was judged, one after the other: for a trial, and for what was refused as a whole."""

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
_mail = t.metadata.tables["mail_in"]
_identification = t.metadata.tables["mail_identification"]


@dataclass(frozen=True, slots=True)
class Venster:
    """What a trial looks at: judged from a moment through another, of one gemeente or of all."""

    vanaf: datetime
    tot: datetime
    gemeentecode: str | None = None


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """A JW323 or an invoice that was judged; without `declaratie` it was refused on level 2 or its
    header. An invoice has no `identificatie`.
    """

    beoordeeld_op: datetime
    bericht_id: str
    identificatie: str | None
    declaratie: sa.Row[Any] | None

    @property
    def place(self) -> tuple[datetime, str]:
        """In the order of judging; ids of messages follow the order in which they came."""
        return self.beoordeeld_op, self.bericht_id


async def of_aanbieder(
    session: AsyncSession, venster: Venster, agb_code: str
) -> AsyncIterator[Beoordeling]:
    """All that was judged of one aanbieder, in the order of judging."""
    refused = await _refused(session, venster, agb_code)
    async for row in _declaraties(session, venster, agb_code):
        one = Beoordeling(row.beoordeeld_op, row.bericht_id, row.identificatie, row)
        while refused and refused[-1].place < one.place:
            yield refused.pop()
        yield one
    while refused:
        yield refused.pop()


async def next_aanbieder(session: AsyncSession, venster: Venster, after: str) -> str | None:
    """The first AGB code after this one of which anything was judged."""
    sent = sa.select(sa.func.min(_mail.c.afzender)).where(
        *_was_refused(venster), _mail.c.afzender > after
    )
    judged = sa.select(sa.func.min(t.declaratie.c.agb_code)).where(
        *_was_judged(venster), t.declaratie.c.agb_code > after
    )
    found = [await session.scalar(query) for query in (sent, judged)]
    return min((code for code in found if code is not None), default=None)


async def count_aanbieders(session: AsyncSession, venster: Venster) -> int:
    """Of how many anything was judged."""
    sent = sa.select(_mail.c.afzender.label("code")).where(*_was_refused(venster))
    judged = sa.select(t.declaratie.c.agb_code).where(*_was_judged(venster))
    codes = sent.union(judged).subquery("codes")
    return int(await session.scalar(sa.select(sa.func.count(codes.c.code))) or 0)


async def count_regels(session: AsyncSession, venster: Venster) -> int:
    """How many lines there are in what was judged line by line, or refused as a declaratie."""
    count = sa.select(sa.func.sum(t.declaratie.c.aantal_regels)).where(*_was_judged(venster))
    return int(await session.scalar(count) or 0)


def _was_judged(venster: Venster) -> list[sa.ColumnElement[bool]]:
    c = t.declaratie.c
    found = [c.beoordeeld_op >= venster.vanaf, c.beoordeeld_op <= venster.tot]
    if venster.gemeentecode is not None:
        found.append(c.gemeentecode == venster.gemeentecode)
    return [*found, sa.not_(c.uit_verleden)]


def _was_refused(venster: Venster) -> list[sa.ColumnElement[bool]]:
    """It left no declaratie."""
    c = _mail.c
    kept = sa.exists().where(t.declaratie.c.bericht_id == c.id)
    found = [c.afgehandeld_op >= venster.vanaf, c.afgehandeld_op <= venster.tot]
    if venster.gemeentecode is not None:
        found.append(c.ontvanger == venster.gemeentecode)
    return [*found, c.status == MailStatus.AFGEWEZEN, c.soort == _JW323, sa.not_(kept)]


async def _declaraties(
    session: AsyncSession, venster: Venster, agb_code: str
) -> AsyncIterator[sa.Row[Any]]:
    c = t.declaratie.c
    query = (
        sa.select(t.declaratie, _mail.c.identificatie)
        .join(_mail, _mail.c.id == c.bericht_id, isouter=True)
        .where(c.agb_code == agb_code, *_was_judged(venster))
        .order_by(c.beoordeeld_op, c.id)
        .limit(_AT_ONCE)
    )
    rows = list(await session.execute(query))
    while rows:
        for row in rows:
            yield row
        judged, last = rows[-1].beoordeeld_op, rows[-1].id
        same = sa.and_(c.beoordeeld_op == judged, c.id > last)
        rows = list(await session.execute(query.where(sa.or_(c.beoordeeld_op > judged, same))))


async def _refused(session: AsyncSession, venster: Venster, agb_code: str) -> list[Beoordeling]:
    """Newest first."""
    c = _mail.c
    query = (
        sa.select(c.afgehandeld_op, c.id, c.identificatie)
        .where(c.afzender == agb_code, *_was_refused(venster))
        .order_by(c.afgehandeld_op.desc(), c.id.desc())
    )
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
