# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines that would be judged otherwise now: what is to be judged again, and what came of it.

A verdict that was sent stays as it is. What makes good a difference is a credit by the aanbieder,
or a new claim: then the line is no longer among those that are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert, listed
from services.billing import tables as t
from services.billing.domain.verplichting import Sleutel
from services.billing.store import personen
from services.billing.store.clienten import note_lines
from services.billing.store.merken import mark_from
from services.billing.store.nieuwer import outdated
from services.billing.store.reading import Partij
from services.billing.store.regels import made_good

_r, _w, _v = t.regel.c, t.te_herbeoordelen.c, t.verschil.c


@dataclass(frozen=True, slots=True)
class Anders:
    """A line that is judged otherwise now: the codes, and their sentences."""

    nummer: int
    retourcodes: Sequence[str]
    meldingen: Sequence[str]


async def mark_toewijzing(session: AsyncSession, sleutel: Sleutel, now: datetime) -> None:
    """Something became known of a toewijzing: of one without lines this marks nothing."""
    await _mark(session, now, _r.gemeentecode == sleutel[0], _r.toewijzing_nummer == sleutel[1])


async def mark_client(
    session: AsyncSession, gemeentecode: str, pseudoniem: str, now: datetime
) -> None:
    """Something became known of a client, who is known by the toewijzingen.

    These keep the pseudonym that they were told under, also when that means another since.
    """
    corrected = await personen.load(session, [gemeentecode])
    same = {one for _, one in personen.under_any({(gemeentecode, pseudoniem)}, corrected)}
    c = t.toewijzing.c
    nummers = sa.select(c.toewijzing_nummer).where(
        c.gemeentecode == gemeentecode, c.client_pseudoniem.in_(sorted(same))
    )
    await _mark(session, now, _r.gemeentecode == gemeentecode, _r.toewijzing_nummer.in_(nummers))


async def mark_party(
    session: AsyncSession, agb_code: str, gemeentecodes: Sequence[str], now: datetime
) -> None:
    """Something became known of a contract, under which help may go on elsewhere (R-20)."""
    c = t.toewijzing.c
    moved = sa.exists().where(
        c.gemeentecode == _r.gemeentecode,
        c.toewijzing_nummer == _r.toewijzing_nummer,
        c.tarief_gemeentecode.in_(gemeentecodes),
    )
    under = sa.or_(_r.gemeentecode.in_(gemeentecodes), moved)
    await _mark(session, now, _r.agb_code == agb_code, under)


async def mark_outdated(session: AsyncSession, declaraties: Sequence[str], now: datetime) -> None:
    """Those of these with a line for which there is a version that it did not see.

    A version that comes while a message is judged finds no line to mark yet.
    """
    ids = listed(session, {"id": sa.String(36)}, [(one,) for one in declaraties])
    await mark_from(session, t.te_herbeoordelen, outdated(sa.select(ids.c.id)), now)


async def mark_outdated_since(session: AsyncSession, since: datetime, now: datetime) -> None:
    """The same of all that was judged since, also what had no line approved."""
    d = t.declaratie.c
    recent = sa.select(d.id).where(d.beoordeeld_op >= since, d.verwerkt, sa.not_(d.uit_verleden))
    await mark_from(session, t.te_herbeoordelen, outdated(recent, since), now)


async def anything(session: AsyncSession) -> bool:
    """Is a declaratie marked?"""
    return bool(await session.scalar(sa.select(sa.exists(sa.select(t.te_herbeoordelen)))))


async def take(session: AsyncSession, limit: int) -> list[str]:
    """Some declaraties to judge again, no longer marked."""
    query = sa.select(_w.declaratie_id).order_by(_w.declaratie_id).limit(limit)
    ids = list(await session.scalars(query.with_for_update(skip_locked=True)))
    if ids:
        await session.execute(sa.delete(t.te_herbeoordelen).where(_w.declaratie_id.in_(ids)))
    return ids


async def keep(
    session: AsyncSession, declaratie: sa.Row[Any], found: Sequence[Anders], now: datetime
) -> set[int]:
    """What is otherwise now in a declaratie, in place of what was before.

    The numbers of the lines for which that is new, or no longer so.
    """
    own = _v.declaratie_id == declaratie.id
    rows = await session.execute(sa.select(_v.nummer, _v.sinds).where(own))
    since = {row.nummer: row.sinds for row in rows}
    if since:
        await session.execute(sa.delete(t.verschil).where(own))
    about = {
        "declaratie_id": declaratie.id,
        "gemeentecode": declaratie.gemeentecode,
        "agb_code": declaratie.agb_code,
    }
    rows_now = [
        about
        | {
            "nummer": one.nummer,
            "retourcodes": list(one.retourcodes),
            "meldingen": list(one.meldingen),
            "sinds": since.get(one.nummer, now),
        }
        for one in found
    ]
    await bulk_insert(session, t.verschil, rows_now)
    return since.keys() ^ {one.nummer for one in found}


async def page(
    session: AsyncSession, partij: Partij, after: tuple[str, int] | None, limit: int
) -> list[sa.Row[Any]]:
    """Open differences of a party with their lines, by declaratie and number."""
    query = _open().where(_v[partij.kolom] == partij.code)
    if after is not None:
        query = query.where(sa.tuple_(_v.declaratie_id, _v.nummer) > sa.tuple_(*after))
    query = query.order_by(_v.declaratie_id, _v.nummer).limit(limit)
    rows = list(await session.execute(query))
    note_lines(session, rows)
    return rows


async def count_open(session: AsyncSession) -> int:
    """How many there are."""
    found = sa.select(sa.func.count()).select_from(_open().subquery())
    return int(await session.scalar(found) or 0)


def _open() -> sa.Select[Any]:
    """Those that nothing made good."""
    now = (
        _v.declaratie_id,
        _v.sinds,
        _v.retourcodes.label("retourcodes_nu"),
        _v.meldingen.label("meldingen_nu"),
    )
    line = [column for column in _r if column.name != "declaratie_id"]
    return (
        sa.select(*now, *line)
        .join_from(
            t.verschil,
            t.regel,
            sa.and_(_r.declaratie_id == _v.declaratie_id, _r.nummer == _v.nummer),
        )
        .where(sa.not_(made_good()))
    )


async def _mark(session: AsyncSession, now: datetime, *wanted: sa.ColumnElement[bool]) -> None:
    keys = sa.select(_r.declaratie_id).where(*wanted)
    await mark_from(session, t.te_herbeoordelen, keys, now)
