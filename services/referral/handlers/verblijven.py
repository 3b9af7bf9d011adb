# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Stays: a child comes, is moved, leaves; too many moves go to the region (R-17, R-10)."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import Conflict
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.domain.toewijzing import decision_moment
from services.referral.domain.verblijf import (
    Reden,
    Verblijf,
    left_for,
    objections,
    too_often,
    transfers,
)
from services.referral.handlers import escalaties, mail
from services.referral.handlers.bezwaren import refuse
from services.referral.handlers.regie import Aan, lock_client
from services.referral.handlers.regieberichten import verblijf_vastgesteld
from services.referral.handlers.vinden import locked
from services.referral.store import casusbeleid
from services.referral.store.verblijven import of_client, verblijven


async def place(
    rt: Runtime,
    session: AsyncSession,
    gemeentecode: str,
    client_id: str,
    verblijf_of: Callable[[datetime], Verblijf],
) -> Verblijf:
    """The child leaves where it stayed on the day that it comes here."""
    client = await lock_client(rt, session, gemeentecode, client_id)
    new = verblijf_of(decision_moment(rt.clock.now()))
    known = await of_client(session, rt.need_vault(), client_id)
    before = left_for(new, known)
    ended = None if before is None else before.left(new.begindatum, new.reden, new.gewijzigd_op)
    others = [one for one in known if one is not before]
    refuse(objections(new, others if ended is None else [*others, ended]), "verblijf")
    if ended is not None:
        await _keep(rt, session, client, ended)
    await _keep(rt, session, client, new)
    await _look_at_moves(rt, session, client, new.begindatum)
    return new


async def leave(rt: Runtime, session: AsyncSession, aan: Aan, op: date, reden: Reden) -> Verblijf:
    """The child leaves, and goes to no other place."""
    read = partial(verblijven.read, session, rt.need_vault(), aan.gemeentecode, aan.id)
    found, client = await locked(rt, session, read, "Deze bron bestaat niet.")
    aan.unchanged(found.versie)
    if found.einddatum is not None:
        raise Conflict("Dit verblijf is al beëindigd.", code="verkeerde-stap")
    if op < found.begindatum:
        refuse([("op", "ligt voor de begindatum")], "verblijf")
    moment = decision_moment(rt.clock.now(), found.gewijzigd_op)
    return await _keep(rt, session, client, found.left(op, reden, moment))


async def _look_at_moves(rt: Runtime, session: AsyncSession, client: Client, since: date) -> None:
    """The so manieth involuntary transfer in twelve months is for the regional expert team."""
    beleid = await casusbeleid.in_force(session, client.gemeentecode)
    moves = transfers(await of_client(session, rt.need_vault(), client.id))
    day = too_often(moves, since, beleid.overplaatsingen)
    if day is not None:
        await escalaties.ensure_regional(rt, session, client, day)


async def _keep(rt: Runtime, session: AsyncSession, client: Client, verblijf: Verblijf) -> Verblijf:
    await verblijven.save(session, rt.need_vault(), verblijf)
    event = verblijf_vastgesteld(verblijf, client.pseudoniem)
    await mail.publish(rt, session, [event], verblijf.id)
    return verblijf
