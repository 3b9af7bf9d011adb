# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Rules and decisions of the gate before help with dyslexia, and how many went through it."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.logboek import Sleutel, note
from services.referral import tables as t
from services.referral.domain.poortwachter import (
    Dyslexieregel,
    Fase,
    Poortwachtersbesluit,
)

_b = t.poortwachtersbesluit.c
_r = t.dyslexieregel.c
_FIELDS = tuple(Poortwachtersbesluit.__slots__)
_CODES = ("diagnose_codes", "behandeling_codes")


@dataclass(frozen=True, slots=True)
class Telling:
    """Of one phase in a year: asked for, admitted, and begun."""

    fase: Fase
    aangevraagd: int
    toelaatbaar: int
    gestart: int


async def set_rule(session: AsyncSession, regel: Dyslexieregel) -> None:
    """What holds from its day on: the first version, or a later one in its place."""
    values = asdict(regel) | {name: sorted(getattr(regel, name)) for name in _CODES}
    if regel.versie == 1:
        await session.execute(sa.insert(t.dyslexieregel).values(values))
    else:
        of_day = (_r.gemeentecode == regel.gemeentecode, _r.geldig_van == regel.geldig_van)
        await session.execute(sa.update(t.dyslexieregel).where(*of_day).values(values))


async def rule_of(
    session: AsyncSession, gemeentecode: str, geldig_van: date, *, lock: bool = False
) -> Dyslexieregel | None:
    """The one that holds from this very day on; with `lock` nobody else changes it meanwhile."""
    of_day = (_r.gemeentecode == gemeentecode, _r.geldig_van == geldig_van)
    query = sa.select(t.dyslexieregel).where(*of_day)
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return None if row is None else _as_rule(row)


async def rules(session: AsyncSession, gemeentecode: str) -> list[Dyslexieregel]:
    """Of a gemeente, newest first."""
    query = sa.select(t.dyslexieregel).where(_r.gemeentecode == gemeentecode)
    found = await session.execute(query.order_by(_r.geldig_van.desc()))
    return [_as_rule(row) for row in found]


async def add(session: AsyncSession, besluit: Poortwachtersbesluit) -> None:
    """A decision; a later one on the same child stands beside it."""
    await session.execute(sa.insert(t.poortwachtersbesluit).values(asdict(besluit)))


async def of_client(session: AsyncSession, client_id: str) -> list[Poortwachtersbesluit]:
    """All on a child."""
    query = sa.select(t.poortwachtersbesluit).where(_b.client_id == client_id).order_by(_b.id)
    return [_as_besluit(row) for row in await session.execute(query)]


async def listed(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Poortwachtersbesluit]:
    """Of this gemeente, newest first."""
    query = sa.select(t.poortwachtersbesluit).where(_b.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_b.id < before)
    rows = list(await session.execute(query.order_by(_b.id.desc()).limit(limit)))
    note(session, {Sleutel(row.client_id) for row in rows})
    return [_as_besluit(row) for row in rows]


async def counted(session: AsyncSession, gemeentecode: str, jaar: int) -> list[Telling]:
    """By phase: requests decided on in the year, and help that began in it."""
    first, last = date(jaar, 1, 1), date(jaar, 12, 31)
    admitted = sa.func.sum(sa.case((_b.toelaatbaar, 1), else_=0))
    query = (
        sa.select(_b.fase, sa.func.count().label("asked"), admitted.label("admitted"))
        .where(_b.gemeentecode == gemeentecode, _b.besluit_datum.between(first, last))
        .group_by(_b.fase)
    )
    asked = {row.fase: (row.asked, int(row.admitted)) for row in await session.execute(query)}
    begun = await _begun(session, gemeentecode, (first, last))
    fasen: tuple[Fase, ...] = ("diagnose", "behandeling")
    return [Telling(fase, *asked.get(fase, (0, 0)), begun[fase]) for fase in fasen]


async def _begun(
    session: AsyncSession, gemeentecode: str, period: tuple[date, date]
) -> Counter[str]:
    regels = await rules(session, gemeentecode)
    phase = {code: "diagnose" for one in regels for code in one.diagnose_codes}
    phase |= {code: "behandeling" for one in regels for code in one.behandeling_codes}
    award, start = t.toewijzing.c, t.levering.c
    query = (
        sa.select(award.client_id, award.code)
        .join(
            t.levering,
            sa.and_(
                start.client_id == award.client_id,
                start.agb_code == award.agb_code,
                start.toewijzing_nummer == award.toewijzing_nummer,
            ),
        )
        .where(award.gemeentecode == gemeentecode, award.code.in_(sorted(phase)), ~start.verwijderd)
        .group_by(award.client_id, award.code)
        .having(sa.func.min(start.begindatum).between(*period))
    )
    children = {(row.client_id, phase[row.code]) for row in await session.execute(query)}
    return Counter(fase for _, fase in children)


def _as_rule(row: sa.Row[Any]) -> Dyslexieregel:
    values = {name: getattr(row, name) for name in Dyslexieregel.__slots__}
    return Dyslexieregel(**values | {name: frozenset(values[name]) for name in _CODES})


def _as_besluit(row: sa.Row[Any]) -> Poortwachtersbesluit:
    return Poortwachtersbesluit(**{name: getattr(row, name) for name in _FIELDS})
