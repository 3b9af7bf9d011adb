# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What we sent, which versions it carried, and what the aanbieder answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.toewijzing import Toewijzing
from services.referral.store.rows import Values

Retour = Literal["geen", "aanvaard", "afgewezen"]

_s = t.verzending.c
_p = t.verzonden_toewijzing.c


@dataclass(frozen=True, slots=True)
class Verzending:
    """A message of ours; `id` is that of its mail."""

    id: str
    soort: str
    retour: Retour
    retourcodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """The retour on it: which message brought it, and when it was dealt with."""

    bericht_id: str
    op: datetime
    retourcodes: tuple[str, ...]

    @property
    def oordeel(self) -> Retour:
        """Any code is a refusal."""
        return "afgewezen" if self.retourcodes else "aanvaard"


async def keep(
    session: AsyncSession,
    mail_id: str,
    soort: str,
    *,
    besluit_id: str | None = None,
    toewijzingen: Sequence[Toewijzing] = (),
    referentie: str | None = None,
) -> None:
    """Remember what was sent; `referentie` is that of the VOW which a JW301 honours."""
    values: Values = {
        "id": mail_id,
        "soort": soort,
        "besluit_id": besluit_id,
        "referentie": referentie,
        "retour": "geen",
        "retourcodes": [],
    }
    await session.execute(sa.insert(t.verzending).values(values))
    if toewijzingen:
        rows = [
            {
                "verzending_id": mail_id,
                "toewijzing_id": one.id,
                "versie": one.versie,
                "nieuw": one.changed_since_sent,
            }
            for one in toewijzingen
        ]
        await session.execute(sa.insert(t.verzonden_toewijzing), rows)


async def read(session: AsyncSession, mail_id: str) -> Verzending | None:
    """One message of ours, locked until the transaction ends."""
    query = sa.select(t.verzending).where(_s.id == mail_id).with_for_update()
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return Verzending(row.id, row.soort, row.retour, tuple(row.retourcodes))


async def refused_reference(session: AsyncSession, toewijzing_ids: Collection[str]) -> str | None:
    """The reference of the VOW that the last JW301 about these honoured, when it was refused."""
    query = (
        sa.select(_s.referentie, _s.retour)
        .join(t.verzonden_toewijzing, _p.verzending_id == _s.id)
        .where(_p.toewijzing_id.in_(sorted(toewijzing_ids)))
        .order_by(_s.id.desc())
        .limit(1)
    )
    last = (await session.execute(query)).one_or_none()
    return last.referentie if last and last.retour == "afgewezen" else None


async def keep_retour(session: AsyncSession, mail_id: str, retour: Ontvangen) -> None:
    """Note what the aanbieder answered.

    What was new in a refused JW301 counts as not sent (OP286): the next one lists it as changed.
    """
    values = {
        "retour": retour.oordeel,
        "retourcodes": list(retour.retourcodes),
        "retour_bericht_id": retour.bericht_id,
        "retour_op": retour.op,
    }
    await session.execute(sa.update(t.verzending).where(_s.id == mail_id).values(values))
    if retour.oordeel == "afgewezen":
        await _unmark(session, mail_id)


async def _unmark(session: AsyncSession, mail_id: str) -> None:
    """What the refused message carried was last told by the newest one that was not refused."""
    c = t.toewijzing.c
    told = (
        sa.select(sa.func.max(_p.versie))
        .join(t.verzending, _p.verzending_id == _s.id)
        .where(_p.toewijzing_id == c.id, _s.retour != "afgewezen")
        .scalar_subquery()
    )
    carried = sa.exists().where(_p.verzending_id == mail_id, _p.toewijzing_id == c.id)
    unmarked = sa.update(t.toewijzing).where(carried)
    await session.execute(unmarked.values(verzonden_versie=sa.func.coalesce(told, 0)))


async def of_toewijzingen(
    session: AsyncSession, toewijzing_ids: Collection[str]
) -> Mapping[str, Verzending]:
    """The last message that carried each of them."""
    query = (
        sa.select(t.verzending, _p.toewijzing_id)
        .join(t.verzonden_toewijzing, _p.verzending_id == _s.id)
        .where(_p.toewijzing_id.in_(sorted(toewijzing_ids)))
        .order_by(_s.id)
    )
    return {
        row.toewijzing_id: Verzending(row.id, row.soort, row.retour, tuple(row.retourcodes))
        for row in await session.execute(query)
    }


async def of_besluiten(
    session: AsyncSession, besluit_ids: Collection[str]
) -> Mapping[str, Verzending]:
    """The JW319 that told each decision; an award is told by a JW301."""
    query = sa.select(t.verzending).where(_s.besluit_id.in_(sorted(besluit_ids)))
    return {
        row.besluit_id: Verzending(row.id, row.soort, row.retour, tuple(row.retourcodes))
        for row in await session.execute(query.order_by(_s.id))
    }
