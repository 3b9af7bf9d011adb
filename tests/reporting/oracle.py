# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What must be counted, worked out one fact at a time from the tables of facts."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Service
from libs.ijw.months import months, next_month
from services.reporting import tables as t


class _Cell(NamedTuple):
    clienten: frozenset[str]
    buiten: frozenset[str]
    toegewezen: int
    dubbel: int
    ingediend: int
    toegekend: int


Cells = dict[tuple[str, ...], _Cell]
FAMILIES = ("", "z", "g", "p", "a", "gp", "ap", "ag")
_MONEY = ("toegewezen", "dubbel", "ingediend", "toegekend")


async def expected(service: Service, zorgvorm: Any) -> Cells:
    """All cells, of the forms of care that `zorgvorm(gemeente, maand, categorie, code)` gives."""
    clients: dict[tuple[str, ...], set[str]] = defaultdict(set)
    outside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    money: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    through = service.runtime.clock.today()
    async with service.runtime.db.read() as session:
        facts = [fact async for fact in _facts(session, through)]
        meant = {
            (row.gemeentecode, row.pseudoniem): row.opvolger
            for row in await session.execute(sa.select(t.opvolging))
            if row.vervallen_op is None
        }
    for pseudoniem, maand, gemeente, agb, categorie, code, hulp, buiten, geld in facts:
        client = meant.get((gemeente, pseudoniem), pseudoniem)
        vorm = zorgvorm(gemeente, maand, categorie, code)
        for name in FAMILIES:
            for jaar in (False, True):
                key = _cell(name, jaar, (maand, gemeente, agb, vorm, categorie, code))
                if hulp:
                    clients[key].add(client)
                if buiten:
                    outside[key].add(client)
                bedrag, dubbel, *rest = geld
                once = dubbel if jaar and maand.month > 1 else 0
                for place, cents in enumerate((bedrag - once, dubbel - once, *rest)):
                    money[key][place] += cents
    return {
        key: _Cell(frozenset(clients[key]), frozenset(outside[key]), *money[key])
        for key in {*clients, *money}
        if clients[key] or any(money[key])
    }


async def stored(service: Service) -> Cells:
    """All cells as they are."""
    async with service.runtime.db.read() as session:
        names = {row.nummer: row.pseudoniem for row in await session.execute(sa.select(t.client))}
        rows = (await session.execute(sa.select(t.cel))).all()

    def named(bits: bytes, size: int) -> frozenset[str]:
        found = frozenset(names[one] for one in BitMap.deserialize(bits)) if bits else frozenset()
        assert len(found) == size
        return found

    return {
        tuple(map(str, row[:7])): _Cell(
            named(row.clienten, row.aantal),
            named(row.buiten, row.aantal_buiten),
            *(row._mapping[name] for name in _MONEY),
        )
        for row in rows
    }


def _cell(name: str, jaar: bool, of: tuple[date, str, str, str, str, str]) -> tuple[str, ...]:
    maand, gemeente, agb, vorm, categorie, code = of
    return (
        ("j" if jaar else "m") + name,
        gemeente if "g" in name else "",
        str(maand.replace(month=1) if jaar else maand),
        agb if "a" in name else "",
        vorm if "z" in name or "p" in name else "",
        categorie if "p" in name else "",
        code if "p" in name else "",
    )


_Fact = tuple[str, date, str, str, str, str, bool, bool, tuple[int, int, int, int]]
_NONE = (0, 0, 0, 0)


async def _facts(session: AsyncSession, through: date) -> AsyncIterator[_Fact]:
    """Client, month, what it is about, whether it is help, outside the messages, and cents."""
    for part in (_delivered, _reported, _awarded):
        async for fact in part(session, through):
            yield fact
    for row in await session.execute(sa.select(t.regel)):
        helps = row.toegekend and not row.vorig_referentie_nummer and row.teruggenomen_op is None
        buiten = helps and row.toewijzing_nummer < 0
        geld = (0, 0, row.bedrag, row.bedrag if row.toegekend else 0)
        yield (*_of(row, row.maand), helps, buiten, geld)


async def _delivered(session: AsyncSession, through: date) -> AsyncIterator[_Fact]:
    for row in await session.execute(sa.select(t.levering)):
        if row.vervallen_op is None and row.status != "verwijderd":
            for maand in _running(row.begindatum, row.einddatum, through):
                yield (*_of(row, maand), True, False, _NONE)


async def _reported(session: AsyncSession, through: date) -> AsyncIterator[_Fact]:
    whole = {
        (r.contract_id, r.gemeentecode, r.periode_begin, r.periode_eind, r.versie)
        for r in await session.execute(sa.select(t.taaklevering))
        if r.vervallen_op is None
    }
    for row in await session.execute(sa.select(t.taaklevering_regel)):
        report = (row.contract_id, row.gemeentecode, row.periode_begin, row.periode_eind)
        if (*report, row.versie) not in whole:
            continue
        for maand in _running(row.begindatum, row.einddatum, through):
            if row.periode_begin < next_month(maand) and maand <= row.periode_eind:
                yield (*_of(row, maand), True, False, _NONE)


async def _awarded(session: AsyncSession, through: date) -> AsyncIterator[_Fact]:
    owner = {}
    for row in await session.execute(sa.select(t.toewijzing)):
        if row.vervallen_op is None:
            owner[row.gemeentecode, row.toewijzing_nummer] = row.client_pseudoniem
            if row.buiten_berichten and row.reden_wijziging != "13":
                for maand in _running(row.ingangsdatum, row.einddatum, through):
                    yield (*_of(row, maand), True, True, _NONE)
    for row in await session.execute(sa.select(t.toewijzing_maand)):
        if row.vervallen_op is None:
            client = owner[row.gemeentecode, row.toewijzing_nummer]
            about = (row.gemeentecode, row.agb_code, row.categorie or "", row.code or "")
            yield client, row.maand, *about, False, False, (row.bedrag, row.dubbel, 0, 0)


def _running(begin: date, end: date | None, through: date) -> Iterator[date]:
    last = through if end is None else min(end, through)
    if begin <= last:
        yield from months(begin, last)


def _of(row: sa.Row[Any], maand: date) -> tuple[str, date, str, str, str, str]:
    about = (row.gemeentecode, row.agb_code, row.categorie or "", row.code or "")
    return (row.client_pseudoniem, maand, *about)
