# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Future plans, and clients with help who have none."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.upsert import insert_ignore
from services.referral import tables as t
from services.referral.domain.client import Client
from services.referral.domain.toekomstplan import Toekomstplan
from services.referral.store import clienten, leveringen
from services.referral.store.gezinnen import on_day
from services.referral.store.register import Register

toekomstplannen: Register[Toekomstplan] = Register(t.toekomstplan, Toekomstplan)

_p = t.toekomstplan.c
_c = t.client.c
_l = t.levering.c
_b = t.pgb.c
_d = t.dagwerk.c
NAAM = "toekomstplan"


async def draft_of(session: AsyncSession, client_id: str) -> bool:
    """Is a plan of this client being made?"""
    query = sa.select(_p.id).where(_p.client_id == client_id, _p.goedgekeurd_op.is_(None))
    return (await session.execute(query.limit(1))).first() is not None


async def is_done(session: AsyncSession, today: date) -> bool:
    """Was everybody looked at today?"""
    query = sa.select(_d.naam).where(_d.naam == NAAM, _d.dag == today, _d.tot_en_met.is_(None))
    return (await session.execute(query)).first() is not None


async def take_cursor(session: AsyncSession, today: date) -> tuple[bool, str]:
    """Whether all is done today, and else the id to go on after; locked."""
    await session.execute(insert_ignore(t.dagwerk, {"naam": NAAM}, key=("naam",)))
    query = sa.select(t.dagwerk).where(_d.naam == NAAM).with_for_update()
    row = (await session.execute(query)).one()
    if row.dag != today:
        return False, ""
    return row.tot_en_met is None, row.tot_en_met or ""


async def set_cursor(session: AsyncSession, today: date, last: str | None) -> None:
    """Looked at up to this id; None when nobody is left."""
    values = {"dag": today, "tot_en_met": last}
    await session.execute(sa.update(t.dagwerk).where(_d.naam == NAAM).values(values))


async def without_plan(
    session: AsyncSession, vault: Vault, after: str, today: date, limit: int
) -> tuple[list[Client], str | None]:
    """Clients with help today and no approved plan, and the last id that was looked at.

    The day of birth stands sealed, so that everybody with help is looked at.
    """
    helped = sa.exists().where(_l.client_id == _c.id, _l.verwijderd.is_(False))
    budget = sa.exists().where(_b.client_id == _c.id, *on_day(_b.begindatum, _b.einddatum, today))
    planned = sa.exists().where(_p.client_id == _c.id, _p.goedgekeurd_op.is_not(None))
    query = sa.select(_c.id, budget).where(_c.id > after, sa.or_(helped, budget), ~planned)
    rows = (await session.execute(query.order_by(_c.id).limit(limit))).all()
    active = await leveringen.with_help(session, [row[0] for row in rows], today)
    found = [row[0] for row in rows if row[1] or row[0] in active]
    last = rows[-1][0] if len(rows) == limit else None
    return await clienten.known_all(session, vault, found), last
