# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The services as processes on PostgreSQL and Kafka, and what a real Prometheus sees of them."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime

import httpx
import pytest

from libs.common.contracts import ToewijzingVastgesteld
from libs.common.metrics import CATALOGUE
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO
from tests.runtime.processes import Installation, until
from tests.watching.asked import problems_of_dashboards, problems_of_rules
from tests.watching.conftest import Watched
from tests.watching.played import appended, ended_well, played
from tests.watching.rulebook import program

pytestmark = [pytest.mark.alone, pytest.mark.timeout(900)]

OF_A_BUSY_MACHINE = {
    "ApiLatencyBudget",
    "ConsumerLag",
    "EventLoopBlocked",
    "FiguresStale",
    "OutboxStuck",
    "ProjectionLatencyBudget",
}
"""Alerts that may fire while nothing is wrong, where seconds count for minutes."""


@asynccontextmanager
async def visited(installation: Installation) -> AsyncIterator[None]:
    """Somebody looks at every api, again and again, however long one of them takes."""

    async def visit(port: int) -> None:
        async with httpx.AsyncClient(timeout=60) as client:
            while True:
                await client.get(f"http://127.0.0.1:{port}/v1/openapi.json")
                await asyncio.sleep(0.5)

    apis = [one for one in installation.running.values() if one.role == "api"]
    visitors = [asyncio.create_task(visit(one.port)) for one in apis]
    try:
        yield
        assert not any(one.done() for one in visitors), "a visitor gave up"
    finally:
        for one in visitors:
            one.cancel()
        await asyncio.gather(*visitors, return_exceptions=True)


async def test_every_query_of_dashboards_and_rules_has_data(watched: Watched) -> None:
    async def complete() -> bool:
        return not (await problems_of_rules(watched.prometheus))[1]

    async def awarded() -> bool:
        return bool(await watched.prometheus.now('jeugdregio:money_cents{stage="awarded"} > 0'))

    async with visited(watched.installation):
        await played(watched.installation)
        await _awarded_this_year(watched.installation)
        with suppress(TimeoutError):  # what is wrong is said below
            await until(complete, patience_s=30)
            await until(awarded, patience_s=60)
        # Rates are of some seconds: asked while there are visitors, however long the asking takes.
        evaluated, of_rules = await problems_of_rules(watched.prometheus)
        asked, of_panels = await problems_of_dashboards(watched.prometheus)

    assert "\n".join(of_rules + of_panels) == ""
    assert (evaluated > 50, asked > 80) == (True, True)
    assert await watched.prometheus.firing() <= OF_A_BUSY_MACHINE
    await _programs_tell_all_and_name_nobody(watched.installation)


async def _awarded_this_year(installation: Installation) -> None:
    """What is played has its days in 2026; some panels are about the year that it is."""
    year = datetime.now(UTC).year
    award = ToewijzingVastgesteld(
        gemeentecode=GEMEENTE,
        agb_code=AGB,
        toewijzing_nummer=999_999,
        versie=1,
        client_pseudoniem="f" * 32,
        geboortemaand="2014-05",
        geslacht="2",
        ingangsdatum=date(year, 1, 1),
        einddatum=date(year, 12, 31),
        budget=120_000,
        vastgesteld_op=datetime.now(UTC),
    )
    await appended(installation, award)


async def _programs_tell_all_and_name_nobody(installation: Installation) -> None:
    told = []
    async with httpx.AsyncClient() as client:
        for one in installation.running.values():
            text = (await client.get(f"http://127.0.0.1:{one.port}/metrics")).text
            await ended_well([program("promtool"), "check", "metrics"], input=text)
            told.append(text)
    everything = "\n".join(told)
    shown = set(re.findall(r"^# TYPE (\w+)", everything, re.MULTILINE))
    assert {metric.shown for metric in CATALOGUE.values()} - shown == set()
    for name in (AGB, f'"{GEMEENTE}"', REGIO, CLIENT.bsn, CLIENT.achternaam):
        assert name not in everything
