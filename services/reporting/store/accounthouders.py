# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements about one provider over all regions: help, contracts, places, and what was shown."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import insert_ignore
from services.reporting import tables as t
from services.reporting.domain.accounthouders import Cel
from services.reporting.domain.kwartaal import Kwartaal
from services.reporting.store.hulpfeiten import (
    is_awarded,
    was_approved,
    was_delivered,
    was_reported,
)
from services.reporting.store.personen import person_of
from services.reporting.store.window import known_at

_MOST = 100


class Traject(NamedTuple):
    """A delivery of help to a child."""

    client: str
    gemeentecode: str
    categorie: str | None
    code: str | None
    begin: date
    eind: date | None


class Contractregel(NamedTuple):
    """A contract with for whom and how long it holds."""

    contract_id: str
    agb_code: str
    gemeentecodes: Sequence[str]
    geldig_van: date
    geldig_tot: date | None
    uitloop_tot: date | None


@dataclass(frozen=True, slots=True)
class Opmerking:
    """A remark on a view."""

    opmerking_id: str
    bekend_op: datetime
    agb_code: str
    kwartaal: str
    door: str
    tekst: str


async def deliveries(
    session: AsyncSession, agb_code: str, van: date, tot: date, moment: datetime
) -> list[Traject]:
    """Those that ran on any day from `van` through `tot`."""
    c = t.levering.c
    query = sa.select(
        person_of(c, moment), c.gemeentecode, c.categorie, c.code, c.begindatum, c.einddatum
    ).where(
        c.agb_code == agb_code,
        c.begindatum <= tot,
        sa.or_(c.einddatum.is_(None), c.einddatum >= van),
        was_delivered(moment),
    )
    return [Traject(*row) for row in await session.execute(query)]


async def waiting(
    session: AsyncSession, agb_code: str, day: date, moment: datetime
) -> list[tuple[str, str]]:
    """Children with an award that began by the day and on which help did not, with gemeente.

    Help is a delivery, an approved line of the award, or since it began a line under a lump sum for
    such care. Of a client outside the messages none is told (R-21): it does not wait for one.
    """
    a, d, r = t.toewijzing.c, t.levering.c, t.regel.c
    begun = sa.exists().where(
        d.gemeentecode == a.gemeentecode,
        d.toewijzing_nummer == a.toewijzing_nummer,
        d.begindatum <= day,
        was_delivered(moment),
    )
    claimed = sa.tuple_(a.gemeentecode, a.toewijzing_nummer).in_(
        sa.select(r.gemeentecode, r.toewijzing_nummer).where(
            r.agb_code == agb_code, r.maand <= day, was_approved(moment)
        )
    )
    query = sa.select(person_of(a, moment), a.gemeentecode, a.categorie, a.ingangsdatum).where(
        a.agb_code == agb_code,
        a.ingangsdatum <= day,
        sa.or_(a.einddatum.is_(None), a.einddatum >= day),
        ~a.buiten_berichten,
        is_awarded(),
        known_at(t.toewijzing, moment),
        ~begun,
        ~claimed,
    )
    reported = await _last_reported(session, agb_code, day, moment)
    found = set()
    for client, gemeente, categorie, since in await session.execute(query):
        of_child = reported.get((client, gemeente), {})
        days = of_child.values() if categorie is None else [of_child.get(categorie, date.min)]
        if all(last < since for last in days):
            found.add((client, gemeente))
    return sorted(found)


async def _last_reported(
    session: AsyncSession, agb_code: str, day: date, moment: datetime
) -> dict[tuple[str, str], dict[str, date]]:
    """By child and gemeente the last day of help under a lump sum that began by a day, of each
    category."""
    line = t.taaklevering_regel.c
    ended = line.einddatum < line.periode_eind
    last = sa.func.max(sa.case((ended, line.einddatum), else_=line.periode_eind))
    query = (
        sa.select(person_of(line, moment), line.gemeentecode, line.categorie, last)
        .where(line.agb_code == agb_code, line.begindatum <= day, was_reported(moment))
        .group_by("client", line.gemeentecode, line.categorie)
    )
    found: dict[tuple[str, str], dict[str, date]] = {}
    for client, gemeente, categorie, until in await session.execute(query):
        found.setdefault((client, gemeente), {})[categorie] = until
    return found


async def judged_lines(
    session: AsyncSession, agb_codes: Collection[str], maanden: Sequence[date], moment: datetime
) -> list[tuple[str, str, date, int, int]]:
    """Judged lines by provider, gemeente and claim month: all, and refused."""
    c = t.regel.c
    refused = sa.func.sum(sa.case((c.toegekend, 0), else_=1))
    about = (c.agb_code, c.gemeentecode, c.declaratie_maand)
    query = (
        sa.select(*about, sa.func.count(), refused)
        .where(
            c.agb_code.in_(agb_codes),
            c.declaratie_maand.in_(maanden),
            c.bekend_op <= moment,
        )
        .group_by(*about)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in await session.execute(query)]


async def approved_by_child(
    session: AsyncSession, agb_code: str, maanden: Collection[date], moment: datetime
) -> list[tuple[str, str, date, int]]:
    """Approved cents of each child, by gemeente and month of care."""
    c = t.regel.c
    query = (
        sa.select(person_of(c, moment), c.gemeentecode, c.maand, sa.func.sum(c.bedrag))
        .where(
            c.agb_code == agb_code,
            c.maand.in_(maanden),
            c.toegekend,
            c.bekend_op <= moment,
        )
        .group_by("client", c.gemeentecode, c.maand)
    )
    return [(row[0], row[1], row[2], int(row[3])) for row in await session.execute(query)]


async def contracts(
    session: AsyncSession, agb_codes: Collection[str], day: date, moment: datetime
) -> list[Contractregel]:
    """Contracts that had not ended before a day, the first to end first."""
    c = t.contract.c
    last = sa.func.coalesce(c.uitloop_tot, c.geldig_tot)
    query = (
        sa.select(*(c[name] for name in Contractregel._fields))
        .where(
            c.agb_code.in_(agb_codes),
            known_at(t.contract, moment),
            sa.or_(last.is_(None), last >= day),
        )
        .order_by(c.geldig_tot.is_(None), c.geldig_tot, c.contract_id)
    )
    return [Contractregel(*row) for row in await session.execute(query)]


async def offers(
    session: AsyncSession, categorieen: Collection[str], day: date, moment: datetime
) -> list[tuple[str, str, Sequence[str]]]:
    """Who has a product of a category under contract on a day: category, provider, gemeenten."""
    p, c = t.contractproduct.c, t.contract.c
    query = (
        sa.select(p.categorie, c.agb_code, c.gemeentecodes)
        .join(t.contract, c.contract_id == p.contract_id)
        .where(
            p.categorie.in_(categorieen),
            c.geldig_van <= day,
            sa.or_(c.geldig_tot.is_(None), c.geldig_tot >= day),
            known_at(t.contract, moment),
            known_at(t.contractproduct, moment),
        )
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def dossiers(
    session: AsyncSession, table: sa.Table, agb_codes: Collection[str], moment: datetime
) -> list[Mapping[str, Any]]:
    """What is kept of providers in a table (stops, places, ceilings), as known at a moment."""
    query = sa.select(table).where(table.c.agb_code.in_(agb_codes))
    if "vervallen_op" in table.c:
        query = query.where(known_at(table, moment))
    else:
        query = query.where(table.c.bekend_op <= moment)
    key = [column for column in table.primary_key]
    return [dict(row) for row in (await session.execute(query.order_by(*key))).mappings()]


async def published(
    session: AsyncSession, asked: Mapping[tuple[str, str], Mapping[Cel, int]]
) -> dict[tuple[str, str], list[Mapping[Cel, int]]]:
    """By provider and quarter the other numbers with which the same view was shown, the newest of
    them; asked are those with which it is to be shown now."""
    c = t.ah_publicatie.c
    about = sa.tuple_(c.agb_code, c.kwartaal)
    rank = sa.func.row_number().over(
        partition_by=(c.agb_code, c.kwartaal), order_by=c.bekend_op.desc()
    )
    kept = (
        sa.select(c.agb_code, c.kwartaal, c.kenmerk, c.cellen, rank.label("plaats"))
        .where(about.in_(sorted(asked)))
        .subquery()
    )
    found: dict[tuple[str, str], list[Mapping[Cel, int]]] = {key: [] for key in asked}
    now = {key: _kenmerk(cells) for key, cells in asked.items()}
    rows = sa.select(kept).where(kept.c.plaats <= _MOST).order_by(kept.c.plaats)
    for row in await session.execute(rows):
        key = (row.agb_code, row.kwartaal)
        if row.kenmerk != now[key]:
            found[key].append({(regio, vorm): value for regio, vorm, value in row.cellen})
    return found


async def publish(
    session: AsyncSession,
    agb_code: str,
    kaal: Mapping[Kwartaal, Mapping[Cel, int]],
    now: datetime,
) -> None:
    """Keep what is shown now of each quarter, unless it was shown so before."""
    for kwartaal, cellen in kaal.items():
        row = {
            "agb_code": agb_code,
            "kwartaal": str(kwartaal),
            "kenmerk": _kenmerk(cellen),
            "bekend_op": now,
            "cellen": _rows(cellen),
        }
        await session.execute(
            insert_ignore(t.ah_publicatie, row, key=("agb_code", "kwartaal", "kenmerk"))
        )


async def save_remark(session: AsyncSession, one: Opmerking) -> None:
    """Add it."""
    values = {name: getattr(one, name) for name in one.__slots__}
    await session.execute(sa.insert(t.ah_opmerking).values(values))


async def remarks(
    session: AsyncSession, agb_code: str, kwartaal: str, moment: datetime
) -> list[Opmerking]:
    """On a view, as known at a moment, oldest first."""
    c = t.ah_opmerking.c
    query = sa.select(t.ah_opmerking).where(
        c.agb_code == agb_code, c.kwartaal == kwartaal, c.bekend_op <= moment
    )
    rows = await session.execute(query.order_by(c.opmerking_id))
    return [Opmerking(**row._mapping) for row in rows]


def _rows(cellen: Mapping[Cel, int]) -> list[list[object]]:
    return [[regio, vorm, value] for (regio, vorm), value in sorted(cellen.items())]


def _kenmerk(cellen: Mapping[Cel, int]) -> str:
    return hashlib.sha256(json.dumps(_rows(cellen)).encode()).hexdigest()
