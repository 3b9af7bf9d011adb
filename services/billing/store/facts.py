# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Loads all facts for one message in a number of statements that does not grow per line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.db import insert_ignore
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.declaratie import Regel, Sleutel
from services.billing.domain.eenheden import MINUTEN_PER_UUR, UUR
from services.billing.domain.feiten import Debetregel, DeclaratieFeiten, Feiten, Gebruik
from services.billing.domain.toewijzing import Toewijzing
from services.billing.store.bounds import load_besteed, load_pgbs, load_plafonds
from services.billing.store.rows import (
    as_contractproduct,
    as_kern,
    as_toewijzing,
    newest,
    select_in,
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
    """Between whom the declaratie goes: facts of others do not exist for it."""

    gemeentecode: str
    agb_code: str


async def lock_declarant(session: AsyncSession, agb_code: str) -> None:
    """Messages of one aanbieder are judged one after another, also by several workers.

    Volumes, credits and reference numbers all belong to one aanbieder, so this one lock makes
    every fact below hold until the commit.
    """
    values = {"agb_code": agb_code}
    await session.execute(insert_ignore(t.declarant, values, key=("agb_code",)))
    locked = sa.select(t.declarant).where(t.declarant.c.agb_code == agb_code)
    await session.execute(locked.with_for_update())


async def load_declaratie_feiten(
    session: AsyncSession, partijen: Partijen, declaratie_nummer: str
) -> DeclaratieFeiten:
    """Was the number used before, and which month was declared last between these two."""
    c = t.declaratie.c
    of_aanbieder = sa.and_(c.agb_code == partijen.agb_code, c.verwerkt)
    used = sa.exists().where(of_aanbieder, c.declaratie_nummer == declaratie_nummer)
    last = (
        sa.select(sa.func.max(c.periode_begin))
        .where(of_aanbieder, c.gemeentecode == partijen.gemeentecode)
        .scalar_subquery()
    )
    row = (await session.execute(sa.select(used.label("used"), last.label("last")))).one()
    return DeclaratieFeiten(nummer_gebruikt=bool(row.used), laatste_periode=row.last)


async def load_feiten(
    session: AsyncSession, partijen: Partijen, regels: Sequence[Regel], declaratie_eind: date
) -> Feiten:
    """Everything the rules may look at for these lines."""
    nummers = {regel.toewijzing_nummer for regel in regels}
    previous = {r.vorig_referentie_nummer for r in regels if r.vorig_referentie_nummer}
    producten = await _producten(session, partijen, {regel.code for regel in regels})
    plafonds = await load_plafonds(session, producten, regels)
    return Feiten(
        declaratie_eind=declaratie_eind,
        toewijzingen=await _toewijzingen(session, partijen, nummers),
        producten=producten,
        bekende_referenties=await _references(session, partijen, regels),
        debetregels=await _debits(session, partijen, previous),
        open_debetten=await _open_debits(session, partijen, regels),
        gebruik=await _used(session, partijen, nummers),
        pgbs=await load_pgbs(session, partijen.gemeentecode),
        plafonds=plafonds,
        besteed=await load_besteed(session, producten, plafonds),
    )


async def _toewijzingen(
    session: AsyncSession, partijen: Partijen, nummers: Collection[int]
) -> dict[int, Toewijzing]:
    c = t.toewijzing.c
    query = sa.select(t.toewijzing).where(
        c.gemeentecode == partijen.gemeentecode, c.agb_code == partijen.agb_code
    )
    rows = await select_in(session, query, c.toewijzing_nummer, nummers)
    return {row.toewijzing_nummer: as_toewijzing(row) for row in newest(rows, "toewijzing_nummer")}


async def _producten(
    session: AsyncSession, partijen: Partijen, codes: Collection[str]
) -> dict[tuple[str, str], tuple[Contractproduct, ...]]:
    by_aanbieder = sa.select(t.contract).where(t.contract.c.agb_code == partijen.agb_code)
    rows = newest((await session.execute(by_aanbieder)).all(), "contract_id")
    contracts = {r.contract_id: r for r in rows if partijen.gemeentecode in r.gemeentecodes}
    c = t.contractproduct.c
    query = sa.select(t.contractproduct).where(c.code.in_(sorted(codes)))
    found: dict[tuple[str, str], tuple[Contractproduct, ...]] = {}
    for row in newest(await select_in(session, query, c.contract_id, contracts), "product_id"):
        key = (row.categorie, row.code)
        product = as_contractproduct(row, contracts[row.contract_id])
        found[key] = (*found.get(key, ()), product)
    return found


async def _references(
    session: AsyncSession, partijen: Partijen, regels: Sequence[Regel]
) -> frozenset[str]:
    """Over all gemeenten, rejected lines included (TR314)."""
    query = sa.select(_line.referentie_nummer).where(_line.agb_code == partijen.agb_code)
    wanted = {regel.referentie_nummer for regel in regels}
    rows = await select_in(session, query, _line.referentie_nummer, wanted)
    return frozenset(row.referentie_nummer for row in rows)


def _approved(partijen: Partijen) -> sa.ColumnElement[bool]:
    return sa.and_(
        _line.gemeentecode == partijen.gemeentecode,
        _line.agb_code == partijen.agb_code,
        _line.toegekend,
    )


async def _debits(
    session: AsyncSession, partijen: Partijen, references: Collection[str]
) -> dict[str, Debetregel]:
    """The approved debits that credits in this message name."""
    query = sa.select(t.regel, credited.label("gecrediteerd")).where(
        _approved(partijen), _line.vorig_referentie_nummer.is_(None)
    )
    rows = await select_in(session, query, _line.referentie_nummer, references)
    return {
        row.referentie_nummer: Debetregel(
            row.id, row.referentie_nummer, as_kern(row), bool(row.gecrediteerd)
        )
        for row in rows
    }


async def _open_debits(
    session: AsyncSession, partijen: Partijen, regels: Sequence[Regel]
) -> dict[Sleutel, str]:
    """Approved debits, not credited, in the months that debits in this message are about."""
    debits = [regel for regel in regels if not regel.credit]
    months = sorted({regel.periode_begin for regel in debits})
    query = sa.select(t.regel).where(
        _approved(partijen),
        _line.vorig_referentie_nummer.is_(None),
        _line.periode_begin.in_(months),
        sa.not_(credited),
    )
    nummers = {regel.toewijzing_nummer for regel in debits}
    rows = await select_in(session, query, _line.toewijzing_nummer, nummers)
    return {as_kern(row)[0]: row.referentie_nummer for row in rows}


async def _used(
    session: AsyncSession, partijen: Partijen, nummers: Collection[int]
) -> dict[int, Gebruik]:
    """Approved minus credited per toewijzing, hours counted in minutes."""
    volume = sa.cast(_line.volume, sa.BigInteger)
    in_minutes = sa.case((_line.eenheid == UUR, volume * MINUTEN_PER_UUR), else_=volume)
    signed = sa.case((_line.vorig_referentie_nummer.is_(None), in_minutes), else_=-in_minutes)
    query = (
        sa.select(
            _line.toewijzing_nummer,
            sa.func.sum(signed).label("volume"),
            sa.func.sum(_line.bedrag).label("bedrag"),
        )
        .where(_approved(partijen))
        .group_by(_line.toewijzing_nummer)
    )
    rows = await select_in(session, query, _line.toewijzing_nummer, nummers)
    return {row.toewijzing_nummer: Gebruik(int(row.volume), int(row.bedrag)) for row in rows}
