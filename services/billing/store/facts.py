# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Loads all facts for some messages, in as many statements as for one with one line."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import fetch, listed
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.feiten import DeclaratieFeiten, Feiten
from services.billing.domain.toewijzing import Toewijzing
from services.billing.store import personen
from services.billing.store.bounds import load_besteed, load_pgbs, load_plafonds
from services.billing.store.eerder import (
    load_debits,
    load_open_debits,
    load_references,
    load_used,
)
from services.billing.store.regels import came_as_message
from services.billing.store.rows import (
    TOEWIJZING,
    as_contractproduct,
    newest,
    toewijzingen_of,
    versie_of,
)
from services.billing.store.vraag import NUMMERS, Partijen, Vraag, nummers_of


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
    is_taken = sa.and_(c.verwerkt, came_as_message)
    between = sa.and_(c.gemeentecode == given.c.gemeente, c.agb_code == given.c.agb, is_taken)
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
    nummers = nummers_of(vragen)
    toewijzingen = await _toewijzingen(session, nummers)
    moved = _moved(toewijzingen)
    producten = await _producten(session, vragen, moved)
    references = await load_references(session, vragen)
    debits = await load_debits(session, vragen)
    used = await load_used(session, nummers)
    open_debits = await load_open_debits(session, vragen, used)
    corrected = await personen.load(session, {v.partijen.gemeentecode for v in vragen})
    pgbs = await load_pgbs(session, personen.under_any(_clients(toewijzingen), corrected))
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
            personen=corrected.get(v.partijen.gemeentecode, {}),
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


async def _toewijzingen(
    session: AsyncSession, nummers: Sequence[tuple[str, int]]
) -> dict[Partijen, dict[int, Toewijzing]]:
    c = t.toewijzing.c
    given = listed(session, NUMMERS, nummers)
    same = sa.and_(c.gemeentecode == given.c.gemeente, c.toewijzing_nummer == given.c.nummer)
    query = sa.select(*TOEWIJZING).join_from(given, t.toewijzing, same)
    rows = sorted(await fetch(session, query), key=versie_of)
    last = {(one[0], one[2]): one for one in toewijzingen_of(rows)}
    found: dict[tuple[str, str], dict[int, Toewijzing]] = {}
    for toewijzing in last.values():
        gemeentecode, agb_code, nummer, *_ = toewijzing
        found.setdefault((gemeentecode, agb_code), {})[nummer] = toewijzing
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
