# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the benchmark of views fills by SQL is what the service itself would count."""

from functools import partial
from typing import Any

import asyncpg
import httpx
import pytest
from pyroaring import BitMap

from benchmarks import facts, indicators
from benchmarks.care import add_care
from benchmarks.reporting import NOW
from benchmarks.views import QUESTIONS, Measured, curve, measured, shown
from services.reporting import handlers
from services.reporting.domain.indicatoren import indicatoren
from tests.conftest import Client, Start

_FACTS = 1_500
_MADE = {
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef",
    "keys": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "tables": "SELECT relname, reloptions FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace = 'public'::regnamespace ORDER BY relname",
}


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_the_benchmark_counts_as_the_service_does(start: Start, client: Client) -> None:
    service = await start("reporting")
    url = service.runtime.db.url.replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    empty = {what: await connection.fetch(query) for what, query in _MADE.items()}
    await facts.build(url, _FACTS)
    assert {what: await connection.fetch(query) for what, query in _MADE.items()} == empty

    filled = await _counted(connection)
    assert (await connection.fetchval("SELECT count(*) FROM regel"), len(filled[0])) == (1500, 1500)
    asking = partial(client, service, scopes=["weergaven:lezen"])
    views = await measured(asking, rounds=1, now=NOW)
    assert (len(views), min(one.from_facts or 0 for one in views) > 0) == (QUESTIONS, True)
    assert {one.door for one in views} == {"beheer", "gemeente", "regio"}

    await connection.execute("TRUNCATE cel, client_maand")
    await connection.execute(
        "INSERT INTO te_tellen (client_pseudoniem, van_jaar) SELECT pseudoniem, 2024 FROM client"
    )
    while await handlers.count_clients(service.runtime):
        pass
    assert await _counted(connection) == filled
    await connection.close()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_the_benchmark_asks_every_indicator_and_holds_it_to_the_facts(start: Start) -> None:
    service = await start("reporting")
    url = service.runtime.db.url.replace("+asyncpg", "")
    await facts.build(url, _FACTS)
    await add_care(url)
    while await handlers.count_clients(service.runtime):
        pass

    for one in indicatoren():
        for vraag in indicators.questions(one):
            assert len(await indicators.row(service.runtime.db, one, vraag, rounds=1)) == 4


async def _counted(connection: asyncpg.Connection) -> tuple[list[Any], dict[Any, Any]]:
    """The months of clients, and of each cell its clients and its other columns."""
    months = await connection.fetch("SELECT * FROM client_maand ORDER BY client, maand")
    cells = {}
    for row in await connection.fetch("SELECT * FROM cel"):
        values = list(row.values())
        clients = list(BitMap.deserialize(row["clienten"])) if row["clienten"] else []
        cells[tuple(values[:7])] = (clients, values[8:])
    return [tuple(row.values()) for row in months], cells


async def test_a_question_that_the_facts_take_too_long_for_does_not_stop_the_others() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        given_up = "peilmoment" in request.url.params
        return httpx.Response(503 if given_up else 200, json={"rijen": [{}, {}], "totaal": {}})

    transport = httpx.MockTransport(answer)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/v1") as slow:
        views = await measured(lambda *_: slow, rounds=2, now=NOW)
    assert [(one.rows, one.from_facts) for one in views] == [(2, None)] * QUESTIONS


def test_the_curve_has_a_column_for_each_size() -> None:
    views = [
        Measured("country", "beheer", 12, 2.0, 4.5, None),
        Measured("regio", "regio", 3, 2.0, 3.0, 5_000.0),
    ]
    assert list(shown("10 facts", views).columns[5].cells) == ["too long", "5,000"]
    beside = curve({10: views, 1_000: views})
    assert [column.header for column in beside.columns] == [
        "view",
        "asked by",
        "10 facts",
        "1,000 facts",
    ]
    assert list(beside.columns[3].cells) == ["4.5 (12)", "3.0 (3)"]
