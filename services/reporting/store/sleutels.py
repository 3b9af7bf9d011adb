# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements about the key of pseudonyms, and about pseudonyms of others."""

from collections import Counter
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore, listed
from libs.common.contracts import Envelope
from libs.common.upsert import insert_ignore, upsert
from libs.common.vernietigd import merk
from services.reporting import tables as t
from services.reporting.store.vernietigd import any_destroyed

_s, _v = t.pseudoniemsleutel.c, t.vertaald_pseudoniem.c
_KNOWN = "pseudoniemsleutel"


async def own_key(session: AsyncSession) -> str | None:
    """Under which pseudonyms are taken in; None before the first was seen."""
    found: str | None = await session.scalar(sa.select(_s.sleutel))
    return found


async def key_or_first(session: AsyncSession, seen: str) -> str:
    """As `own_key`, asked once in a transaction; before there is one, `seen` becomes it."""
    if _KNOWN not in session.info:
        if (known := await own_key(session)) is None:
            row = {"nummer": 1, "sleutel": seen}
            await session.execute(insert_ignore(t.pseudoniemsleutel, row, key=["nummer"]))
            known = await own_key(session)  # of who was first, which may be another
        session.info[_KNOWN] = known
    return str(session.info[_KNOWN])


async def set_key(session: AsyncSession, sleutel: str) -> None:
    """Somebody says that this is the key."""
    row = {"nummer": 1, "sleutel": sleutel}
    await session.execute(upsert(t.pseudoniemsleutel, row, key=["nummer"]))


async def keep_translations(session: AsyncSession, told: Iterable[tuple[str, str, str]]) -> None:
    """Key, pseudonym under it, and that of here; none of who was destroyed, or is meanwhile."""
    by_mark = {(sleutel, merk(oud)): nieuw for sleutel, oud, nieuw in told}
    meant = set(by_mark.values())
    gone = await _destroyed(session, meant) if await any_destroyed(session) else set[str]()
    rows = [
        {"sleutel": sleutel, "merk": known, "pseudoniem": nieuw}
        for (sleutel, known), nieuw in sorted(by_mark.items())
        if nieuw not in gone
    ]
    await bulk_ignore(session, t.vertaald_pseudoniem, rows, ["sleutel", "merk"])


async def translations(
    session: AsyncSession, asked: Collection[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """The pseudonym of here of each that is known, by key and pseudonym under it."""
    marks = {(sleutel, merk(oud)): (sleutel, oud) for sleutel, oud in asked}
    columns = {"sleutel": sa.String(8), "merk": sa.String(64)}
    given = listed(session, columns, sorted(marks))
    same = sa.and_(_v.sleutel == given.c.sleutel, _v.merk == given.c.merk)
    query = sa.select(t.vertaald_pseudoniem).join(given, same)
    return {marks[row.sleutel, row.merk]: row.pseudoniem for row in await session.execute(query)}


async def parked_by_key(session: AsyncSession) -> Counter[str]:
    """How many parked events were made under which key; those of before there were ids under -."""
    assert t.MECHANICS.consumer is not None  # noqa: S101 - reporting is made of events
    d = t.MECHANICS.consumer.dead_letter.c
    found = Counter[str]()
    for payload in await session.scalars(sa.select(d.payload).where(d.replayed_at.is_(None))):
        try:
            envelope = Envelope.from_bytes(payload.encode())
        except ValidationError:
            continue
        found[envelope.pseudoniemsleutel or "-"] += 1
    return found


async def _destroyed(session: AsyncSession, pseudonyms: Collection[str]) -> set[str]:
    gone = t.vernietigd_pseudoniem.c.merk
    marks = {merk(one): one for one in pseudonyms}
    given = listed(session, {"merk": sa.String(64)}, [(one,) for one in sorted(marks)])
    found = await session.scalars(sa.select(gone).join(given, given.c.merk == gone))
    return {marks[one] for one in found}
