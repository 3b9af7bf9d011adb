# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measures, and who is in the compulsory frame by them or by help in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral import tables as t
from services.referral.domain.maatregel import Maatregel
from services.referral.domain.toewijzing import VERWIJDERD
from services.referral.store.gezinnen import on_day
from services.referral.store.register import Register

maatregelen: Register[Maatregel] = Register(t.maatregel, Maatregel)

_m = t.maatregel.c
_tw = t.toewijzing.c
_IN_DWANG = ("47", "48")
"""Categories of JZ020: jeugdreclassering and jeugdbescherming."""


def frames(dag: date) -> sa.CompoundSelect[Any]:
    """(client_id, begindatum) of every measure, and award of one, that runs on a day."""
    measures = sa.select(_m.client_id, _m.begindatum).where(
        *on_day(_m.begindatum, _m.einddatum, dag)
    )
    awards = sa.select(_tw.client_id, _tw.ingangsdatum.label("begindatum")).where(
        _tw.categorie.in_(_IN_DWANG),
        *on_day(_tw.ingangsdatum, _tw.einddatum, dag),
        sa.or_(_tw.reden_wijziging.is_(None), _tw.reden_wijziging != VERWIJDERD),
    )
    return sa.union_all(measures, awards)


async def in_frame(session: AsyncSession, dag: date, client_ids: Iterable[str]) -> frozenset[str]:
    """Which of these clients are in the compulsory frame on a day."""
    frame = frames(dag).subquery()
    query = sa.select(frame.c.client_id).where(frame.c.client_id.in_(sorted(client_ids)))
    return frozenset((await session.scalars(query.distinct())).all())


async def in_frame_of(session: AsyncSession, gemeentecode: str, dag: date) -> frozenset[str]:
    """All clients of a gemeente in the compulsory frame on a day."""
    frame = frames(dag).subquery()
    query = (
        sa.select(t.client.c.id)
        .join(frame, frame.c.client_id == t.client.c.id)
        .where(t.client.c.gemeentecode == gemeentecode)
    )
    return frozenset((await session.scalars(query.distinct())).all())
