# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements about who there is: regions with members, account holders, profiles, names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.ews.perioden import Profiel
from services.reporting.domain.regios import Indeling
from services.reporting.store.hulpfeiten import was_delivered
from services.reporting.store.leden import memberships
from services.reporting.store.window import known_at


@dataclass(frozen=True, slots=True)
class Houder:
    """A region that speaks with a provider for all, and by which source."""

    regiocode: str
    bron: str


class Omzet(NamedTuple):
    """Approved cents of a provider for a gemeente and a month of care."""

    agb_code: str
    gemeentecode: str
    maand: date
    bedrag: int


async def indeling(session: AsyncSession, moment: datetime) -> Indeling:
    """All memberships, as known at a moment."""
    return Indeling(tuple(await memberships(session, moment)))


async def named_holders(
    session: AsyncSession, agb_codes: Collection[str] | None, day: date, moment: datetime
) -> dict[str, Houder]:
    """Account holders that a list names on a day, by provider; of these, or of all."""
    c = t.accounthouder.c
    query = (
        sa.select(c.agb_code, c.regiocode, c.bron)
        .where(
            known_at(t.accounthouder, moment),
            c.geldig_van <= day,
            sa.or_(c.geldig_tot.is_(None), c.geldig_tot >= day),
        )
        .order_by(c.geldig_van, c.dossier_id)
    )
    if agb_codes is not None:
        query = query.where(c.agb_code.in_(agb_codes))
    rows = await session.execute(query)
    return {row.agb_code: Houder(row.regiocode, row.bron) for row in rows}


async def profiles(
    session: AsyncSession, agb_codes: Collection[str] | None, moment: datetime
) -> dict[str, Profiel]:
    """What is kept of providers (C-01), as known at a moment; of these, or of all."""
    c = t.aanbiederprofiel.c
    query = sa.select(c.agb_code, c.soort, c.ews_plichtig, c.cruciale_functies)
    query = query.where(known_at(t.aanbiederprofiel, moment)).order_by(c.dossier_id)
    if agb_codes is not None:
        query = query.where(c.agb_code.in_(agb_codes))
    return {
        row.agb_code: Profiel(row.soort, row.ews_plichtig, tuple(row.cruciale_functies))
        for row in await session.execute(query)
    }


async def aanbieder_names(session: AsyncSession, agb_codes: Collection[str]) -> Mapping[str, str]:
    """Names by AGB code."""
    c = t.aanbieder.c
    query = sa.select(c.agb_code, c.naam).where(c.agb_code.in_(agb_codes))
    return {row.agb_code: row.naam for row in await session.execute(query)}


async def regio_codes(session: AsyncSession) -> frozenset[str]:
    """All regions that there are."""
    return frozenset((await session.scalars(sa.select(t.regio.c.regiocode).distinct())).all())


async def open_risks(
    session: AsyncSession, agb_codes: Collection[str] | None, moment: datetime
) -> dict[str, tuple[str, ...]]:
    """Reasons of the continuity risks that are open (C-23), by provider."""
    c = t.continuiteitsrisico.c
    query = sa.select(c.agb_code, c.redenen).where(known_at(t.continuiteitsrisico, moment), c.open)
    if agb_codes is not None:
        query = query.where(c.agb_code.in_(agb_codes))
    found: dict[str, tuple[str, ...]] = {}
    for row in await session.execute(query.order_by(c.agb_code, c.dossier_id)):
        found[row.agb_code] = (*found.get(row.agb_code, ()), *row.redenen)
    return found


async def approved_by_month(
    session: AsyncSession,
    maanden: Sequence[date],
    moment: datetime,
    agb_codes: Collection[str] | None = None,
) -> list[Omzet]:
    """Approved cents by provider, gemeente and month of care, as known at a moment."""
    c = t.regel.c
    query = (
        sa.select(c.agb_code, c.gemeentecode, c.maand, sa.func.sum(c.bedrag).label("bedrag"))
        .where(c.maand.in_(maanden), c.toegekend, c.bekend_op <= moment)
        .group_by(c.agb_code, c.gemeentecode, c.maand)
    )
    if agb_codes is not None:
        query = query.where(c.agb_code.in_(agb_codes))
    return [Omzet(*row) for row in await session.execute(query)]


async def active_in(
    session: AsyncSession,
    gemeentecodes: Collection[str],
    maanden: Sequence[date],
    moment: datetime,
) -> set[str]:
    """Providers with an approved line for any of these gemeenten in these months."""
    c = t.regel.c
    query = sa.select(c.agb_code).where(
        c.maand.in_(maanden),
        c.gemeentecode.in_(gemeentecodes),
        c.toegekend,
        c.bekend_op <= moment,
    )
    return set((await session.scalars(query.distinct())).all())


async def approved_above(session: AsyncSession, maanden: Sequence[date], bedrag: int) -> set[str]:
    """Providers with so many approved cents or more in these months."""
    c = t.regel.c
    query = (
        sa.select(c.agb_code)
        .where(c.maand.in_(maanden), c.toegekend)
        .group_by(c.agb_code)
        .having(sa.func.sum(c.bedrag) >= bedrag)
    )
    return set((await session.scalars(query)).all())


async def helping_in(
    session: AsyncSession,
    gemeentecodes: Collection[str],
    van: date,
    tot: date,
    moment: datetime,
) -> set[str]:
    """Providers with a delivery for any of these gemeenten on any of the days."""
    c = t.levering.c
    query = sa.select(c.agb_code).where(
        c.gemeentecode.in_(gemeentecodes),
        c.begindatum <= tot,
        sa.or_(c.einddatum.is_(None), c.einddatum >= van),
        was_delivered(moment),
    )
    return set((await session.scalars(query.distinct())).all())
