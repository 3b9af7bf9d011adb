# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements of the early warning system: deliveries, norms, steps and levels."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.reporting import tables as t
from services.reporting.domain.ews.niveau import Stap
from services.reporting.domain.ews.normen import Normen, eigen_normen, normen_uit
from services.reporting.domain.ews.perioden import Plicht
from services.reporting.store.window import known_at


@dataclass(frozen=True, slots=True)
class Levering:
    """A delivery as it is kept."""

    levering_id: str
    agb_code: str
    soort: str
    periode: str
    versie: int
    bekend_op: datetime
    vervallen_op: datetime | None
    kanaal: str
    gegevens: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GezetteStap:
    """A step with who set it and when."""

    stap_id: str
    bekend_op: datetime
    agb_code: str
    regiocode: str
    stap: Stap


@dataclass(frozen=True, slots=True)
class Niveaustand:
    """A level as it was told."""

    agb_code: str
    versie: int
    bekend_op: datetime
    kwartaal: str
    niveau: str
    redenen: tuple[str, ...]
    norm_versie: int


async def newest_delivery(session: AsyncSession, agb_code: str, periode: str) -> Levering | None:
    """The one that holds now."""
    c = t.ews_levering.c
    query = sa.select(t.ews_levering).where(
        c.agb_code == agb_code, c.periode == periode, c.vervallen_op.is_(None)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _levering(row)


async def read_delivery(session: AsyncSession, levering_id: str) -> Levering | None:
    """One version by its id."""
    query = sa.select(t.ews_levering).where(t.ews_levering.c.levering_id == levering_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _levering(row)


async def save_delivery(session: AsyncSession, levering: Levering) -> None:
    """Keep it; the one before lapses from the same moment."""
    c = t.ews_levering.c
    await session.execute(
        sa.update(t.ews_levering)
        .where(
            c.agb_code == levering.agb_code,
            c.periode == levering.periode,
            c.vervallen_op.is_(None),
        )
        .values(vervallen_op=levering.bekend_op)
    )
    values = {name: getattr(levering, name) for name in c.keys()}  # noqa: SIM118 - iterating gives columns
    await session.execute(sa.insert(t.ews_levering).values(values))


async def page_deliveries(
    session: AsyncSession, agb_code: str, before: str | None, limit: int
) -> list[Levering]:
    """All versions of a provider, newest first."""
    c = t.ews_levering.c
    query = sa.select(t.ews_levering).where(c.agb_code == agb_code)
    if before is not None:
        query = query.where(c.levering_id < before)
    rows = await session.execute(query.order_by(c.levering_id.desc()).limit(limit))
    return [_levering(row) for row in rows]


async def deliveries_at(
    session: AsyncSession, agb_codes: Collection[str], moment: datetime
) -> dict[tuple[str, str], Levering]:
    """Those that held at a moment, by provider and period."""
    c = t.ews_levering.c
    query = sa.select(t.ews_levering).where(
        c.agb_code.in_(agb_codes), known_at(t.ews_levering, moment)
    )
    found = [_levering(row) for row in await session.execute(query)]
    return {(one.agb_code, one.periode): one for one in found}


async def delivered_periods(session: AsyncSession) -> set[tuple[str, str]]:
    """Of which periods something came, by provider."""
    c = t.ews_levering.c
    query = sa.select(c.agb_code, c.periode).where(c.vervallen_op.is_(None))
    return {(row.agb_code, row.periode) for row in await session.execute(query)}


async def norms_at(session: AsyncSession, moment: datetime) -> list[Normen]:
    """The thresholds of the program with those that were set until a moment, by version."""
    c = t.ews_norm.c
    query = sa.select(c.gegevens).where(c.bekend_op <= moment).order_by(c.versie)
    kept = (await session.scalars(query)).all()
    return [normen_uit(eigen_normen()), *map(normen_uit, kept)]


async def norm_forms(session: AsyncSession) -> list[Mapping[str, Any]]:
    """All versions in the form in which they are kept."""
    c = t.ews_norm.c
    kept = (await session.scalars(sa.select(c.gegevens).order_by(c.versie))).all()
    return [eigen_normen(), *kept]


async def save_norm(session: AsyncSession, data: Mapping[str, Any], moment: datetime) -> None:
    """One version more."""
    row = {"versie": data["versie"], "bekend_op": moment, "gegevens": dict(data)}
    await session.execute(sa.insert(t.ews_norm).values(row))


async def steps(
    session: AsyncSession, agb_codes: Collection[str], moment: datetime
) -> list[GezetteStap]:
    """All steps known at a moment, oldest first."""
    c = t.ews_stap.c
    query = (
        sa.select(t.ews_stap)
        .where(c.agb_code.in_(agb_codes), c.bekend_op <= moment)
        .order_by(c.datum, c.stap_id)
    )
    return [
        GezetteStap(
            stap_id=row.stap_id,
            bekend_op=row.bekend_op,
            agb_code=row.agb_code,
            regiocode=row.regiocode,
            stap=Stap(row.trede, row.datum, row.eigenaar, row.actie, row.uiterlijk),
        )
        for row in await session.execute(query)
    ]


async def save_step(session: AsyncSession, one: GezetteStap) -> None:
    """Add it to the log."""
    stap = one.stap
    values = {
        "stap_id": one.stap_id,
        "bekend_op": one.bekend_op,
        "agb_code": one.agb_code,
        "regiocode": one.regiocode,
        "trede": stap.trede,
        "datum": stap.datum,
        "eigenaar": stap.eigenaar,
        "actie": stap.actie,
        "uiterlijk": stap.uiterlijk,
    }
    await session.execute(sa.insert(t.ews_stap).values(values))


async def levels_at(
    session: AsyncSession, agb_codes: Collection[str], moment: datetime
) -> dict[str, Niveaustand]:
    """The level of each as it was told at a moment."""
    c = t.ews_niveau.c
    query = sa.select(t.ews_niveau).where(c.agb_code.in_(agb_codes), known_at(t.ews_niveau, moment))
    return {row.agb_code: _stand(row) for row in await session.execute(query)}


async def level_history(
    session: AsyncSession, agb_code: str, moment: datetime
) -> Sequence[Niveaustand]:
    """Every level that was told of a provider until a moment, oldest first."""
    c = t.ews_niveau.c
    query = (
        sa.select(t.ews_niveau)
        .where(c.agb_code == agb_code, c.bekend_op <= moment)
        .order_by(c.versie)
    )
    return [_stand(row) for row in await session.execute(query)]


async def save_level(session: AsyncSession, stand: Niveaustand) -> None:
    """Keep it; the one before lapses from the same moment."""
    c = t.ews_niveau.c
    await session.execute(
        sa.update(t.ews_niveau)
        .where(c.agb_code == stand.agb_code, c.vervallen_op.is_(None))
        .values(vervallen_op=stand.bekend_op)
    )
    values = {
        "agb_code": stand.agb_code,
        "versie": stand.versie,
        "bekend_op": stand.bekend_op,
        "kwartaal": stand.kwartaal,
        "niveau": stand.niveau,
        "redenen": list(stand.redenen),
        "norm_versie": stand.norm_versie,
    }
    await session.execute(sa.insert(t.ews_niveau).values(values))


async def save_duties(session: AsyncSession, duties: Mapping[str, Plicht]) -> None:
    """Who must deliver, in place of what stood there."""
    await session.execute(sa.delete(t.ews_plicht))
    rows = [
        {"agb_code": code, "verplicht": one.verplicht, "reden": one.reden}
        for code, one in sorted(duties.items())
    ]
    if rows:
        await session.execute(sa.insert(t.ews_plicht), rows)


async def duties(session: AsyncSession) -> dict[str, Plicht]:
    """Who must deliver, as last looked at."""
    c = t.ews_plicht.c
    query = sa.select(c.agb_code, c.verplicht, c.reden)
    return {row.agb_code: Plicht(row.verplicht, row.reden) for row in await session.execute(query)}


async def followed(session: AsyncSession) -> set[str]:
    """Providers of which anything is kept that a level follows from."""
    parts = (t.ews_levering, t.ews_stap, t.ews_niveau, t.continuiteitsrisico, t.aanbiederprofiel)
    found: set[str] = set()
    for table in parts:
        found |= set((await session.scalars(sa.select(table.c.agb_code).distinct())).all())
    return found


async def traces(session: AsyncSession) -> list[object]:
    """How many there are and the newest of all from which levels follow, claims left out."""
    seen: list[object] = []
    tables = (
        t.ews_levering,
        t.ews_norm,
        t.ews_stap,
        t.continuiteitsrisico,
        t.aanbiederprofiel,
    )
    for table in tables:
        newest = sa.func.max(table.c.bekend_op)
        row = (await session.execute(sa.select(sa.func.count(), newest).select_from(table))).one()
        seen += [table.name, *row]
    return seen


async def last_seen(session: AsyncSession, werk: str) -> str | None:
    """What a worker saw when it last looked."""
    query = sa.select(t.ews_stand.c.gezien).where(t.ews_stand.c.werk == werk)
    seen: str | None = await session.scalar(query)
    return seen


async def note_seen(session: AsyncSession, werk: str, gezien: str) -> None:
    """What it saw now."""
    row = {"werk": werk, "gezien": gezien}
    await session.execute(upsert(t.ews_stand, row, key=("werk",)))


def _levering(row: sa.Row[Any]) -> Levering:
    return Levering(**row._mapping)


def _stand(row: sa.Row[Any]) -> Niveaustand:
    return Niveaustand(
        agb_code=row.agb_code,
        versie=row.versie,
        bekend_op=row.bekend_op,
        kwartaal=row.kwartaal,
        niveau=row.niveau,
        redenen=tuple(row.redenen),
        norm_versie=row.norm_versie,
    )
