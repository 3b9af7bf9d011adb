# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events of clients whose files were destroyed elsewhere, under the pseudonym that counts there."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts.vernietiging import ClientgegevensVernietigd
from libs.common.retention.scrub import renamed
from libs.common.retention.trace import tokens
from libs.common.upsert import insert_ignore
from services.billing import tables as t

_v = t.te_vervangen.c
_outbox = t.MECHANICS.outbox.outbox


class Vervanging(NamedTuple):
    """What one gemeente told of `pseudoniem` through `tot` is of `vervangend`."""

    vernietiging_id: str
    gemeentecode: str
    pseudoniem: str
    vervangend: str
    tot: datetime


async def keep(session: AsyncSession, told: ClientgegevensVernietigd, moment: datetime) -> None:
    """Mark that events are to be renamed; where both names are the same that was done before."""
    names = {told.client_pseudoniem: told.vervangend_pseudoniem}
    names |= {one.client_pseudoniem: one.vervangend_pseudoniem for one in told.eerdere}
    for pseudoniem, vervangend in names.items():
        if pseudoniem == vervangend:
            continue
        values = {
            "vernietiging_id": told.vernietiging_id,
            "gemeentecode": told.gemeentecode,
            "pseudoniem": pseudoniem,
            "vervangend": vervangend,
            "tot": moment,
        }
        key = ["vernietiging_id", "pseudoniem"]
        await session.execute(insert_ignore(t.te_vervangen, values, key=key))


async def waiting(session: AsyncSession) -> list[Vervanging]:
    """Those that are to be done."""
    query = sa.select(*(_v[name] for name in Vervanging._fields)).order_by(_v.vernietiging_id)
    return [Vervanging(*row) for row in await session.execute(query)]


def changes(
    rows: Sequence[sa.Row[Any]], by_name: Mapping[str, Sequence[Vervanging]]
) -> list[sa.Update]:
    """What these events become: only those of the gemeente that destroyed, of before it did."""
    found = []
    for row in rows:
        named = [one for token in {*tokens(row.envelope)} for one in by_name.get(token, ())]
        of = json.loads(row.envelope)["data"].get("gemeentecode") if named else None
        names = {
            one.pseudoniem: one.vervangend
            for one in named
            if one.gemeentecode == of and row.added_at <= one.tot
        }
        if names:
            found.append(renamed(_outbox, row, names))
    return found


async def unsent(session: AsyncSession, until: datetime) -> bool:
    """Whether an event of before this moment waits to be brought to the log."""
    o = _outbox.c
    query = sa.select(sa.literal(1)).where(o.sent_at.is_(None), o.added_at <= until)
    return await session.scalar(query.limit(1)) is not None


async def done(session: AsyncSession, them: Collection[Vervanging]) -> None:
    """Forget what they were called."""
    ids = [one.vernietiging_id for one in them]
    await session.execute(sa.delete(t.te_vervangen).where(_v.vernietiging_id.in_(ids)))
