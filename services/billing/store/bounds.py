# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What bounds payment beside the toewijzing: pgb's of a gemeente, plafonds and what they paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.declaratie import Regel
from services.billing.domain.grenzen import Pgb, Plafond, PlafondSleutel
from services.billing.store.rows import as_pgb, as_plafond, newest

Producten = Mapping[tuple[str, str], tuple[Contractproduct, ...]]
Seen = dict[str, Any]


async def load_pgbs(session: AsyncSession, gemeentecode: str) -> dict[str, tuple[Pgb, ...]]:
    """By client. All of a gemeente in one statement: they are few, and clients may be many."""
    query = sa.select(t.pgb).where(t.pgb.c.gemeentecode == gemeentecode)
    return by_client(await session.execute(query))


def by_client(rows: Iterable[sa.Row[Any]]) -> dict[str, tuple[Pgb, ...]]:
    """The last version of each, in the order of their ids."""
    found: dict[str, tuple[Pgb, ...]] = {}
    for row in sorted(newest(rows, "pgb_id"), key=lambda row: str(row.pgb_id)):
        pgb = as_pgb(row)
        found[pgb.client_pseudoniem] = (*found.get(pgb.client_pseudoniem, ()), pgb)
    return found


async def load_plafonds(
    session: AsyncSession, producten: Producten, regels: Sequence[Regel]
) -> dict[PlafondSleutel, Plafond]:
    """The ceilings of these contracts in the years of these lines."""
    contracts = sorted({p.contract_id for found in producten.values() for p in found})
    jaren = sorted({regel.periode_begin.year for regel in regels})
    c = t.plafond.c
    query = sa.select(t.plafond).where(c.contract_id.in_(contracts), c.jaar.in_(jaren))
    return current(await session.execute(query))


def current(rows: Iterable[sa.Row[Any]]) -> dict[PlafondSleutel, Plafond]:
    """The last version of each ceiling."""
    versions = sorted(map(as_plafond, rows), key=lambda plafond: plafond.versie)
    return {plafond.sleutel: plafond for plafond in versions}


async def load_besteed(
    session: AsyncSession,
    producten: Producten,
    plafonds: Iterable[PlafondSleutel],
    *only: sa.ColumnElement[bool],
) -> dict[PlafondSleutel, int]:
    """Cents approved under each ceiling, in all gemeenten of its contract, credits taken off.

    The contracts are in the version of their products; `only` leaves lines out.
    """
    keys = list(plafonds)
    if not keys:
        return {}
    contracts = await _contracts(session, producten)
    return {key: await _besteed(session, contracts[key[0]], key[1], *only) for key in keys}


async def _contracts(session: AsyncSession, producten: Producten) -> dict[str, sa.Row[Any]]:
    versions = {p.contract_id: p.contract_versie for found in producten.values() for p in found}
    c = t.contract.c
    rows = await session.execute(sa.select(t.contract).where(c.contract_id.in_(sorted(versions))))
    return {row.contract_id: row for row in rows if row.versie == versions[row.contract_id]}


async def _besteed(
    session: AsyncSession, contract: sa.Row[Any], jaar: int, *only: sa.ColumnElement[bool]
) -> int:
    """A product is under contract once per aanbieder, gemeente and day, so its lines tell."""
    product, line = t.contractproduct.c, t.regel.c
    products = sa.select(product.categorie + product.code).where(
        product.contract_id == contract.contract_id
    )
    paid = sa.select(sa.func.sum(line.bedrag)).where(
        line.agb_code == contract.agb_code,
        line.toegekend,
        line.gemeentecode.in_(contract.gemeentecodes),
        line.periode_begin.between(*_term(contract, jaar)),
        (line.categorie + line.code).in_(products),
        *only,
    )
    return int(await session.scalar(paid) or 0)


def _term(contract: sa.Row[Any], jaar: int) -> tuple[date, date]:
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
