# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who had help from a provider, month by month."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.ijw.months import next_month
from services.reporting import tables as t
from services.reporting.store.hulpfeiten import (
    is_outside,
    runs,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.personen import person_of

HulpRij = sa.Row[Any]
"""Provider, child, gemeente, category, code and month."""


async def help_of(
    session: AsyncSession,
    agb_codes: Collection[str],
    maanden: Sequence[date],
    moment: datetime,
) -> Sequence[HulpRij]:
    """Each child, gemeente, product and month in which it is known that there was help, once.

    By a delivery, a delivery report, an approved line that stands, or the award of a child of whom
    no message tells (R-21).
    """
    rows = [
        sa.select(
            sa.literal(first, sa.Date).label("maand"),
            sa.literal(next_month(first), sa.Date).label("volgende"),
        )
        for first in maanden
    ]
    months = sa.union_all(*rows).subquery("maanden").c
    query = sa.union(
        _delivered(agb_codes, months, moment),
        _reported(agb_codes, months, moment),
        _approved(agb_codes, maanden, moment),
        _outside(agb_codes, months, moment),
    )
    return (await session.execute(query)).all()


Columns = sa.ColumnCollection[str, sa.ColumnElement[Any]]


def _delivered(agb_codes: Collection[str], months: Columns, moment: datetime) -> sa.Select[Any]:
    c = t.levering.c
    return _help(c, months.maand, moment).where(
        c.agb_code.in_(agb_codes),
        runs(c.begindatum, c.einddatum, months),
        was_delivered(moment),
    )


def _reported(agb_codes: Collection[str], months: Columns, moment: datetime) -> sa.Select[Any]:
    c = t.taaklevering_regel.c
    return _help(c, months.maand, moment).where(
        c.agb_code.in_(agb_codes),
        runs(c.begindatum, c.einddatum, months),
        runs(c.periode_begin, c.periode_eind, months),
        was_reported(moment),
    )


def _approved(
    agb_codes: Collection[str], maanden: Sequence[date], moment: datetime
) -> sa.Select[Any]:
    c = t.regel.c
    return _help(c, c.maand, moment).where(
        c.agb_code.in_(agb_codes), c.maand.in_(maanden), was_approved(moment)
    )


def _outside(agb_codes: Collection[str], months: Columns, moment: datetime) -> sa.Select[Any]:
    c = t.toewijzing.c
    return _help(c, months.maand, moment).where(
        c.agb_code.in_(agb_codes),
        runs(c.ingangsdatum, c.einddatum, months),
        is_outside(moment),
    )


def _help(c: Columns, maand: sa.ColumnElement[Any], moment: datetime) -> sa.Select[Any]:
    names = (c.agb_code, person_of(c, moment), c.gemeentecode, c.categorie, c.code)
    return sa.select(*names, maand.label("maand"))
