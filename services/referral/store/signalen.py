# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What stayed away, found anew each time it is asked for: it goes when it comes late."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.logboek import Sleutel, VanBericht, note
from services.referral import tables as t
from services.referral.domain.signaal import (
    RETOUR_WERKDAGEN,
    STOP_WERKDAGEN,
    Signaal,
    last_day,
    went_by_since,
)

_NO_STOPS = "[]"


async def unanswered(
    session: AsyncSession, gemeentecode: str, today: date, after: str, limit: int
) -> list[Signaal]:
    """Messages of the gemeente without a retourbericht in time (OP090), the oldest first."""
    sent = sent_mail()
    s, out = t.verzending.c, sent.c
    through = went_by_since(today, RETOUR_WERKDAGEN) + timedelta(days=1)
    before = datetime.combine(through, time(), AMSTERDAM)
    query = (
        sa.select(s.id, out.ontvanger, out.vrijgegeven_op, out.bundle)
        .join(sent, out.id == s.id)
        .where(out.afzender == gemeentecode, s.retour == "geen", s.id > after)
        .where(out.vrijgegeven_op < before)
    )
    rows = (await session.execute(query.order_by(s.id).limit(limit))).all()
    note(session, {VanBericht(row.bundle) for row in rows})
    return [
        Signaal(
            plaats=row.id,
            soort="retour-blijft-uit",
            agb_code=row.ontvanger,
            uiterlijk=last_day(row.vrijgegeven_op.astimezone(AMSTERDAM).date(), RETOUR_WERKDAGEN),
            bericht_id=row.id,
        )
        for row in rows
    ]


def sent_mail() -> sa.Table:
    """The messages of ours, each with the moment at which it could be fetched."""
    mailbox = t.MECHANICS.mailbox
    assert mailbox is not None  # noqa: S101 - referral has one, of the same declaration
    return mailbox.mail_out


async def without_stop(
    session: AsyncSession, gemeentecode: str, today: date, after: str, limit: int
) -> list[Signaal]:
    """Starts on toewijzingen that ended, without any stop in time (OP288)."""
    levering, award = t.levering.c, t.toewijzing.c
    place = award.id + "/" + levering.sleutel
    same = sa.and_(
        award.client_id == levering.client_id,
        award.agb_code == levering.agb_code,
        award.toewijzing_nummer == levering.toewijzing_nummer,
    )
    query = (
        sa.select(
            place.label("plaats"),
            levering.client_id,
            levering.agb_code,
            levering.toewijzing_nummer,
            levering.begindatum,
            award.einddatum,
        )
        .join(t.toewijzing, same)
        .where(award.gemeentecode == gemeentecode, place > after, levering.verwijderd.is_(False))
        .where(award.einddatum <= went_by_since(today, STOP_WERKDAGEN))
        .where(sa.cast(levering.stops, sa.Text) == _NO_STOPS)
    )
    rows = (await session.execute(query.order_by(place).limit(limit))).all()
    note(session, {Sleutel(row.client_id) for row in rows})
    return [
        Signaal(
            plaats=row.plaats,
            soort="stop-blijft-uit",
            agb_code=row.agb_code,
            uiterlijk=last_day(row.einddatum, STOP_WERKDAGEN),
            toewijzing_nummer=row.toewijzing_nummer,
            begindatum=row.begindatum,
        )
        for row in rows
    ]
