# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that keep facts: many at once, the same rows in any order and however often."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_ignore, bulk_insert, bulk_upsert, listed
from services.reporting import tables as t
from services.reporting.store.personen import person_of
from services.reporting.store.vernietigd import under_replacing

Row = Mapping[str, Any]


async def keep_newest(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row], key: str
) -> None:
    """Insert, or replace what is of an older version."""
    newest: dict[Any, Row] = {}
    for row in rows:
        if row[key] not in newest or newest[row[key]]["versie"] < row["versie"]:
            newest[row[key]] = row
    await bulk_upsert(session, table, list(newest.values()), [key], newer="versie")


async def keep_first(
    session: AsyncSession, table: sa.Table, rows: Sequence[Row], key: Sequence[str]
) -> None:
    """Insert facts that never change."""
    rows = await under_replacing(session, table, rows)
    await bulk_ignore(session, table, rows, key)


async def keep_versions(session: AsyncSession, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert versions; each lapses from when a later one was known."""
    names = [column.name for column in table.primary_key]
    rows = await under_replacing(session, table, rows)
    await bulk_ignore(session, table, rows, names)
    names.remove("versie")
    await _lapse(session, table, names, {tuple(row[name] for name in names) for row in rows})


async def keep_deliveries(session: AsyncSession, rows: Sequence[Row]) -> Sequence[Row]:
    """Versions of deliveries, of which a client that was corrected keeps those told before.

    The rows as they were kept.
    """
    names = [column.name for column in t.levering.primary_key]
    rows = await under_replacing(session, t.levering, rows)
    await bulk_ignore(session, t.levering, rows, names)
    await _lapse_deliveries(session, [tuple(row[name] for name in _DELIVERY) for row in rows])
    return rows


async def lapse_deliveries(session: AsyncSession, pseudonyms: Iterable[str]) -> None:
    """Say anew which version of a delivery ends which, of all under these pseudonyms."""
    c = t.levering.c
    who = listed(session, {"client": sa.String(32)}, [(one,) for one in sorted(set(pseudonyms))])
    keys = sa.select(*(c[name] for name in _DELIVERY)).join(
        who, c.client_pseudoniem == who.c.client
    )
    await _lapse_deliveries(session, [tuple(row) for row in await session.execute(keys)])


async def keep_regios(session: AsyncSession, versions: Sequence[Row], leden: Sequence[Row]) -> None:
    """Versions of regions with all their memberships."""
    await keep_versions(session, t.regio, versions)
    key = [column.name for column in t.regio_lid.primary_key]
    await keep_first(session, t.regio_lid, leden, key)


async def keep_lines(session: AsyncSession, rows: Sequence[Row]) -> list[tuple[str, date]]:
    """Judged lines; an approved one lapses from when an approved credit of it was known.

    Pseudonym and month of these lines, and of those that did.
    """
    rows = await under_replacing(session, t.regel, rows)
    await bulk_ignore(session, t.regel, rows, ["regel_id"])
    touched = {
        (row["agb_code"], row["vorig_referentie_nummer"] or row["referentie_nummer"])
        for row in rows
        if row["toegekend"]
    }
    kept = [(row["client_pseudoniem"], row["maand"]) for row in rows]
    credited = await _credited(session, sorted(touched))
    if not credited:
        return kept
    c = t.regel.c
    keys = listed(session, _LINE, credited)
    taken_back = sa.select(sa.func.min(_credit.c.bekend_op)).where(*_credits(c)).scalar_subquery()
    changed = await session.execute(
        sa.update(t.regel)
        .where(
            sa.tuple_(c.agb_code, c.referentie_nummer).in_(sa.select(*keys.c)),
            c.vorig_referentie_nummer.is_(None),
            c.toegekend,
            c.teruggenomen_op.is_distinct_from(taken_back),
        )
        .values(teruggenomen_op=taken_back)
        .returning(c.client_pseudoniem, c.maand)
    )
    return kept + [(row.client_pseudoniem, row.maand) for row in changed]


_LINE: Columns = {"agb_code": sa.String(), "referentie_nummer": sa.String()}
_credit = t.regel.alias("credit")


async def _credited(session: AsyncSession, lines: Sequence[tuple[str, str]]) -> list[Any]:
    """Of these lines, by provider and reference, those with an approved credit: mostly none."""
    keys = listed(session, _LINE, lines)
    found = sa.select(*keys.c).join(_credit, sa.and_(*_credits(keys.c))).distinct()
    return [tuple(row) for row in await session.execute(found)]


def _credits(line: Any) -> tuple[sa.ColumnElement[bool], ...]:  # noqa: ANN401 - columns of any table
    return (
        _credit.c.agb_code == line.agb_code,
        _credit.c.vorig_referentie_nummer == line.referentie_nummer,
        _credit.c.toegekend,
    )


REPORT = ("contract_id", "gemeentecode", "periode_begin", "periode_eind", "versie")


async def keep_reports(session: AsyncSession, parts: Sequence[Row], lines: Sequence[Row]) -> None:
    """Parts of delivery reports; a version counts from when its last part was known.

    Whoever is in any version of a report that became whole is marked to be counted.
    """
    await bulk_ignore(session, t.taaklevering_deel, parts, [*REPORT, "deel"])
    lines = await under_replacing(session, t.taaklevering_regel, lines)
    await bulk_ignore(session, t.taaklevering_regel, lines, [*REPORT, "deel", "volgnummer"])
    d = t.taaklevering_deel.c
    touched = sorted({tuple(part[name] for name in REPORT) for part in parts})
    keys = listed(session, {name: t.taaklevering_deel.c[name].type for name in REPORT}, touched)
    whole = (
        sa.select(
            *(d[name] for name in REPORT),
            sa.func.max(d.bekend_op).label("bekend_op"),
            sa.func.max(d.agb_code).label("agb_code"),
            sa.func.max(d.delen).label("delen"),
        )
        .join(keys, sa.and_(*(d[name] == keys.c[name] for name in REPORT)))
        .group_by(*(d[name] for name in REPORT))
        .having(sa.func.count() == sa.func.max(d.delen))
    )
    rows = [dict(row) for row in (await session.execute(whole)).mappings()]
    if rows:
        await keep_versions(session, t.taaklevering, rows)
        await _mark_reported(session, keys)


async def _mark_reported(session: AsyncSession, reports: sa.FromClause) -> None:
    c = t.taaklevering_regel.c
    same = sa.and_(*(c[name] == reports.c[name] for name in REPORT if name != "versie"))
    years = (sa.extract("year", c.periode_begin), sa.extract("year", c.periode_eind))
    clients = sa.select(c.client_pseudoniem, *years).join(reports, same).distinct()
    names = ["client_pseudoniem", "van_jaar", "tot_jaar"]
    await session.execute(sa.insert(t.te_tellen).from_select(names, clients))


async def mark_to_value(
    session: AsyncSession,
    *,
    contracten: Iterable[str] = (),
    toewijzingen: Iterable[tuple[str, int]] = (),
) -> None:
    """Awards are to be valued (again): these, or those under these contracts."""
    none: dict[str, str | int | None] = {
        "contract_id": None,
        "gemeentecode": None,
        "toewijzing_nummer": None,
    }
    rows = [none | {"contract_id": one} for one in sorted(set(contracten))]
    for gemeentecode, nummer in sorted(set(toewijzingen)):
        rows.append(none | {"gemeentecode": gemeentecode, "toewijzing_nummer": nummer})
    await bulk_insert(session, t.te_waarderen, rows)


_DELIVERY = ("gemeentecode", "agb_code", "toewijzing_nummer", "begindatum")


async def _lapse_deliveries(session: AsyncSession, keys: Iterable[tuple[Any, ...]]) -> None:
    """As `_lapse`, of one person under any pseudonym."""
    c, later = t.levering.c, t.levering.alias("later")
    given = listed(session, {name: c[name].type for name in _DELIVERY}, sorted(set(keys)))
    same = (later.c[name] == c[name] for name in _DELIVERY)
    of_one = person_of(later.c) == person_of(c)
    known = (
        sa.select(sa.func.min(later.c.bekend_op))
        .where(*same, of_one, later.c.versie > c.versie)
        .scalar_subquery()
    )
    here = sa.tuple_(*(c[name] for name in _DELIVERY)).in_(sa.select(*given.c))
    await session.execute(
        sa.update(t.levering)
        .where(here, c.vervallen_op.is_distinct_from(known))
        .values(vervallen_op=known)
    )


async def _lapse(
    session: AsyncSession, table: sa.Table, names: Sequence[str], keys: set[tuple[Any, ...]]
) -> None:
    """Set of these what a later version ends, whichever came in first."""
    c, later = table.c, table.alias("later")
    given = listed(session, {name: c[name].type for name in names}, sorted(keys))
    same = (later.c[name] == c[name] for name in names)
    known = (
        sa.select(sa.func.min(later.c.bekend_op))
        .where(*same, later.c.versie > c.versie)
        .scalar_subquery()
    )
    here = sa.tuple_(*(c[name] for name in names)).in_(sa.select(*given.c))
    await session.execute(
        sa.update(table)
        .where(here, c.vervallen_op.is_distinct_from(known))
        .values(vervallen_op=known)
    )
