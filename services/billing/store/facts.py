# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Loads all facts for some messages, in as many statements as for one with one line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from libs.common.upsert import insert_ignore
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.declaratie import Regel, Sleutel
from services.billing.domain.eenheden import MINUTEN_PER_UUR, UUR
from services.billing.domain.feiten import Debetregel, DeclaratieFeiten, Feiten, Gebruik
from services.billing.domain.toewijzing import Toewijzing
from services.billing.store.bounds import load_besteed, load_pgbs, load_plafonds
from services.billing.store.rows import (
    TOEWIJZING,
    as_contractproduct,
    as_kern,
    newest,
    toewijzing_of,
)

_line = t.regel.c
_credit = t.regel.alias("credit")
credited = (
    sa.exists()
    .where(
        _credit.c.agb_code == _line.agb_code,
        _credit.c.vorig_referentie_nummer == _line.referentie_nummer,
        _credit.c.toegekend,
    )
    .correlate(t.regel)
)


@dataclass(frozen=True, slots=True)
class Partijen:
    """Between whom a declaratie goes: facts of others do not exist for it."""

    gemeentecode: str
    agb_code: str


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is to be known of one declaratie: its parties, its number, month and lines."""

    partijen: Partijen
    declaratie_nummer: str
    declaratie_eind: date
    regels: Sequence[Regel]


async def lock_declarant(session: AsyncSession, agb_code: str) -> None:
    """Wait until nothing else of this aanbieder is being dealt with; holds until the commit."""
    new = insert_ignore(t.declarant, {"agb_code": agb_code}, key=("agb_code",))
    await session.execute(new)
    locked = sa.select(t.declarant).where(t.declarant.c.agb_code == agb_code)
    await session.execute(locked.with_for_update())


async def lock_declaranten(session: AsyncSession, agb_codes: Collection[str]) -> set[str]:
    """Messages of one aanbieder are judged one after another, also by several workers.

    Volumes, credits and reference numbers all belong to one aanbieder, so this one lock makes
    every fact below hold until the commit. Gives those that are not being judged by another.
    """
    codes = sorted(agb_codes)
    new = insert_ignore(t.declarant, [{"agb_code": code} for code in codes], key=("agb_code",))
    await session.execute(new)
    c = t.declarant.c
    free = sa.select(c.agb_code).where(c.agb_code.in_(codes)).order_by(c.agb_code)
    return set((await session.scalars(free.with_for_update(skip_locked=True))).all())


async def load_declaratie_feiten(
    session: AsyncSession, vragen: Sequence[Vraag]
) -> list[DeclaratieFeiten]:
    """Was each number used before, and which month was declared last between these two."""
    if not vragen:
        return []
    c = t.declaratie.c
    numbers = {(v.partijen.agb_code, v.declaratie_nummer) for v in vragen}
    given = listed(session, {"agb": sa.String(), "nummer": sa.String()}, sorted(numbers))
    same = sa.and_(c.agb_code == given.c.agb, c.declaratie_nummer == given.c.nummer, c.verwerkt)
    query = sa.select(c.agb_code, c.declaratie_nummer).join_from(given, t.declaratie, same)
    used = {tuple(row) for row in await session.execute(query)}
    last = await _last_periods(session, {v.partijen for v in vragen})
    return [
        DeclaratieFeiten(
            nummer_gebruikt=(v.partijen.agb_code, v.declaratie_nummer) in used,
            laatste_periode=last.get(v.partijen),
        )
        for v in vragen
    ]


async def _last_periods(
    session: AsyncSession, partijen: Collection[Partijen]
) -> dict[Partijen, date]:
    """An invoice outside the messages has no answer, and no place in their order (TR318)."""
    c = t.declaratie.c
    pairs = sorted((p.gemeentecode, p.agb_code) for p in partijen)
    given = listed(session, {"gemeente": sa.String(), "agb": sa.String()}, pairs)
    is_message = sa.and_(c.verwerkt, c.antwoord_id != "")
    between = sa.and_(c.gemeentecode == given.c.gemeente, c.agb_code == given.c.agb, is_message)
    query = (
        sa.select(c.gemeentecode, c.agb_code, sa.func.max(c.periode_begin))
        .join_from(given, t.declaratie, between)
        .group_by(c.gemeentecode, c.agb_code)
    )
    return {Partijen(row[0], row[1]): row[2] for row in await session.execute(query)}


async def load_feiten(session: AsyncSession, vragen: Sequence[Vraag]) -> list[Feiten]:
    """Everything the rules may look at for these lines, whatever their number."""
    if not vragen:
        return []
    nummers = _nummers(vragen)
    toewijzingen = await _toewijzingen(session, nummers)
    moved = _moved(toewijzingen)
    producten = await _producten(session, vragen, moved)
    references = await _references(session, vragen)
    debits = await _debits(session, vragen)
    used = await _used(session, nummers)
    open_debits = await _open_debits(session, vragen, used)
    pgbs = await load_pgbs(session, _clients(toewijzingen))
    plafonds = await load_plafonds(session, producten.values(), _years(vragen))
    besteed = await load_besteed(session, plafonds)
    return [
        Feiten(
            declaratie_eind=v.declaratie_eind,
            toewijzingen=toewijzingen.get(v.partijen, {}),
            producten=producten.get(v.partijen, {}),
            elders={
                before.gemeentecode: producten.get(before, {})
                for before in moved.get(v.partijen, ())
            },
            bekende_referenties=references.get(v.partijen.agb_code, frozenset()),
            debetregels=debits.get(v.partijen, {}),
            open_debetten=open_debits.get(v.partijen, {}),
            gebruik=used.get(v.partijen, {}),
            pgbs=pgbs.get(v.partijen.gemeentecode, {}),
            plafonds=plafonds,
            besteed=besteed,
        )
        for v in vragen
    ]


def _clients(
    toewijzingen: Mapping[Partijen, Mapping[int, Toewijzing]],
) -> set[tuple[str, str]]:
    """Whose toewijzingen these are: gemeente and pseudonym."""
    return {
        (partijen.gemeentecode, toewijzing.client_pseudoniem)
        for partijen, between in toewijzingen.items()
        for toewijzing in between.values()
    }


def _moved(
    toewijzingen: Mapping[Partijen, Mapping[int, Toewijzing]],
) -> dict[Partijen, set[Partijen]]:
    """The parties at whose tariffs help goes on after a move, by those between whom it does."""
    found: dict[Partijen, set[Partijen]] = {}
    for partijen, between in toewijzingen.items():
        codes = {one.tarief_gemeentecode for one in between.values()} - {None}
        if codes:
            found[partijen] = {Partijen(code, partijen.agb_code) for code in codes if code}
    return found


def _years(vragen: Sequence[Vraag]) -> set[int]:
    days = {day for v in vragen for day in map(attrgetter("periode_begin"), v.regels)}
    return {day.year for day in days}


_NUMMERS: Columns = {"gemeente": sa.String(), "nummer": sa.Integer()}


def _nummers(vragen: Sequence[Vraag]) -> list[tuple[str, int]]:
    """Each toewijzing that is claimed on, once, as its gemeente and number."""
    claimed: dict[str, set[int]] = {}
    for v in vragen:
        of_gemeente = claimed.setdefault(v.partijen.gemeentecode, set())
        of_gemeente.update(map(_nummer, v.regels))
    return [(code, nummer) for code in sorted(claimed) for nummer in sorted(claimed[code])]


_nummer = attrgetter("toewijzing_nummer")


async def _toewijzingen(
    session: AsyncSession, nummers: Sequence[tuple[str, int]]
) -> dict[Partijen, dict[int, Toewijzing]]:
    c = t.toewijzing.c
    given = listed(session, _NUMMERS, nummers)
    same = sa.and_(c.gemeentecode == given.c.gemeente, c.toewijzing_nummer == given.c.nummer)
    query = sa.select(*TOEWIJZING).join_from(given, t.toewijzing, same)
    last: dict[str, dict[int, Toewijzing]] = {}
    for toewijzing in map(toewijzing_of, (await session.execute(query)).all()):
        of_gemeente = last.setdefault(toewijzing.gemeentecode, {})
        known = of_gemeente.setdefault(toewijzing.toewijzing_nummer, toewijzing)
        if toewijzing.versie > known.versie:
            of_gemeente[toewijzing.toewijzing_nummer] = toewijzing
    found: dict[tuple[str, str], dict[int, Toewijzing]] = {}
    for gemeentecode, of_gemeente in last.items():
        for nummer, toewijzing in of_gemeente.items():
            found.setdefault((gemeentecode, toewijzing.agb_code), {})[nummer] = toewijzing
    return {Partijen(*parties): between for parties, between in found.items()}


Producten = dict[tuple[str, str], tuple[Contractproduct, ...]]


async def _producten(
    session: AsyncSession, vragen: Sequence[Vraag], moved: Mapping[Partijen, set[Partijen]]
) -> dict[Partijen, Producten]:
    codes: dict[str, set[str]] = {}
    for v in vragen:
        codes.setdefault(v.partijen.agb_code, set()).update(r.code for r in v.regels)
    of_aanbieder = sa.select(t.contract).where(t.contract.c.agb_code.in_(sorted(codes)))
    rows = newest(await session.execute(of_aanbieder), "contract_id")
    contracts = {row.contract_id: row for row in rows}
    wanted = sorted((i, code) for i, row in contracts.items() for code in codes[row.agb_code])
    c = t.contractproduct.c
    given = listed(session, {"contract": sa.String(), "code": sa.String()}, wanted)
    same = sa.and_(c.contract_id == given.c.contract, c.code == given.c.code)
    query = sa.select(t.contractproduct).join_from(given, t.contractproduct, same)
    found: dict[Partijen, Producten] = {}
    claimed = {v.partijen for v in vragen}.union(*moved.values())
    for row in newest(await session.execute(query), "product_id"):
        contract = contracts[row.contract_id]
        product = as_contractproduct(row, contract)
        for partijen in (Partijen(code, contract.agb_code) for code in contract.gemeentecodes):
            if partijen in claimed:
                between = found.setdefault(partijen, {})
                key = (row.categorie, row.code)
                between[key] = (*between.get(key, ()), product)
    return found


async def _references(session: AsyncSession, vragen: Sequence[Vraag]) -> dict[str, frozenset[str]]:
    """Over all gemeenten, rejected lines included (TR314)."""
    used: dict[str, set[str]] = {}
    for v in vragen:
        of_aanbieder = used.setdefault(v.partijen.agb_code, set())
        of_aanbieder.update(map(attrgetter("referentie_nummer"), v.regels))
    wanted = [(code, number) for code in sorted(used) for number in sorted(used[code])]
    given = listed(session, {"agb": sa.String(), "referentie": sa.String()}, wanted)
    same = sa.and_(_line.agb_code == given.c.agb, _line.referentie_nummer == given.c.referentie)
    query = sa.select(_line.agb_code, _line.referentie_nummer).join_from(given, t.regel, same)
    found: dict[str, set[str]] = {}
    for row in await session.execute(query):
        found.setdefault(row.agb_code, set()).add(row.referentie_nummer)
    return {agb_code: frozenset(numbers) for agb_code, numbers in found.items()}


_between = attrgetter("gemeentecode", "agb_code")


async def _debits(
    session: AsyncSession, vragen: Sequence[Vraag]
) -> dict[Partijen, dict[str, Debetregel]]:
    """The approved debits that credits in these messages name."""
    wanted = {
        (*_between(v.partijen), r.vorig_referentie_nummer)
        for v in vragen
        for r in v.regels
        if r.vorig_referentie_nummer
    }
    kinds: Columns = {"gemeente": sa.String(), "agb": sa.String(), "referentie": sa.String()}
    given = listed(session, kinds, sorted(wanted))
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente,
        _line.agb_code == given.c.agb,
        _line.referentie_nummer == given.c.referentie,
    )
    query = (
        sa.select(t.regel, credited.label("gecrediteerd"))
        .join_from(given, t.regel, same)
        .where(_line.toegekend, _line.vorig_referentie_nummer.is_(None))
    )
    found: dict[Partijen, dict[str, Debetregel]] = {}
    for row in await session.execute(query):
        debit = Debetregel(row.id, row.referentie_nummer, as_kern(row), bool(row.gecrediteerd))
        found.setdefault(Partijen(*_between(row)), {})[row.referentie_nummer] = debit
    return found


async def _open_debits(
    session: AsyncSession,
    vragen: Sequence[Vraag],
    used: Mapping[Partijen, Mapping[int, Gebruik]],
) -> dict[Partijen, dict[Sleutel, str]]:
    """Approved debits, not credited, in the months that debits in these messages are about.

    Only on toewijzingen on which something was approved: on others there are none.
    """
    wanted = {
        (v.partijen.gemeentecode, r.toewijzing_nummer, r.periode_begin)
        for v in vragen
        if (known := used.get(v.partijen))
        for r in v.regels
        if not r.credit and r.toewijzing_nummer in known
    }
    given = listed(session, {**_NUMMERS, "begin": sa.Date()}, sorted(wanted))
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente,
        _line.toewijzing_nummer == given.c.nummer,
        _line.periode_begin == given.c.begin,
    )
    query = (
        sa.select(t.regel)
        .join_from(given, t.regel, same)
        .where(_line.toegekend, _line.vorig_referentie_nummer.is_(None), sa.not_(credited))
    )
    found: dict[Partijen, dict[Sleutel, str]] = {}
    for row in await session.execute(query):
        found.setdefault(Partijen(*_between(row)), {})[as_kern(row)[0]] = row.referentie_nummer
    return found


async def _used(
    session: AsyncSession, nummers: Sequence[tuple[str, int]]
) -> dict[Partijen, dict[int, Gebruik]]:
    """Approved minus credited per toewijzing, hours counted in minutes."""
    volume = sa.cast(_line.volume, sa.BigInteger)
    in_minutes = sa.case((_line.eenheid == UUR, volume * MINUTEN_PER_UUR), else_=volume)
    signed = sa.case((_line.vorig_referentie_nummer.is_(None), in_minutes), else_=-in_minutes)
    given = listed(session, _NUMMERS, nummers)
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente, _line.toewijzing_nummer == given.c.nummer
    )
    of_toewijzing = (_line.gemeentecode, _line.agb_code, _line.toewijzing_nummer)
    query = (
        sa.select(
            *of_toewijzing,
            sa.func.sum(signed).label("volume"),
            sa.func.sum(_line.bedrag).label("bedrag"),
        )
        .join_from(given, t.regel, same)
        .where(_line.toegekend)
        .group_by(*of_toewijzing)
    )
    found: dict[Partijen, dict[int, Gebruik]] = {}
    for row in await session.execute(query):
        used = Gebruik(int(row.volume), int(row.bedrag))
        found.setdefault(Partijen(*_between(row)), {})[row.toewijzing_nummer] = used
    return found
