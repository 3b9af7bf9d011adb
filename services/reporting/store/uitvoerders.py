# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who gave help under a lump sum, for the aanbieder that has the contract (C-13, C-14)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.regios import Lid
from services.reporting.store.hulpfeiten import of_report, was_reported
from services.reporting.store.personen import person_of

_c = t.taaklevering_regel.c
_UITVOERDER = sa.func.coalesce(_c.uitvoerder, _c.agb_code)


def _within(gemeente: str | None, leden: Sequence[Lid] | None) -> sa.ColumnElement[bool]:
    """Reports for one gemeente, for those that were members when the period of the report began, or
    for all."""
    if gemeente is not None:
        return _c.gemeentecode == gemeente
    if leden is None:
        return sa.true()
    return sa.or_(
        sa.false(),
        *(
            sa.and_(
                _c.gemeentecode == lid.gemeentecode,
                _c.periode_begin >= lid.geldig_van,
                sa.true() if lid.geldig_tot is None else _c.periode_begin <= lid.geldig_tot,
            )
            for lid in leden
        ),
    )


async def counted(
    session: AsyncSession,
    periode: tuple[date, date],
    moment: datetime,
    gemeente: str | None,
    leden: Sequence[Lid] | None,
) -> tuple[Sequence[sa.Row[Any]], Sequence[sa.Row[Any]]]:
    """Unique clients by contract, and by contract and uitvoerder: each its own distinct count.

    Of one gemeente, of these members of a regio, or of all when neither is given.
    """
    where = _within(gemeente, leden)
    whole = (_c.contract_id, _c.agb_code)
    parts = (*whole, _UITVOERDER.label("uitvoerder"))
    totals = await session.execute(_counting(whole, periode, moment, where))
    members = await session.execute(_counting(parts, periode, moment, where))
    return totals.all(), members.all()


def _counting(
    by: Sequence[sa.ColumnElement[Any]],
    periode: tuple[date, date],
    moment: datetime,
    where: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    """Of lines in reports that are whole, of which the help and the report touch the period."""
    van, tot = periode
    clienten = sa.func.count(sa.distinct(person_of(_c, moment)))
    return (
        sa.select(*by, clienten.label("clienten"))
        .join(t.taaklevering, of_report())
        .where(
            was_reported(moment),
            _c.periode_begin <= tot,
            _c.periode_eind >= van,
            _c.begindatum <= tot,
            sa.or_(_c.einddatum.is_(None), _c.einddatum >= van),
            where,
        )
        .group_by(*by)
        .order_by(*by)
    )
