# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries: one row per reported start, with the stops on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.referral import tables as t
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
        "sleutel": _as_text(sleutel),
        "toewijzing_nummer": sleutel.toewijzing_nummer,
        "categorie": sleutel.categorie,
        "code": sleutel.code,
        "begindatum": sleutel.begindatum,
        "versie": levering.versie,
        "verwijderd": levering.verwijderd,
        "stops": stops,
    }


def _as_text(sleutel: Sleutel) -> str:
    """The key in one column: parts of it may be absent, and absent is a value (TR101)."""
    parts = (sleutel.toewijzing_nummer, sleutel.categorie, sleutel.code, sleutel.begindatum)
    return "/".join("-" if part is None else str(part) for part in parts)


def _as_levering(row: sa.Row[Any]) -> Levering:
    sleutel = Sleutel(row.toewijzing_nummer, row.categorie, row.code, row.begindatum)
    stops = tuple(Stop(date.fromisoformat(s["einddatum"]), s["reden"]) for s in row.stops)
    return Levering(sleutel, row.versie, row.verwijderd, stops)
