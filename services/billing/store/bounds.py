# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What bounds payment beside the toewijzing: pgb's of a gemeente, plafonds and what they paid."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.grenzen import Pgb, Plafond, PlafondSleutel
from services.billing.store.rows import as_pgb, as_plafond, newest

Producten = Mapping[tuple[str, str], tuple[Contractproduct, ...]]
Seen = dict[str, Any]


async def load_pgbs(
    session: AsyncSession, clients: Collection[tuple[str, str]]
) -> dict[str, dict[str, tuple[Pgb, ...]]]:
    """By gemeente and client, of these pairs of them."""
    given = listed(session, {"gemeente": sa.String(), "client": sa.String()}, sorted(clients))
    c = t.pgb.c
    same = sa.and_(c.gemeentecode == given.c.gemeente, c.client_pseudoniem == given.c.client)
    rows = (await session.execute(sa.select(t.pgb).join_from(given, t.pgb, same))).all()
    return {
        code: by_client(row for row in rows if row.gemeentecode == code)
        for code in {row.gemeentecode for row in rows}
    }


def by_client(rows: Iterable[sa.Row[Any]]) -> dict[str, tuple[Pgb, ...]]:
    """The last version of each, in the order of their ids."""
    found: dict[str, tuple[Pgb, ...]] = {}
    for row in sorted(newest(rows, "pgb_id"), key=lambda row: str(row.pgb_id)):
        pgb = as_pgb(row)
        found[pgb.client_pseudoniem] = (*found.get(pgb.client_pseudoniem, ()), pgb)
    return found


async def load_plafonds(
    session: AsyncSession, producten: Iterable[Producten], jaren: Iterable[int]
) -> dict[PlafondSleutel, Plafond]:
    """The ceilings of these contracts in these years."""
    return current_plafonds(await session.execute(plafonds_query(producten, jaren)))


async def under_ceiling(session: AsyncSession, agb_codes: Collection[str]) -> set[str]:
    """Those of these aanbieders of whom a contract has one, in whatever year."""
    if not agb_codes:
        return set()
    c = t.contract.c
    has = sa.exists().where(t.plafond.c.contract_id == c.contract_id)
    query = sa.select(c.agb_code).where(c.agb_code.in_(sorted(agb_codes)), has)
    return set(await session.scalars(query.distinct()))


def plafonds_query(producten: Iterable[Producten], jaren: Iterable[int]) -> sa.Select[Any]:
    """All versions of the ceilings of these contracts in these years."""
    contracts = {p.contract_id for some in producten for found in some.values() for p in found}
    c = t.plafond.c
    return sa.select(t.plafond).where(
        c.contract_id.in_(sorted(contracts)), c.jaar.in_(sorted(jaren))
    )


def current_plafonds(rows: Iterable[sa.Row[Any]]) -> dict[PlafondSleutel, Plafond]:
    """The last version of each."""
    versions = sorted(map(as_plafond, rows), key=lambda plafond: plafond.versie)
    return {plafond.sleutel: plafond for plafond in versions}


async def load_besteed(
    session: AsyncSession, plafonds: Collection[PlafondSleutel]
) -> dict[PlafondSleutel, int]:
    """Cents approved under each ceiling, in all gemeenten of its contract, credits taken off.

    A product is under contract once per aanbieder, gemeente and day, so its lines tell.
    """
    if not plafonds:
        return {}
    c = t.contract.c
    known = sa.select(t.contract).where(c.contract_id.in_({key[0] for key in plafonds}))
    contracts = {r.contract_id: r for r in newest(await session.execute(known), "contract_id")}
    terms = [
        (contract_id, jaar, contract.agb_code, gemeente, *term(contract, jaar))
        for contract_id, jaar in plafonds
        if (contract := contracts.get(contract_id))
        for gemeente in contract.gemeentecodes
    ]
    given = listed(session, _TERMS, terms)
    line, product = t.regel.c, t.contractproduct.c
    under = sa.exists().where(
        product.contract_id == given.c.contract,
        product.categorie == line.categorie,
        product.code == line.code,
    )
    same = sa.and_(
        line.agb_code == given.c.agb,
        line.gemeentecode == given.c.gemeente,
        line.periode_begin.between(given.c.begin, given.c.eind),
    )
    paid = (
        sa.select(given.c.contract, given.c.jaar, sa.func.sum(line.bedrag))
        .join_from(given, t.regel, same)
        .where(line.toegekend, under)
        .group_by(given.c.contract, given.c.jaar)
    )
    spent = {(row[0], row[1]): int(row[2]) for row in await session.execute(paid)}
    return {key: spent.get(key, 0) for key in plafonds}


_TERMS: Columns = {
    "contract": sa.String(),
    "jaar": sa.Integer(),
    "agb": sa.String(),
    "gemeente": sa.String(),
    "begin": sa.Date(),
    "eind": sa.Date(),
}


def term(contract: sa.Row[Any], jaar: int) -> tuple[date, date]:
    """The days of the year on which the contract runs, or runs off."""
    last = date(jaar, 12, 31)
    ends = contract.uitloop_tot or contract.geldig_tot or last
    return max(date(jaar, 1, 1), contract.geldig_van), min(last, ends)


async def read_pgb(session: AsyncSession, seen: Seen) -> Pgb | None:
    """The budget that a line met, in the version of then."""
    if "pgbId" not in seen:
        return None
    c = t.pgb.c
    query = sa.select(t.pgb).where(c.pgb_id == seen["pgbId"], c.versie == seen["pgbVersie"])
    return as_pgb((await session.execute(query)).one())


async def read_plafond(
    session: AsyncSession, product: Contractproduct | None, row: sa.Row[Any]
) -> Plafond | None:
    """The ceiling that a line met, in the version of then."""
    if product is None or "plafondVersie" not in row.feiten:
        return None
    c = t.plafond.c
    query = sa.select(t.plafond).where(
        c.contract_id == product.contract_id,
        c.jaar == row.periode_begin.year,
        c.versie == row.feiten["plafondVersie"],
    )
    return as_plafond((await session.execute(query)).one())
