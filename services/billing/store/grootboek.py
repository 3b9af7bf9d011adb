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
    met_teken,
)
from services.billing.domain.verplichting import Sleutel
from services.billing.store.werkvoorraad import SLEUTEL
from services.billing.tables.declaraties import TE_BOEKEN

DECLARATIE = "declaratie"
VAN_REGELS: tuple[Soort, ...] = ("goedgekeurd", "gecrediteerd")
"""The kinds that the lines of a declaratie book."""

_b, _r, _d = t.boeking.c, t.regel.c, t.declaratie.c

_v = t.verplichting.c

about = sa.and_(_v.gemeentecode == _b.gemeentecode, _v.toewijzing_nummer == _b.toewijzing_nummer)
"""Of an entry: the toewijzing that it stands on."""

categorie = sa.case((_b.categorie == "", _v.categorie), else_=_b.categorie)
"""Of an entry with the toewijzing it is about: the category whose obligation it is."""


@dataclass(frozen=True, slots=True)
class Geheel:
    """All that is booked on a toewijzing: by cell, and of claims approved less credited."""

    cellen: dict[Cel, Geboekt] = field(default_factory=dict)
    geclaimd: dict[Cel, int] = field(default_factory=dict)

    @property
    def netto(self) -> dict[int, int]:
        """Approved less credited, by month."""
        found: defaultdict[int, int] = defaultdict(int)
        for cel, bedrag in self.geclaimd.items():
            found[cel.maand] += met_teken(cel.soort, bedrag)
        return dict(found)

    @property
    def zonder_categorie(self) -> set[str]:
        """Declaraties that stand here without the category of their lines."""
        old = (cel for cel, bedrag in self.geclaimd.items() if bedrag and not cel.categorie)
        return {cel.oorzaak.kenmerk for cel in old}


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
        _b.categorie,
    )
    query = (
        sa.select(*cel, sa.func.sum(_b.bedrag), sa.func.max(_b.volgnummer))
        .join(keys, same)
        .group_by(*cel)
    )
    found = {sleutel: Geheel() for sleutel in sleutels}
    for row in await session.execute(query):
        gemeente, nummer, maand, soort, kind, kenmerk, of, bedrag, last = row
        geheel, cel_ = found[gemeente, nummer], Cel(Oorzaak(kind, kenmerk), soort, maand, of)
        if soort in VAN_REGELS:
            geheel.geclaimd[cel_] = int(bedrag)
        else:
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
    """Book these declaraties: per toewijzing, month and category what was approved."""
    ids = listed(session, {"id": sa.String(36)}, [(one,) for one in declaraties])
    await _book(session, claimed().join(ids, ids.c.id == _r.declaratie_id), now)
    done = sa.update(t.declaratie).where(_d.id.in_(sa.select(ids.c.id)))
    await session.execute(done.values(geboekt=True))


async def elsewhere(session: AsyncSession, declaraties: Sequence[str]) -> list[Sleutel]:
    """Toewijzingen on which these had lines approved of another category than they name."""
    ids = listed(session, {"id": sa.String(36)}, [(one,) for one in declaraties])
    key = (_r.gemeentecode, _r.toewijzing_nummer)
    known = sa.and_(_v.gemeentecode == key[0], _v.toewijzing_nummer == key[1])
    query = (
        sa.select(*key)
        .join(ids, ids.c.id == _r.declaratie_id)
        .join(t.verplichting, known)
        .where(_r.toegekend, _v.categorie.is_distinct_from(_r.categorie))
    )
    return [(row[0], row[1]) for row in await session.execute(query.distinct())]


async def name_categories(
    session: AsyncSession, geboekt: Mapping[Sleutel, Geheel], now: datetime
) -> None:
    """Take back what declaraties booked on these without a category, and book it by category.

    So it was booked before entries had one.
    """
    found = [(*key, one) for key, geheel in geboekt.items() for one in geheel.zonder_categorie]
    keys = {**SLEUTEL, "oorzaak": sa.String(36)}
    given = listed(session, keys, sorted(found))
    same = sa.and_(*(given.c[name] == _b[name] for name in keys))
    cel = (*keys, "maand", "soort", "oorzaak_soort", "categorie")
    fixed = [_b[name] for name in (*cel, "debet", "credit")]
    taken_back = {
        "volgnummer": sa.func.max(_b.volgnummer) + 1,
        "bedrag": -sa.func.sum(_b.bedrag),
        "storno": sa.true(),
        "geboekt_op": sa.literal(now, _b.geboekt_op.type),
    }
    stornos = (
        sa.select(*fixed, *taken_back.values())
        .join(given, same)
        .where(_b.categorie == "", _b.soort.in_(VAN_REGELS))
        .group_by(*fixed)
        .having(sa.func.sum(_b.bedrag) != 0)
    )
    names = [*(column.name for column in fixed), *taken_back]
    await session.execute(sa.insert(t.boeking).from_select(names, stornos))
    of_line = sa.and_(
        given.c.gemeentecode == _r.gemeentecode,
        given.c.toewijzing_nummer == _r.toewijzing_nummer,
        given.c.oorzaak == _r.declaratie_id,
    )
    await _book(session, claimed().join(given, of_line), now)


async def _book(session: AsyncSession, claimed_lines: sa.Select[Any], now: datetime) -> None:
    lines = claimed_lines.subquery("lines")
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


def claimed() -> sa.Select[Any]:
    """What claims must book, by cell: cents without sign, the kind tells the direction."""
    soort = sa.case((_r.bedrag < 0, "gecrediteerd"), else_="goedgekeurd").label("soort")
    cel = (
        _r.gemeentecode,
        _r.toewijzing_nummer,
        month_of(_r.periode_begin).label("maand"),
        soort,
        _r.declaratie_id.label("oorzaak"),
        _r.categorie,
    )
    total = sa.func.sum(sa.func.abs(_r.bedrag)).label("bedrag")
    grouped = (*cel[:3], soort, _r.declaratie_id, _r.categorie)
    return sa.select(*cel, total).where(_r.toegekend).group_by(*grouped)


def month_of(day: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Year times 100 plus month."""
    part = [sa.cast(sa.extract(name, day), sa.Integer) for name in ("year", "month")]
    return part[0] * 100 + part[1]


def _account(soort: sa.ColumnElement[str], side: int) -> sa.ColumnElement[str]:
    return sa.case(*((soort == kind, REKENINGEN[kind][side]) for kind in VAN_REGELS))


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
        "categorie": cel.categorie,
        "volgnummer": boeking.volgnummer,
        "debet": debet,
        "credit": credit,
        "bedrag": boeking.bedrag,
        "storno": boeking.storno,
        "geboekt_op": now,
    }
