# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who is meant by a pseudonym of a gemeente, after corrections of wrong BSN's and doubles.

What was told under a pseudonym keeps it: only whom it means changes, from the moment on which that
was told. So what was known before stays as it was.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore, bulk_insert
from libs.common.db import UtcDateTime


class Vervanging(NamedTuple):
    """From a moment on, what was told under `oud` is of the person under `nieuw`."""

    bekend_op: datetime
    correctie_id: str
    oud: str
    nieuw: str


class Opvolging(NamedTuple):
    """`pseudoniem` means `opvolger` as known from one moment to another, or from it on."""

    pseudoniem: str
    opvolger: str
    bekend_op: datetime
    vervallen_op: datetime | None


def opvolgingen(vervangingen: Iterable[Vervanging]) -> list[Opvolging]:
    """Of all corrections of one gemeente, in any order: whom each pseudonym meant, and when.

    Who was corrected to somebody who is corrected later, means that one then; who is corrected
    back means itself again.
    """
    open_now: dict[str, tuple[str, datetime]] = {}
    found: list[Opvolging] = []

    def means(pseudoniem: str, opvolger: str, moment: datetime) -> None:
        if before := open_now.pop(pseudoniem, None):
            who, since = before
            if since < moment:
                found.append(Opvolging(pseudoniem, who, since, moment))
        if opvolger != pseudoniem:
            open_now[pseudoniem] = (opvolger, moment)

    for moment, _, oud, nieuw in sorted(vervangingen):
        if oud != nieuw:
            meant = [one for one, (who, _) in open_now.items() if who == oud]
            for pseudoniem in (*meant, oud):
                means(pseudoniem, nieuw, moment)
            means(nieuw, nieuw, moment)
    found += [Opvolging(one, who, since, None) for one, (who, since) in open_now.items()]
    return found


class Correctietabellen(NamedTuple):
    """Corrections as they were told, and whom each pseudonym means by all of them."""

    correctie: sa.Table
    opvolging: sa.Table


def correction_tables(metadata: sa.MetaData, *more: sa.Column[Any]) -> Correctietabellen:
    """Declare both in a service's metadata; `more` is what else a service keeps of a correction."""
    return Correctietabellen(
        sa.Table(
            "clientcorrectie",
            metadata,
            sa.Column("correctie_id", sa.String(36), primary_key=True),
            sa.Column("bekend_op", UtcDateTime, nullable=False),
            sa.Column("gemeentecode", sa.String(4), nullable=False, index=True),
            sa.Column("client_pseudoniem", sa.String(32), nullable=False),
            sa.Column("opvolger", sa.String(32), nullable=False),
            *more,
        ),
        sa.Table(
            "opvolging",
            metadata,
            sa.Column("gemeentecode", sa.String(4), primary_key=True),
            sa.Column("pseudoniem", sa.String(32), primary_key=True),
            sa.Column("bekend_op", UtcDateTime, primary_key=True),
            sa.Column("vervallen_op", UtcDateTime),
            sa.Column("opvolger", sa.String(32), nullable=False, index=True),
        ),
    )


async def keep_corrections(
    session: AsyncSession, tables: Correctietabellen, rows: Sequence[Mapping[str, Any]]
) -> set[str]:
    """Add corrections, and work out whom each pseudonym of their gemeenten means since.

    The pseudonyms of all of whom that may have changed, and those in these corrections.
    """
    await bulk_ignore(session, tables.correctie, rows, ["correctie_id"])
    touched = {who for row in rows for who in (row["client_pseudoniem"], row["opvolger"])}
    return touched | await work_out(session, tables, {row["gemeentecode"] for row in rows})


async def work_out(
    session: AsyncSession, tables: Correctietabellen, gemeentecodes: Collection[str]
) -> set[str]:
    """Whom each pseudonym of these gemeenten means; the pseudonyms of whom that changed."""
    touched: set[str] = set()
    for gemeentecode in sorted(gemeentecodes):
        await _lock(session, gemeentecode)
        touched |= await _work_out(session, tables, gemeentecode)
    return touched


async def _lock(session: AsyncSession, gemeentecode: str) -> None:
    """Two corrections of a gemeente that come at once are worked out one after the other."""
    if session.get_bind().dialect.name == "postgresql":
        key = zlib.crc32(f"opvolging/{gemeentecode}".encode())
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


async def _work_out(
    session: AsyncSession, tables: Correctietabellen, gemeentecode: str
) -> set[str]:
    """The pseudonyms of all of whom another is meant, or since another moment, than before."""
    c, o = tables.correctie.c, tables.opvolging.c
    meant = sa.select(o.pseudoniem, o.opvolger, o.bekend_op, o.vervallen_op)
    kept = await session.execute(meant.where(o.gemeentecode == gemeentecode))
    before = {Opvolging(*row) for row in kept}
    told = sa.select(c.bekend_op, c.correctie_id, c.client_pseudoniem, c.opvolger)
    rows = await session.execute(told.where(c.gemeentecode == gemeentecode))
    now = opvolgingen(Vervanging(*row) for row in rows)
    await session.execute(sa.delete(tables.opvolging).where(o.gemeentecode == gemeentecode))
    of_gemeente = {"gemeentecode": gemeentecode}
    await bulk_insert(session, tables.opvolging, [of_gemeente | one._asdict() for one in now])
    changed = before.symmetric_difference(now)
    return {who for one in changed for who in (one.pseudoniem, one.opvolger)}
