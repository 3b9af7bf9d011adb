# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05 through all services: a client is destroyed at the gemeente, and counted on as nobody."""

from datetime import UTC, datetime

import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.runtime import Runtime
from services.contract import tables as contract_tables
from services.reporting import tables as reporting_tables
from tests.archief import LISTS, SCOPES, Archief, approved
from tests.e2e.conftest import CLIENT, GEMEENTE, REGIO, Json, Region
from tests.e2e.test_correcties import LEVELS, WRONG, figures, merge, noted_twice

AFTER = datetime(2027, 2, 1, 9, tzinfo=UTC)
MERGED = "2026-11-23T09:00:00Z"
SEARCHED = {"reporting": reporting_tables.metadata, "contract": contract_tables.metadata}


async def shown(region: Region) -> list[Json]:
    """What the gemeente sees at each level, now and before the two records were one, and what
    the region has of clients by aanbieder (C-17)."""
    views = [await figures(region, level) for level in LEVELS]
    views += [await figures(region, f"{level}&peilmoment={MERGED}") for level in LEVELS]
    levels = [{"rijen": one["rijen"], "totaal": one["totaal"]} for one in views]
    contract = region.of("contract", OrgType.REGIO, REGIO)
    small = await contract.get("/kleine-aanbieders?jaar=2026")
    assert small.status_code == 200, small.text
    return [*levels, small.json()]


async def found(region: Region) -> set[str]:
    """The tables of reporting and contract in which something leads to the child."""
    vault = region.services["referral"].runtime.need_vault()
    needles = [vault.pseudonym(bsn, PURPOSE_CHAIN) for bsn in (CLIENT.bsn, WRONG)]
    places = set()
    for name, metadata in SEARCHED.items():
        async with region.services[name].runtime.db.read() as session:
            for table in metadata.sorted_tables:
                rows = [str(row) for row in (await session.execute(sa.select(table))).all()]
                if any(needle in row for row in rows for needle in needles):
                    places.add(f"{name}.{table.name}")
    return places


async def command(rt: Runtime, *arguments: str) -> None:
    asked = parser_of(rt.name).parse_args(arguments)
    assert [line async for line in OPERATE[arguments[0]](rt, asked)]


async def test_x05_every_figure_stays_and_nothing_leads_to_the_child(
    region: Region, clock: SimulatedClock
) -> None:
    """Of a child that was two records; also after a rebuild from what is published anew."""
    right, wrong = await noted_twice(region)
    await merge(region, right, wrong)
    clock.move_to(AFTER)
    await region.rest()
    before, stood = await shown(region), await found(region)

    referral = region.services["referral"]
    anna, bert = (
        Archief(region.make(referral, OrgType.GEMEENTE, GEMEENTE, SCOPES, persoon=name))
        for name in ("Anna Vos", "Bert Mol")
    )
    asked = {"clientId": wrong["clientId"], "verzochtOp": f"{AFTER:%Y-%m-%d}"}
    made = await anna.http.post(LISTS, json=asked)
    assert made.status_code == 201, made.text
    lijst = await approved(anna, bert, made.json())
    await region.rest()

    (regel,) = await anna.regels(lijst)
    assert regel["toestand"] == "vernietigd"
    names = ("levering", "toewijzing", "regel", "clientcorrectie", "opvolging", "client")
    assert stood >= {f"reporting.{name}" for name in names}
    assert stood >= {f"contract.{name}" for name in ("besteding", "clientcorrectie", "opvolging")}
    assert before[-1]["resultaten"][0]["clienten"] == 1
    assert await found(region) == set()
    assert await shown(region) == before

    reporting = region.services["reporting"].runtime
    assert reporting.consumer is not None
    await command(referral.runtime, "republish")
    await reporting.consumer.close()
    await command(reporting, "rebuild")
    await region.rest()
    assert await found(region) == set()
    assert await shown(region) == before
