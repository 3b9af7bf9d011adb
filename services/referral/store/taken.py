# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tasks: made once for a subject and a term, taken off the list when done."""

from collections.abc import Collection
from datetime import datetime
from typing import get_args

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.upsert import insert_ignore
from services.referral import tables as t
from services.referral.domain.taak import Soort, Taak, Toestand
from services.referral.store.register import Register

taken: Register[Taak] = Register(t.taak, Taak)

_c = t.taak.c


def of_kind(soort: Soort | None, toestand: Toestand | None) -> list[sa.ColumnElement[bool]]:
    """What holds of tasks of this kind and in this state; None asks for any."""
    found: list[sa.ColumnElement[bool]] = []
    if soort is not None:
        found.append(_c.soort == soort)
    if toestand is not None:
        done = _c.afgehandeld_op
        found.append(done.is_(None) if toestand == "open" else done.is_not(None))
    return found


async def add(session: AsyncSession, taak: Taak) -> bool:
    """False when there was one already, also when it was done."""
    names = (column.name for column in t.taak.columns)
    values = {name: getattr(taak, name) for name in names}
    insert = insert_ignore(t.taak, values, key=("soort", "onderwerp", "termijn"))
    made = await session.execute(insert.returning(_c.id))
    return made.one_or_none() is not None


async def finish(
    session: AsyncSession,
    vault: Vault,
    onderwerp: str,
    soorten: Collection[Soort],
    now: datetime,
) -> list[Taak]:
    """Take the open ones about a subject off the list."""
    opened = await taken.where(
        session,
        vault,
        _c.onderwerp == onderwerp,
        _c.soort.in_(sorted(soorten)),
        _c.afgehandeld_op.is_(None),
    )
    done = [taak.done(now) for taak in opened]
    for taak in done:
        await taken.save(session, vault, taak)
    return done


async def count_open(session: AsyncSession) -> dict[str, float]:
    """How many are open, of each kind."""
    query = sa.select(_c.soort, sa.func.count()).where(_c.afgehandeld_op.is_(None))
    found = await session.execute(query.group_by(_c.soort))
    return dict.fromkeys(get_args(Soort), 0.0) | {soort: float(n) for soort, n in found}


async def pseudoniem_of(session: AsyncSession, client_id: str | None) -> str | None:
    """The pseudonym of a client, without opening what is sealed."""
    query = sa.select(t.client.c.pseudoniem).where(t.client.c.id == client_id)
    return await session.scalar(query) if client_id is not None else None
