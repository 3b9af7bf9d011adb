# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that count ahead: marks, the months of clients, and the cells that they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import add
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_insert, bulk_upsert, insert_records, listed
from libs.ijw.months import next_month
from services.reporting import tables as t
from services.reporting.domain import (
    Celsleutel,
    Celverschil,
    Maandsleutel,
    Stand,
)
from services.reporting.store.hulpfeiten import is_outside, was_delivered

Years = tuple[int, int | None]
"""The first year that changed, and the last; without it all that follow."""

Mark = tuple[str, int, int | None]
"""A pseudonym and its years."""

EARLIEST = 2000
_GELD = ("toegewezen", "dubbel", "ingediend", "toegekend")


@dataclass(frozen=True, slots=True)
class TeTellen:
    """Of whom the oldest marks are: clients by pseudonym, and the numbers of those of regions."""

    clienten: Sequence[str]
    regios: Mapping[str, list[int]]


async def mark_to_count(session: AsyncSession, marks: Iterable[Mark]) -> None:
    """Clients are to be counted (again) in these years."""
    rows = [
        {"client_pseudoniem": client, "van_jaar": van, "tot_jaar": tot}
        for client, van, tot in sorted(set(marks), key=lambda one: (one[0], one[1], one[2] or 0))
    ]
    await bulk_insert(session, t.te_tellen, rows)


async def mark_awarded(session: AsyncSession, awards: Sequence[tuple[str, int]]) -> None:
    """The clients of these awards are to be counted, from where a version of the award begins."""
    c = t.toewijzing.c
    keys: Columns = {"gemeentecode": sa.String(4), "nummer": sa.Integer()}
    asked = listed(session, keys, awards)
    of_award = sa.and_(
        c.gemeentecode == asked.c.gemeentecode, c.toewijzing_nummer == asked.c.nummer
    )
    begin = sa.func.min(sa.extract("year", c.ingangsdatum))
    clients = sa.select(c.client_pseudoniem, begin).join(asked, of_award)
    names = ["client_pseudoniem", "van_jaar"]
    marks = clients.group_by(c.client_pseudoniem)
    await session.execute(sa.insert(t.te_tellen).from_select(names, marks))


async def mark_regions(session: AsyncSession, regios: Iterable[str]) -> None:
    """The members of regions, or the forms under which they count products, changed."""
    await bulk_insert(session, t.te_tellen, [{"regiocode": one} for one in sorted(set(regios))])


async def marked_to_count(session: AsyncSession, limit: int) -> TeTellen:
    """The oldest marks; a client that has several is in it once."""
    c = t.te_tellen.c
    clienten: dict[str, None] = {}
    regios: dict[str, list[int]] = {}
    oldest = sa.select(c.seq, c.client_pseudoniem, c.regiocode).order_by(c.seq).limit(limit)
    for seq, client, regio in await session.execute(oldest):
        if regio is None:
            clienten[client] = None
        else:
            regios.setdefault(regio, []).append(seq)
    return TeTellen(list(clienten), regios)


async def any_marked(session: AsyncSession) -> bool:
    """Somebody is to be counted, or a region."""
    return bool(await session.scalar(sa.select(sa.exists().select_from(t.te_tellen))))


async def marks_of_regions(session: AsyncSession) -> list[int]:
    """Their numbers."""
    c = t.te_tellen.c
    return list(await session.scalars(sa.select(c.seq).where(c.regiocode.is_not(None))))


async def take_marks(session: AsyncSession, clients: Sequence[str]) -> dict[str, Years]:
    """In which years each is to be counted; all marks of them are gone, whatever their age.

    What these marks are of can be read from now on; who is marked after this stays marked.
    """
    c = t.te_tellen.c
    asked = listed(session, {"pseudoniem": sa.String(32)}, [(one,) for one in clients])
    taken = sa.delete(t.te_tellen).where(c.client_pseudoniem.in_(sa.select(asked.c.pseudoniem)))
    years: dict[str, Years] = {}
    of_each = taken.returning(c.client_pseudoniem, c.van_jaar, c.tot_jaar)
    for client, van, tot in await session.execute(of_each):
        since, until = years.get(client, (van, tot))
        last = None if tot is None or until is None else max(tot, until)
        years[client] = (min(van, since), last)
    return years


async def uncount_marks(session: AsyncSession, seqs: Sequence[int]) -> None:
    """These of regions were dealt with; whatever was marked since stays."""
    done = listed(session, {"seq": sa.BigInteger()}, [(seq,) for seq in seqs])
    await session.execute(
        sa.delete(t.te_tellen).where(t.te_tellen.c.seq.in_(sa.select(done.c.seq)))
    )


async def counted_through(session: AsyncSession, *, lock: bool = False) -> date | None:
    """Through which month help without an end is counted; None when nothing was counted yet.

    With `lock` nobody else counts until the transaction ends: what is added must be added once.
    """
    query = sa.select(t.telstand.c.maand)
    found: date | None = await session.scalar(query.with_for_update() if lock else query)
    return found


async def count_through(session: AsyncSession, before: date, maand: date) -> None:
    """Another month begins (or, for a clock that is set, ends): who has help in it is marked."""
    await session.execute(sa.update(t.telstand).values(maand=maand))
    van, tot = min(before, maand), next_month(max(before, maand))
    v, a, r = t.levering.c, t.toewijzing.c, t.taaklevering_regel.c
    running = sa.union(
        sa.select(v.client_pseudoniem).where(
            was_delivered(),
            v.begindatum < tot,
            sa.or_(v.einddatum.is_(None), v.einddatum >= van),
        ),
        sa.select(a.client_pseudoniem).where(
            is_outside(),
            a.ingangsdatum < tot,
            sa.or_(a.einddatum.is_(None), a.einddatum >= van),
        ),
        sa.select(r.client_pseudoniem).where(r.periode_begin < tot, r.periode_eind >= van),
    ).subquery("lopend")
    marks = sa.select(running.c.client_pseudoniem, sa.literal(van.year))
    names = ["client_pseudoniem", "van_jaar"]
    await session.execute(sa.insert(t.te_tellen).from_select(names, marks))


async def mark_members(session: AsyncSession, regios: Sequence[str]) -> None:
    """All clients ever counted in a gemeente of these regions, where they say under which forms."""
    says = sa.select(t.productindeling.c.eigenaar).where(t.productindeling.c.eigenaar.in_(regios))
    lid, month = t.regio_lid.c, t.client_maand.c
    members = sa.select(lid.gemeentecode).where(lid.regiocode.in_(says))
    clients = (
        sa.select(t.client.c.pseudoniem, sa.literal(EARLIEST))
        .join(t.client_maand, month.client == t.client.c.nummer)
        .where(sa.or_(month.gemeentecode.in_(members), month.gemeentecode.in_(says)))
        .distinct()
    )
    names = ["client_pseudoniem", "van_jaar"]
    await session.execute(sa.insert(t.te_tellen).from_select(names, clients))


async def numbers(session: AsyncSession, pseudonyms: Sequence[str]) -> dict[str, int]:
    """The number of each; who has none gets the next, so that there are no gaps."""
    known = await _numbers(session, pseudonyms)
    new = [one for one in pseudonyms if one not in known]
    if new:
        last = await session.scalar(sa.select(sa.func.max(t.client.c.nummer))) or 0
        given = {one: last + place for place, one in enumerate(new, start=1)}
        rows = [{"nummer": number, "pseudoniem": one} for one, number in given.items()]
        await bulk_insert(session, t.client, rows)
        known |= given
    return known


async def _numbers(session: AsyncSession, pseudonyms: Sequence[str]) -> dict[str, int]:
    c = t.client.c
    asked = listed(session, {"pseudoniem": sa.String(32)}, [(one,) for one in pseudonyms])
    query = sa.select(c.pseudoniem, c.nummer).join(asked, asked.c.pseudoniem == c.pseudoniem)
    return {row.pseudoniem: row.nummer for row in await session.execute(query)}


async def forget_numbers(session: AsyncSession, given: Sequence[int]) -> None:
    """Of those of whom no month is counted any more; the last may be given again."""
    c = t.client.c
    asked = listed(session, {"nummer": sa.Integer()}, [(one,) for one in given])
    counted = sa.exists().where(t.client_maand.c.client == c.nummer)
    here = c.nummer.in_(sa.select(asked.c.nummer))
    await session.execute(sa.delete(t.client).where(here, ~counted))


_ASKED: Columns = {"nummer": sa.Integer(), "van": sa.Date(), "tot": sa.Date()}
_MONTH = ("maand", "gemeentecode", "agb_code", "zorgvorm", "categorie", "code")
MAAND = ("client", *_MONTH, *Stand._fields)
"""The columns of a month of a client."""


async def counted_months(
    session: AsyncSession, asked: Sequence[tuple[int, date, date]]
) -> dict[int, dict[Maandsleutel, Stand]]:
    """What was counted of each number, from one month through another."""
    c = t.client_maand.c
    asks = listed(session, _ASKED, asked)
    same = sa.and_(c.client == asks.c.nummer, c.maand.between(asks.c.van, asks.c.tot))
    query = sa.select(
        c.client, *(c[name] for name in _MONTH), *(c[name] for name in Stand._fields)
    ).join(asks, same)
    found: dict[int, dict[Maandsleutel, Stand]] = {}
    for row in await session.execute(query):
        key = Maandsleutel(*row[1:7])
        found.setdefault(row[0], {})[key] = Stand(*row[7:])
    return found


async def replace_months(
    session: AsyncSession,
    gone: Iterable[tuple[int, Maandsleutel]],
    come: Iterable[tuple[int, Maandsleutel, Stand]],
) -> None:
    """Take these months of clients away, then put those in their place."""
    names = [column.name for column in t.client_maand.primary_key]
    c = t.client_maand.c
    keys = [
        (client, k.maand, k.gemeentecode, k.agb_code, k.categorie, k.code) for client, k in gone
    ]
    if keys:
        asked = listed(session, {name: c[name].type for name in names}, keys)
        here = sa.tuple_(*(c[name] for name in names)).in_(sa.select(*asked.c))
        await session.execute(sa.delete(t.client_maand).where(here))
    rows = [{"client": client, **key._asdict(), **stand._asdict()} for client, key, stand in come]
    await bulk_insert(session, t.client_maand, rows)


_CEL: Columns = {name: t.cel.c[name].type for name in Celsleutel._fields}


async def add_to_cells(
    session: AsyncSession, verschillen: Mapping[Celsleutel, Celverschil]
) -> None:
    """Bring cells up to date; one that holds nothing any more goes away."""
    keys = list(verschillen)
    if not keys:
        return
    c = t.cel.c
    asked = listed(session, _CEL, keys)
    query = sa.select(t.cel).join(asked, sa.and_(*(asked.c[name] == c[name] for name in _CEL)))
    known = {Celsleutel(*row[:7]): row for row in await session.execute(query)}
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    empty: list[Celsleutel] = []
    for key, one in verschillen.items():
        row = known.get(key)
        values = _values(row, one)
        if any(values[: len(_HOLDS)]):
            (new if row is None else changed).append((*key, *values))
        elif row is not None:
            empty.append(key)
    # Who counts counts alone: nobody else makes them.
    await insert_records(session, t.cel, CEL, new)
    rows = [dict(zip(CEL, values, strict=True)) for values in changed]
    await bulk_upsert(session, t.cel, rows, list(_CEL))
    if empty:
        gone = listed(session, _CEL, empty)
        here = sa.tuple_(*(c[name] for name in _CEL)).in_(sa.select(*gone.c))
        await session.execute(sa.delete(t.cel).where(here))


_HOLDS = ("aantal", *_GELD)
CEL = (*_CEL, *_HOLDS, "clienten", "buiten", "aantal_buiten")
"""The columns of a cell."""


def _values(row: sa.Row[Any] | None, one: Celverschil) -> tuple[Any, ...]:
    """What the cell is now, in the order of `CEL` behind its key."""
    if row is None:
        before, met, buiten = (0, 0, 0, 0), b"", b""
    else:
        before = (row.toegewezen, row.dubbel, row.ingediend, row.toegekend)
        met, buiten = row.clienten, row.buiten
    clients, number = _bits(met, one.erbij, one.eraf)
    outside, number_outside = _bits(buiten, one.buiten_erbij, one.buiten_eraf)
    return (number, *map(add, before, one.geld), clients, outside, number_outside)


def _bits(stored: bytes, more: Sequence[int], less: Sequence[int]) -> tuple[bytes, int]:
    """A set of numbers as it is stored, with its size; an empty one is an empty text."""
    if not stored and not more:
        return b"", 0
    bits = BitMap.deserialize(stored) if stored else BitMap()
    bits.update(more)
    if less:
        bits -= BitMap(less)
    return (bits.serialize(), len(bits)) if bits else (b"", 0)
