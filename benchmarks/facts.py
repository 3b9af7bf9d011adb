# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Millions of approved lines in the tables of reporting, with what is counted of them, by SQL."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import asyncpg
from pyroaring import BitMap

from benchmarks.lanes import bare, doing, opened, side_by_side
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
_PARTS = 4
_FILLED = ("regel", "client_maand", "cel")
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


async def build(url: str, count: int) -> float:
    """So many facts and what is counted of them; the seconds that it took.

    Two connections fill tables that get their indexes when all is in them; what comes over is read
    in parts, so that ten million facts take no more memory here than one.
    """
    began = time.perf_counter()
    async with opened(url) as lanes:
        first = lanes[0]
        await _registers(first)
        await _clients(first, max(count // _PER_CLIENT, 1))
        regel, client_maand, cel = [await bare(first, table) for table in _FILLED]
        bounds = [count * part // _PARTS for part in range(_PARTS + 1)]
        lines = [doing(_lines(count, *several)) for several in pairwise(bounds)]
        widest_first = [
            partial(_cells, dimensies=dimensies, jaar=jaar)
            for dimensies in reversed(DIMENSIES)
            for jaar in (False, True)
        ]
        for works in (
            lines,
            [doing(_MONTHS, _YEARS), *regel.indexes],
            widest_first,
            [*cel.indexes, *client_maand.indexes, regel.settle],
            [cel.settle, client_maand.settle, doing("DROP TABLE mens, client_jaar")],
        ):
            await side_by_side(lanes, works)
        await doing("ANALYZE", "CHECKPOINT")(first)  # nothing is left to do beside the views
    return time.perf_counter() - began


async def _clients(connection: asyncpg.Connection, count: int) -> None:
    """Each with a gemeente, a provider and a product of its own."""
    await connection.execute(
        "CREATE UNLOGGED TABLE mens AS SELECT n AS nummer, lpad(n::text, 32, '0') AS pseudoniem, "  # noqa: S608 - our own names
        "lpad((1 + floor(342 * power(n::bigint * 2654435761 % 1000003 / 1000003.0, 2)))::text, 4, "
        f"'0') AS gemeentecode, lpad((n * 31 % {PROVIDERS})::text, 8, '0') AS agb_code, "
        "'P' || lpad(((n * 7) % 12)::text, 2, '0') || 'X' AS code "
        f"FROM generate_series(1, {count}) AS n"
    )
    await connection.execute("INSERT INTO client SELECT nummer, pseudoniem FROM mens")
    await connection.execute("ANALYZE mens")


def _lines(count: int, begin: int, end: int) -> str:
    """Lines `begin` up to `end` of so many: one a client in each of its months."""
    clients = max(count // _PER_CLIENT, 1)
    categories = "ARRAY['" + "','".join(_CATEGORIES) + "']"
    return (
        f"INSERT INTO regel (regel_id, {_TIMES}) "  # noqa: S608 - our own names
        "SELECT 'regel-' || i, timestamptz '2026-11-01', gemeentecode, agb_code, pseudoniem, "
        f"'R' || i, 1, ({categories})[1 + (nummer + i / {clients} / 8) % 5], code, "
        "maand, maand, maand, maand, 1, '04', 8000 + i % 1000, i % 10 > 0, false "
        f"FROM (SELECT i, 1 + i % {clients} AS nummer, (date '2024-01-01' + "
        f"make_interval(months => i / {clients} + i % {clients} % 10))::date AS maand "
        f"FROM generate_series({begin}, {end - 1}) AS i) AS lijn JOIN mens AS m USING (nummer)"
    )


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
    await connection.execute(
        "INSERT INTO gemeente (gemeentecode, naam, versie) "
        "SELECT to_char(i, 'FM0000'), 'G' || i, 1 FROM generate_series(1, $1::int) AS i",
        GEMEENTEN,
    )
    await connection.execute(
        "INSERT INTO aanbieder (agb_code, naam, versie) "
        "SELECT to_char(i, 'FM00000000'), 'A' || i, 1 FROM generate_series(0, $1::int) AS i",
        PROVIDERS,
    )
    await connection.execute("INSERT INTO telstand VALUES (date '2026-11-01')")
    await connection.execute("DELETE FROM te_tellen")


_FORMS = " ".join(f"WHEN '{c}' THEN '{ZORGVORMEN[c].zorgvorm}'" for c in _CATEGORIES)
# The key, put back when all is in, refuses a month that a client has twice.
_MONTHS = (
    "INSERT INTO client_maand SELECT client_pseudoniem::int, maand, gemeentecode, agb_code, "  # noqa: S608
    f"categorie, code, CASE categorie {_FORMS} END, toegekend, false, 0, 0, bedrag, "
    "CASE WHEN toegekend THEN bedrag ELSE 0 END FROM regel"
)
_YEARS = (
    "CREATE UNLOGGED TABLE client_jaar AS SELECT client, date_trunc('year', maand)::date AS maand, "
    "gemeentecode, agb_code, zorgvorm, categorie, code, bool_or(hulp) AS hulp, "
    "sum(ingediend)::bigint AS ingediend, sum(toegekend)::bigint AS toegekend "
    "FROM client_maand GROUP BY 1, 2, 3, 4, 5, 6, 7"
)
_CELL = (
    *("familie", "gemeentecode", "begin", "agb_code", "zorgvorm", "categorie", "code"),
    *("clienten", "aantal", "buiten", "aantal_buiten"),
    *("toegewezen", "dubbel", "ingediend", "toegekend"),
)


async def _cells(connection: asyncpg.Connection, dimensies: frozenset[str], *, jaar: bool) -> None:
    """The cells of one family, with a row for each of them read and written in turn."""
    product = PRODUCT in dimensies
    key = (
        "gemeentecode" if GEMEENTE in dimensies else "''",
        "maand",
        "agb_code" if AANBIEDER in dimensies else "''",
        "zorgvorm" if product or ZORGVORM in dimensies else "''",
        "categorie" if product else "''",
        "code" if product else "''",
    )
    query = (
        f"SELECT {', '.join(key)}, array_agg(client) FILTER (WHERE hulp), "  # noqa: S608 - our own
        "sum(ingediend)::bigint, sum(toegekend)::bigint "
        f"FROM {'client_jaar' if jaar else 'client_maand'} GROUP BY 1, 2, 3, 4, 5, 6"
    )
    name = familie(dimensies, jaar=jaar)
    # Without gemeente and provider a few cells hold everybody.
    at_once = 5_000 if dimensies & {GEMEENTE, AANBIEDER} else 5
    async with connection.transaction():
        if not dimensies >= {GEMEENTE, AANBIEDER}:  # of the others all sums fit in memory
            await connection.execute("SET LOCAL enable_sort = off")
        cursor = await connection.cursor(query)
        while rows := await cursor.fetch(at_once):
            await connection.copy_records_to_table(
                "cel", columns=_CELL, records=_records(rows, name)
            )


def _records(rows: list[Any], name: str) -> Iterator[tuple[Any, ...]]:
    for *key, clients, claimed, approved in rows:
        bits = BitMap(clients or ())
        stored = bits.serialize() if bits else b""
        yield (name, *key, stored, len(bits), b"", 0, 0, 0, claimed, approved)
