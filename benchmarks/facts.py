# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Millions of approved lines in the tables of reporting, with what is counted of them, by SQL."""

import time
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import asyncpg
from pyroaring import BitMap

from libs.ijw.zorgvormen import ZORGVORMEN
from services.reporting.domain.tellen import (
    AANBIEDER,
    DIMENSIES,
    GEMEENTE,
    PRODUCT,
    ZORGVORM,
    familie,
)

GEMEENTEN, PROVIDERS, REGIOS = 342, 3_000, 42
_PER_CLIENT = 24
_CATEGORIES = ("45", "44", "54", "43", "35")
_TIMES = (
    "bekend_op, gemeentecode, agb_code, client_pseudoniem, referentie_nummer, toewijzing_nummer, "
    "categorie, code, maand, periode_begin, periode_eind, declaratie_maand, volume, eenheid, "
    "bedrag, toegekend, buiten_berichten"
)


def gemeente(client: int) -> str:
    """Where a client lives: the first gemeenten have most, as is so."""
    place = client * 2_654_435_761 % 1_000_003 / 1_000_003
    return f"{int(GEMEENTEN * place * place) + 1:04}"


async def build(connection: asyncpg.Connection, count: int) -> float:
    """So many facts and what is counted of them; the seconds that the counting took."""
    clients = max(count // _PER_CLIENT, 1)
    await connection.execute("SET synchronous_commit = off")
    await _registers(connection)
    await connection.execute(
        "CREATE TEMP TABLE mens AS SELECT n AS nummer, lpad(n::text, 32, '0') AS pseudoniem, "
        "lpad((1 + floor(342 * power(n::bigint * 2654435761 % 1000003 / 1000003.0, 2)))::text, 4, "
        "'0') AS gemeentecode FROM generate_series(1, $1::int) AS n".replace("$1", str(clients))
    )
    categories = "ARRAY['" + "','".join(_CATEGORIES) + "']"
    await connection.execute(
        f"INSERT INTO regel (regel_id, {_TIMES}) "  # noqa: S608 - our own names
        "SELECT 'regel-' || i, timestamptz '2026-11-01', m.gemeentecode, "
        f"lpad((m.nummer * 31 % {PROVIDERS})::text, 8, '0'), m.pseudoniem, 'R' || i, 1, "
        f"({categories})[1 + (m.nummer + i / {clients} / 8) % 5], "
        "'P' || lpad(((m.nummer * 7) % 12)::text, 2, '0') || 'X', "
        "maand, maand, maand, maand, 1, '04', 8000 + i % 1000, i % 10 > 0, false "
        f"FROM (SELECT i, 1 + i % {clients} AS nummer, (date '2024-01-01' + "
        f"((i / {clients} + i % {clients} % 10) || ' months')::interval)::date AS maand "
        f"FROM generate_series(0, {count - 1}) AS i) AS lijn JOIN mens AS m USING (nummer)"
    )
    await connection.execute("INSERT INTO client SELECT nummer, pseudoniem FROM mens")
    await connection.execute("ANALYZE")
    began = time.perf_counter()
    await _months(connection)
    for dimensies in DIMENSIES:
        for jaar in (False, True):
            await _cells(connection, dimensies, jaar=jaar)
    await connection.execute("ANALYZE")
    return time.perf_counter() - began


async def _registers(connection: asyncpg.Connection) -> None:
    for number in range(REGIOS):
        code = f"R{number:02}"
        await connection.execute(
            "INSERT INTO regio (regiocode, versie, bekend_op, naam) VALUES ($1, 1, "
            "timestamptz '2020-01-01', $1)",
            code,
        )
        members = [
            (code, 1, f"{place + 1:04}") for place in range(GEMEENTEN) if place % REGIOS == number
        ]
        await connection.executemany(
            "INSERT INTO regio_lid (regiocode, versie, gemeentecode, geldig_van) "
            "VALUES ($1, $2, $3, date '2015-01-01')",
            members,
        )
    await connection.execute("INSERT INTO telstand VALUES (date '2026-11-01')")
    await connection.execute("DELETE FROM te_tellen")


async def _months(connection: asyncpg.Connection) -> None:
    forms = " ".join(f"WHEN '{c}' THEN '{ZORGVORMEN[c].zorgvorm}'" for c in _CATEGORIES)
    await connection.execute(
        "INSERT INTO client_maand SELECT c.nummer, maand, gemeentecode, agb_code, categorie, "  # noqa: S608
        f"code, CASE categorie {forms} END, bool_or(toegekend), false, 0, 0, sum(bedrag), "
        "coalesce(sum(bedrag) FILTER (WHERE toegekend), 0) FROM regel JOIN client AS c "
        "ON c.pseudoniem = client_pseudoniem GROUP BY 1, 2, 3, 4, 5, 6"
    )


async def _cells(connection: asyncpg.Connection, dimensies: frozenset[str], *, jaar: bool) -> None:
    product = PRODUCT in dimensies
    key = (
        "gemeentecode" if GEMEENTE in dimensies else "''",
        "date_trunc('year', maand)::date" if jaar else "maand",
        "agb_code" if AANBIEDER in dimensies else "''",
        "zorgvorm" if product or ZORGVORM in dimensies else "''",
        "categorie" if product else "''",
        "code" if product else "''",
    )
    query = (
        f"SELECT {', '.join(key)}, client, bool_or(hulp), sum(ingediend)::bigint, "  # noqa: S608
        "sum(toegekend)::bigint FROM client_maand GROUP BY 1, 2, 3, 4, 5, 6, 7 "
        "ORDER BY 1, 2, 3, 4, 5, 6"
    )
    rows = await connection.fetch(query)
    columns = [
        *("familie", "gemeentecode", "begin", "agb_code", "zorgvorm", "categorie", "code"),
        *("clienten", "aantal", "buiten", "aantal_buiten"),
        *("toegewezen", "dubbel", "ingediend", "toegekend"),
    ]
    records = _records(rows, familie(dimensies, jaar=jaar))
    await connection.copy_records_to_table("cel", columns=columns, records=records)


def _records(rows: list[Any], name: str) -> Iterator[tuple[Any, ...]]:
    for key, several in groupby(rows, itemgetter(0, 1, 2, 3, 4, 5)):
        members = list(several)
        bits = BitMap([row[6] for row in members if row[7]])
        stored = bits.serialize() if bits else b""
        claimed, approved = (sum(row[place] for row in members) for place in (8, 9))
        yield (name, *key, stored, len(bits), b"", 0, 0, 0, claimed, approved)
