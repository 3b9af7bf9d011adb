# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The months of clients from the facts, as they now stand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, fetch, listed
from libs.ijw.months import months, next_month
from services.reporting import tables as t
from services.reporting.store.hulpfeiten import (
    is_outside,
    of_report,
    runs,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.personen import Columns as Feitkolommen
from services.reporting.store.personen import meaning, person_of

Jaren = tuple[str, date, date]
"""A pseudonym, and the first and the last month of the years asked of it."""

Maandstanden = Sequence[Sequence[Any]]
"""Pseudonym, month, gemeente, provider, category, code, and what `Stand` has."""

_GELD = ("toegewezen", "dubbel", "ingediend", "toegekend")


async def months_of_clients(
    session: AsyncSession, asked: Sequence[Jaren], tot: date
) -> Maandstanden:
    """Of each month of these clients what holds, so far as they had help or there is money.

    Help without an end counts through the month `tot`; categories and codes that are not there
    are empty.
    """
    columns: Columns = {
        "client": sa.String(32),
        "pseudoniem": sa.String(32),
        "van": sa.Date(),
        "tot": sa.Date(),
    }
    asks = listed(session, columns, await _by_pseudonym(session, asked))
    begin = min(van for _, van, _ in asked)
    firsts = [(first, next_month(first)) for first in months(begin, tot)]
    of_month: Columns = {"maand": sa.Date(), "volgende": sa.Date()}
    source = listed(session, of_month, firsts)
    maanden = sa.select(*source.c).cte("maanden")
    every = sa.union_all(
        _delivered(asks, maanden),
        _reported(asks, maanden),
        _outside(asks, maanden),
        _claimed(asks),
        _awarded(asks),
    ).subquery("feit")
    c = every.c
    key = (c.client, c.maand, c.gemeentecode, c.agb_code, c.categorie, c.code)
    stands: list[sa.ColumnElement[Any]] = [sa.func.max(c.hulp), sa.func.max(c.buiten)]
    stands += [sa.cast(sa.func.sum(c[name]), sa.BigInteger) for name in _GELD]
    return await fetch(session, sa.select(*key, *stands).group_by(*key))


async def _by_pseudonym(
    session: AsyncSession, asked: Sequence[Jaren]
) -> list[tuple[str, str, date, date]]:
    """Each who is asked under every pseudonym that may mean that one."""
    years = {client: (van, tot) for client, van, tot in asked}
    under = [(client, client) for client in years] + await meaning(session, years)
    return [(client, pseudoniem, *years[client]) for client, pseudoniem in sorted(under)]


def _of_asked(asks: sa.FromClause, c: Feitkolommen) -> sa.ColumnElement[bool]:
    """The fact was told under the pseudonym, and is of the person."""
    return sa.and_(c.client_pseudoniem == asks.c.pseudoniem, person_of(c) == asks.c.client)


def _delivered(asks: sa.FromClause, maanden: sa.CTE) -> sa.Select[Any]:
    c = t.levering.c
    return (
        _month(asks, c, maanden.c.maand, hulp=sa.literal(1))
        .join(t.levering, _of_asked(asks, c))
        .join(maanden, sa.and_(_asked(asks, maanden), runs(c.begindatum, c.einddatum, maanden.c)))
        .where(was_delivered())
    )


def _reported(asks: sa.FromClause, maanden: sa.CTE) -> sa.Select[Any]:
    c = t.taaklevering_regel.c
    in_report = sa.and_(
        runs(c.periode_begin, c.periode_eind, maanden.c),
        runs(c.begindatum, c.einddatum, maanden.c),
    )
    return (
        _month(asks, c, maanden.c.maand, hulp=sa.literal(1))
        .join(t.taaklevering_regel, _of_asked(asks, c))
        .join(t.taaklevering, of_report())
        .join(maanden, sa.and_(_asked(asks, maanden), in_report))
        .where(was_reported())
    )


def _outside(asks: sa.FromClause, maanden: sa.CTE) -> sa.Select[Any]:
    c = t.toewijzing.c
    return (
        _month(asks, c, maanden.c.maand, hulp=sa.literal(1), buiten=sa.literal(1))
        .join(t.toewijzing, _of_asked(asks, c))
        .join(maanden, sa.and_(_asked(asks, maanden), runs(c.ingangsdatum, c.einddatum, maanden.c)))
        .where(is_outside())
    )


def _claimed(asks: sa.FromClause) -> sa.Select[Any]:
    """Money of each line; an approved debit line that was not taken back is help too."""
    c = t.regel.c
    helps = was_approved()
    return (
        _month(
            asks,
            c,
            c.maand,
            hulp=sa.case((helps, 1), else_=0),
            buiten=sa.case((sa.and_(helps, c.toewijzing_nummer < 0), 1), else_=0),
            ingediend=c.bedrag,
            toegekend=sa.case((c.toegekend, c.bedrag), else_=0),
        )
        .join(t.regel, _of_asked(asks, c))
        .where(c.maand.between(asks.c.van, asks.c.tot))
    )


def _awarded(asks: sa.FromClause) -> sa.Select[Any]:
    c, award = t.toewijzing_maand.c, t.toewijzing.c
    of_award = sa.and_(
        c.gemeentecode == award.gemeentecode, c.toewijzing_nummer == award.toewijzing_nummer
    )
    return (
        _month(asks, c, c.maand, toegewezen=c.bedrag, dubbel=c.dubbel)
        .join(t.toewijzing, _of_asked(asks, award))
        .join(t.toewijzing_maand, of_award)
        .where(
            award.vervallen_op.is_(None),
            c.vervallen_op.is_(None),
            c.maand.between(asks.c.van, asks.c.tot),
        )
    )


def _month(
    asks: sa.FromClause,
    c: sa.ColumnCollection[str, sa.ColumnElement[Any]],
    maand: sa.ColumnElement[Any],
    **stand: sa.ColumnElement[Any],
) -> sa.Select[Any]:
    """What one fact says of a month; all facts have the same columns, for the union of them."""
    zero = sa.literal(0)
    return sa.select(
        asks.c.client,
        maand.label("maand"),
        c.gemeentecode,
        c.agb_code,
        sa.func.coalesce(c.categorie, "").label("categorie"),
        sa.func.coalesce(c.code, "").label("code"),
        *(stand.get(name, zero).label(name) for name in ("hulp", "buiten", *_GELD)),
    ).select_from(asks)


def _asked(asks: sa.FromClause, maanden: sa.CTE) -> sa.ColumnElement[bool]:
    return maanden.c.maand.between(asks.c.van, asks.c.tot)
