# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries: one row per reported start, with the stops on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.referral import tables as t
from services.referral.domain.cbslevering import Geleverd
from services.referral.domain.levering import Levering, Leveringen, Sleutel, Stop
from services.referral.store.rows import Values

_c = t.levering.c


@dataclass(frozen=True, slots=True)
class Relatie:
    """One client of a gemeente at one aanbieder."""

    client_id: str
    agb_code: str


async def load(session: AsyncSession, relatie: Relatie) -> Leveringen:
    """All that was reported, deleted starts too."""
    query = sa.select(t.levering).where(
        _c.client_id == relatie.client_id, _c.agb_code == relatie.agb_code
    )
    return Leveringen.of([_as_levering(row) for row in await session.execute(query)])


async def of_verwijzing(session: AsyncSession, verwijzing_id: str) -> list[Levering]:
    """All that was reported on the toewijzingen of a referral, deleted starts too."""
    award = t.toewijzing.c
    query = sa.select(t.levering).join(
        t.toewijzing,
        sa.and_(
            award.client_id == _c.client_id,
            award.agb_code == _c.agb_code,
            award.toewijzing_nummer == _c.toewijzing_nummer,
        ),
    )
    rows = await session.execute(query.where(award.verwijzing_id == verwijzing_id))
    return [_as_levering(row) for row in rows]


async def first_start(session: AsyncSession, client_id: str) -> date | None:
    """The first day on which any help was reported to have begun, and not taken back."""
    query = sa.select(sa.func.min(_c.begindatum)).where(
        _c.client_id == client_id, _c.verwijderd.is_(False)
    )
    found: date | None = await session.scalar(query)
    return found


async def with_help(session: AsyncSession, client_ids: Iterable[str], day: date) -> frozenset[str]:
    """Which of these have help on a day: begun, not taken back, not ended for good."""
    query = sa.select(t.levering).where(
        _c.client_id.in_(sorted(client_ids)), _c.verwijderd.is_(False), _c.begindatum <= day
    )
    rows = await session.execute(query)
    return frozenset(row.client_id for row in rows if _goes_on(_as_levering(row), day))


async def last_end(session: AsyncSession, client_id: str) -> Stop | None:
    """The definitive stop after which no help runs; None while some does."""
    query = sa.select(t.levering).where(_c.client_id == client_id, _c.verwijderd.is_(False))
    known = [_as_levering(row) for row in await session.execute(query)]
    stops = [levering.laatste_stop for levering in known]
    ends = [stop for stop in stops if stop is not None and not stop.tijdelijk]
    if not ends or len(ends) < len(stops):
        return None
    return max(ends, key=lambda stop: stop.einddatum)


def _goes_on(levering: Levering, day: date) -> bool:
    stop = levering.laatste_stop
    return stop is None or stop.tijdelijk or stop.einddatum >= day


async def delivered_by(
    session: AsyncSession, gemeentecode: str, agb_code: str, until: date
) -> list[Geleverd]:
    """What an aanbieder reported of clients of a gemeente that began by a day, with the product of
    its toewijzing where the report names none, and who referred."""
    award, referral = t.toewijzing.c, t.verwijzing.c
    query = (
        sa.select(
            t.levering,
            award.categorie.label("toegewezen_categorie"),
            referral.verwijzer_code,
        )
        .join(t.client, t.client.c.id == _c.client_id)
        .outerjoin(
            t.toewijzing,
            sa.and_(
                award.gemeentecode == t.client.c.gemeentecode,
                award.toewijzing_nummer == _c.toewijzing_nummer,
            ),
        )
        .outerjoin(t.verwijzing, referral.id == award.verwijzing_id)
        .where(
            t.client.c.gemeentecode == gemeentecode,
            _c.agb_code == agb_code,
            _c.begindatum <= until,
        )
        .order_by(_c.client_id, _c.sleutel)
    )
    found = []
    for row in await session.execute(query):
        levering = _as_levering(row)
        categorie = levering.sleutel.categorie or row.toegewezen_categorie
        named = replace(levering, sleutel=replace(levering.sleutel, categorie=categorie))
        found.append(Geleverd(row.client_id, gemeentecode, named, row.verwijzer_code))
    return found


async def save(session: AsyncSession, relatie: Relatie, leveringen: Iterable[Levering]) -> None:
    """Keep the new versions of these."""
    key = ("client_id", "agb_code", "sleutel")
    for levering in leveringen:
        values = _values(relatie, levering)
        await session.execute(upsert(t.levering, values, key=key, newer="versie"))


def _values(relatie: Relatie, levering: Levering) -> Values:
    sleutel = levering.sleutel
    stops = [{"einddatum": s.einddatum.isoformat(), "reden": s.reden} for s in levering.stops]
    return {
        "client_id": relatie.client_id,
        "agb_code": relatie.agb_code,
        "sleutel": as_text(sleutel),
        "toewijzing_nummer": sleutel.toewijzing_nummer,
        "categorie": sleutel.categorie,
        "code": sleutel.code,
        "begindatum": sleutel.begindatum,
        "versie": levering.versie,
        "verwijderd": levering.verwijderd,
        "stops": stops,
    }


def as_text(sleutel: Sleutel) -> str:
    """The key in one column: parts of it may be absent, and absent is a value (TR101)."""
    parts = (sleutel.toewijzing_nummer, sleutel.categorie, sleutel.code, sleutel.begindatum)
    return "/".join("-" if part is None else str(part) for part in parts)


def _as_levering(row: sa.Row[Any]) -> Levering:
    sleutel = Sleutel(row.toewijzing_nummer, row.categorie, row.code, row.begindatum)
    stops = tuple(Stop(date.fromisoformat(s["einddatum"]), s["reden"]) for s in row.stops)
    return Levering(sleutel, row.versie, row.verwijderd, stops)
