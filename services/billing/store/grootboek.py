# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Entries of the obligation ledger: what stands there, and what is added."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert, listed
from services.billing import tables as t
from services.billing.domain.grootboek import (
    REKENINGEN,
    Boeking,
    Cel,
    Geboekt,
    Oorzaak,
    Soort,
)
from services.billing.domain.verplichting import Sleutel
from services.billing.store.werkvoorraad import SLEUTEL
from services.billing.tables.declaraties import TE_BOEKEN

DECLARATIE = "declaratie"
_b, _r, _d = t.boeking.c, t.regel.c, t.declaratie.c


@dataclass(frozen=True, slots=True)
class Geheel:
    """All that is booked on a toewijzing: by cell, and of claims approved less credited."""

    cellen: dict[Cel, Geboekt] = field(default_factory=dict)
    netto: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))


async def read(session: AsyncSession, sleutels: Sequence[Sleutel]) -> dict[Sleutel, Geheel]:
    """What is booked on these toewijzingen; one without an entry is empty."""
    keys = listed(session, SLEUTEL, sleutels)
    same = sa.and_(*(keys.c[name] == _b[name] for name in SLEUTEL))
    cel = (
        _b.gemeentecode,
        _b.toewijzing_nummer,
        _b.maand,
        _b.soort,
        _b.oorzaak_soort,
        _b.oorzaak,
    )
    query = (
        sa.select(*cel, sa.func.sum(_b.bedrag), sa.func.max(_b.volgnummer))
        .join(keys, same)
        .group_by(*cel)
    )
    found = {sleutel: Geheel() for sleutel in sleutels}
    for gemeente, nummer, maand, soort, kind, kenmerk, bedrag, last in await session.execute(query):
        geheel = found[gemeente, nummer]
        if kind == DECLARATIE:
            geheel.netto[maand] += int(bedrag) if soort == "goedgekeurd" else -int(bedrag)
        else:
            cel_ = Cel(Oorzaak(kind, kenmerk), soort, maand)
            geheel.cellen[cel_] = Geboekt(int(bedrag), last)
    return found


async def add(
    session: AsyncSession, boekingen: Sequence[tuple[Sleutel, Boeking]], now: datetime
) -> None:
    """Add entries; one that is there already is refused by its key."""
    await bulk_insert(session, t.boeking, [_values(key, one, now) for key, one in boekingen])


async def unbooked(session: AsyncSession, limit: int) -> list[str]:
    """Declaraties of which the approved lines have no entry yet, first what was judged first."""
    waits = sa.select(_d.id).where(TE_BOEKEN).order_by(_d.beoordeeld_op, _d.id).limit(limit)
    return list(await session.scalars(waits))


async def book_claims(session: AsyncSession, declaraties: Sequence[str], now: datetime) -> None:
    """Book these declaraties: per toewijzing and month what was approved."""
    ids = listed(session, {"id": sa.String(36)}, [(one,) for one in declaraties])
    lines = claimed().join(ids, ids.c.id == _r.declaratie_id).subquery("lines")
    fixed = {
        "oorzaak_soort": sa.literal(DECLARATIE),
        "volgnummer": sa.literal(1),
        "debet": _account(lines.c.soort, 0),
        "credit": _account(lines.c.soort, 1),
        "storno": sa.false(),
        "geboekt_op": sa.literal(now, _b.geboekt_op.type),
    }
    rows = sa.select(*lines.c, *fixed.values())
    names = [*lines.c.keys(), *fixed]
    await session.execute(sa.insert(t.boeking).from_select(names, rows))
    done = sa.update(t.declaratie).where(_d.id.in_(sa.select(ids.c.id)))
    await session.execute(done.values(geboekt=True))


def claimed() -> sa.Select[Any]:
    """What claims must book, by cell: cents without sign, the kind tells the direction."""
    soort = sa.case((_r.bedrag < 0, "gecrediteerd"), else_="goedgekeurd").label("soort")
    cel = (
        _r.gemeentecode,
        _r.toewijzing_nummer,
        month_of(_r.periode_begin).label("maand"),
        soort,
        _r.declaratie_id.label("oorzaak"),
    )
    total = sa.func.sum(sa.func.abs(_r.bedrag)).label("bedrag")
    grouped = (_r.gemeentecode, _r.toewijzing_nummer, cel[2], soort, _r.declaratie_id)
    return sa.select(*cel, total).where(_r.toegekend).group_by(*grouped)


def month_of(day: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Year times 100 plus month."""
    part = [sa.cast(sa.extract(name, day), sa.Integer) for name in ("year", "month")]
    return part[0] * 100 + part[1]


def _account(soort: sa.ColumnElement[str], side: int) -> sa.ColumnElement[str]:
    kinds: tuple[Soort, ...] = ("goedgekeurd", "gecrediteerd")
    return sa.case(*((soort == kind, REKENINGEN[kind][side]) for kind in kinds))


def _values(sleutel: Sleutel, boeking: Boeking, now: datetime) -> Mapping[str, Any]:
    cel = boeking.cel
    debet, credit = REKENINGEN[cel.soort]
    return {
        "gemeentecode": sleutel[0],
        "toewijzing_nummer": sleutel[1],
        "maand": cel.maand,
        "soort": cel.soort,
        "oorzaak_soort": cel.oorzaak.soort,
        "oorzaak": cel.oorzaak.kenmerk,
        "volgnummer": boeking.volgnummer,
        "debet": debet,
        "credit": credit,
        "bedrag": boeking.bedrag,
        "storno": boeking.storno,
        "geboekt_op": now,
    }
