# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Compares the ledger with what it is kept from, one gemeente at a time."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.grootboek import REKENINGEN
from services.billing.store.grootboek import DECLARATIE, VAN_REGELS, about, categorie, claimed
from services.billing.store.vernietigen import signed_bedrag

MOST = 1_000
"""Differences that are told; where there are more, one cause made them all."""

_b, _r, _d, _v = t.boeking.c, t.regel.c, t.declaratie.c, t.verplichting.c
_g = t.vernietigde_regels.c


async def next_gemeente(session: AsyncSession, after: str) -> str | None:
    """The first after this one that has an entry or a line; each found by an index."""
    found = [
        await session.scalar(sa.select(sa.func.min(code)).where(code > after))
        for code in (_b.gemeentecode, _r.gemeentecode)
    ]
    return min((code for code in found if code is not None), default=None)


async def claims_that_differ(
    session: AsyncSession, gemeentecode: str, until: datetime
) -> list[sa.Row[Any]]:
    """Cells where approved lines and entries differ: `regels` and `geboekt` in cents.

    Lines that were destroyed count with what was kept of them. A declaratie judged after `until`
    may still wait to be booked; once it is, it counts.
    """
    booked = sa.exists().where(_b.oorzaak == _r.declaratie_id, _b.oorzaak_soort == DECLARATIE)
    lines = (
        claimed()
        .join(t.declaratie, _d.id == _r.declaratie_id)
        .where(_r.gemeentecode == gemeentecode, sa.or_(_d.beoordeeld_op < until, booked))
        .subquery("lines")
    )
    own = ("toewijzing_nummer", "maand", "soort", "oorzaak")
    cel, zero = (*own, "categorie"), sa.literal(0)
    should = sa.select(*(lines.c[n] for n in cel), lines.c.bedrag.label("regels"), zero.label("b"))
    gone = sa.select(
        *(_g[n] for n in ("toewijzing_nummer", "maand", "soort", "declaratie_id", "categorie")),
        _g.bedrag,
        zero,
    ).where(_g.gemeentecode == gemeentecode)
    stands = (
        sa.select(*(_b[n] for n in own), categorie, zero, _b.bedrag)
        .join_from(t.boeking, t.verplichting, about, isouter=True)
        .where(_b.gemeentecode == gemeentecode, _b.soort.in_(VAN_REGELS))
    )
    both = sa.union_all(should, gone, stands).subquery("both")
    regels, geboekt = sa.func.sum(both.c.regels), sa.func.sum(both.c.b)
    query = (
        sa.select(*(both.c[n] for n in cel), regels.label("regels"), geboekt.label("geboekt"))
        .group_by(*(both.c[n] for n in cel))
        .having(regels != geboekt)
    )
    return list(await session.execute(query.limit(MOST)))


async def on_other_accounts(session: AsyncSession, gemeentecode: str) -> list[sa.Row[Any]]:
    """Entries that do not move between the accounts of their kind."""
    right = sa.or_(
        *(
            sa.and_(_b.soort == soort, _b.debet == debet, _b.credit == credit)
            for soort, (debet, credit) in REKENINGEN.items()
        )
    )
    query = sa.select(t.boeking).where(_b.gemeentecode == gemeentecode, sa.not_(right))
    return list(await session.execute(query.limit(MOST)))


async def about_nothing(session: AsyncSession, gemeentecode: str) -> list[sa.Row[Any]]:
    """Toewijzingen with entries that no balance shows, for it is not known what they are about."""
    known = sa.exists().where(
        _v.gemeentecode == _b.gemeentecode, _v.toewijzing_nummer == _b.toewijzing_nummer
    )
    waits = sa.exists().where(
        t.te_boeken.c.gemeentecode == _b.gemeentecode,
        t.te_boeken.c.toewijzing_nummer == _b.toewijzing_nummer,
    )
    query = sa.select(_b.toewijzing_nummer).where(
        _b.gemeentecode == gemeentecode, sa.not_(known), sa.not_(waits)
    )
    return list(await session.execute(query.distinct().limit(MOST)))


async def totals_that_differ(session: AsyncSession, gemeentecode: str) -> list[sa.Row[Any]]:
    """Declaraties whose total is not that of their approved lines, also those destroyed."""
    gone = sa.select(sa.func.sum(signed_bedrag())).where(_g.declaratie_id == _d.id)
    left = sa.func.coalesce(sa.func.sum(sa.case((_r.toegekend, _r.bedrag), else_=0)), 0)
    total = left + sa.func.coalesce(gone.correlate(t.declaratie).scalar_subquery(), 0)
    query = (
        sa.select(_d.id, _d.toegekend, total.label("regels"))
        .join_from(t.declaratie, t.regel, _r.declaratie_id == _d.id, isouter=True)
        .where(_d.gemeentecode == gemeentecode)
        .group_by(_d.id, _d.toegekend)
        .having(_d.toegekend != total)
    )
    return list(await session.execute(query.limit(MOST)))
