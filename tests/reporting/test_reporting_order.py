# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Events in any order, doubled, heard anew or at once: the tables end the same."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import Consumer, Together
from libs.common.contracts import ContractproductVastgesteld, Envelope, ToewijzingVastgesteld
from libs.common.db import Database
from libs.common.eventlog.port import Entry
from libs.common.migrate import check
from libs.common.runtime import Service, settle
from services.reporting import projections, tables
from services.reporting.subscriptions import SUBSCRIPTIONS
from tests.infra.waiting import until_it_waits
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import DAY_ONE, LEUSDEN, SINCE, SOEST, Json, Story

JAN, FEB, END = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 31)
JUNE, JULY = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC)
Facts = dict[str, list[tuple[Any, ...]]]
OWN = {name for name, table in tables.metadata.tables.items() if table.info.get("own")}
MECHANICS = OWN | {
    "aanbiederwijziging",
    "cijferwijziging",
    "consumer_position",
    "dead_letter",
    "ews_plicht",
    "ews_stand",
    "idempotency",
    "inbox",
    "numbers",
    "outbox",
    "te_tellen",
    "te_waarderen",
}
QUERIES = (
    "groepering=gemeente,maand,productcategorie",
    "groepering=regio,productcategorie",
    "groepering=maand&peilmoment=2024-05-31T00:00:00Z",
    "groepering=&gemeente=0327",
)


def a_full_story() -> FamilyStory:
    """A bit of everything that events can tell."""
    made = FamilyStory()
    made.gemeente(LEUSDEN)
    made.gemeente(SOEST)
    made.aanbieder()
    made.aanbieder("De Vliegers")
    made.regio((LEUSDEN, SINCE, None), (SOEST, SINCE, date(2023, 12, 31)))
    made.regio((LEUSDEN, SINCE, None), (SOEST, FEB, None))
    made.product("45B01", (8_000, SINCE), term=(SINCE, date(2024, 2, 29)))
    made.product("45B01", (8_000, SINCE), (8_334, FEB), term=(SINCE, date(2024, 2, 29)))
    made.product("45B01", (150, date(2024, 3, 1)), eenheid="01", contract="nieuw", term=(FEB, None))
    made.product("54B01", (189, SINCE), eenheid="01")
    made.request("verzoek-1")
    for number, client in enumerate(("noor", "sem", "liv"), start=1):
        made.award(number, JAN, END, client=client)
        changed = date(2024, 5, 31)
        made.award(number, JAN, changed, client=client, reden_wijziging="04", known=JUNE)
        made.delivery(JAN, client=client)
        made.delivery(JAN, FEB, client=client)
        reference = made.line(JAN, 8_000 * number, client=client)
        made.line(FEB, 8_334, client=client, toegekend=number != 2)
    made.credit(JAN, 8_000 * 3, reference, client="liv", known=JUNE)
    made.award(9, JAN, None, (240, "01", "4"), client="sem", categorie="54", code="54B01")
    made.award(10, JAN, END, None, client="liv", categorie=None, code=None, budget=100_001)
    made.award(11, JAN, END, (2, "04", "2"), gemeentecode=SOEST, client="bo")
    around_the_care(made)
    made.message("JW315", DAY_ONE)
    made.message("JW323", JUNE, "afgewezen")
    corrected(made)
    made.translated("sem", "9a9a9a9a")
    made.destroyed("nora", "noa", "noor", known=JULY)
    made.line(FEB, 100, client="noor", toegekend=False, known=datetime(2024, 8, 1, tzinfo=UTC))
    return made


def corrected(made: FamilyStory) -> None:
    """Noor is Nora, which was noted wrongly once; Tess is Sem; what came after has new names."""
    made.correction("noor", "noa", known=JUNE)
    made.correction("noa", "nora", known=datetime(2024, 6, 2, tzinfo=UTC), geslacht="1")
    made.correction("tess", "sem", known=datetime(2024, 6, 3, tzinfo=UTC))
    made.delivery(JAN, END, client="nora", versie=3)
    made.award(1, JAN, date(2024, 5, 31), client="nora", reden_wijziging="04", known=JUNE)
    made.line(FEB, 100, client="noor", toegekend=False)


def around_the_care(made: FamilyStory) -> None:
    """What is told of providers, budgets of clients and lump sums."""
    made.all_of_regie()
    made.overdue("verzoek-1")
    made.referral("verwijzing-1")
    made.referral("verwijzing-1", "toegewezen", toewijsdatum=JAN)
    made.counted_as("44/44A04", "logeren")
    made.function("crisis", "bovenregionaal")
    made.ceiling(100_000)
    made.ceiling(120_000)
    made.near_ceiling(120_000, 84_000)
    made.holder()
    made.holder("UTRECHT")
    made.profile()
    made.profile("gi", "pleegzorg")
    made.stop(FEB)
    made.stop(FEB, END)
    made.places(2024, 285)
    made.risk("negatief resultaat")
    made.risk()
    made.pgb(JAN)
    made.pgb(JAN, FEB)
    made.report(JAN, END, [("tess", JAN, FEB)], [("fay", FEB, None)])
    made.report(JAN, END, [("tess", JAN, None)], [("fay", FEB, None), ("bo", FEB, FEB)], known=JUNE)


async def facts(service: Service) -> Facts:
    """All rows of all tables that events fill, but the mechanics, in a fixed order."""
    found = {}
    async with service.runtime.db.read() as session:
        for table in tables.metadata.sorted_tables:
            if table.name not in MECHANICS and "own" not in table.info:
                rows = (await session.execute(sa.select(table))).all()
                found[table.name] = sorted(tuple(map(str, row)) for row in rows)
    async with service.runtime.db.read() as session:
        found |= await counted(session)
    assert all(found.values()), [name for name, rows in found.items() if not rows]
    return found


async def counted(session: AsyncSession) -> Facts:
    """What is counted ahead, with clients by pseudonym: numbers go by who was seen first."""
    clients = {
        row.nummer: row.pseudoniem for row in await session.execute(sa.select(tables.client))
    }

    def names(stored: bytes) -> list[str]:
        return sorted(clients[one] for one in BitMap.deserialize(stored)) if stored else []

    months = [
        (clients[row.client], *map(str, row[1:]))
        for row in await session.execute(sa.select(tables.client_maand))
    ]
    cells = [
        (*map(str, row[:7]), names(row.clienten), row.aantal, names(row.buiten), *row[10:])
        for row in await session.execute(sa.select(tables.cel))
    ]
    whole = [(name,) for name in clients.values()]
    return {"client": sorted(whole), "client_maand": sorted(months), "cel": sorted(cells)}


async def answers(reporting: Reporting) -> list[Json]:
    shown = [await reporting.look(f"van=2024-01&tot=2024-12&{query}") for query in QUERIES]
    for view in shown:
        del view["peilmoment"]
    return shown


@pytest.mark.parametrize("seed", range(10))
async def test_any_order_and_any_repetition_end_the_same(
    reporting: Reporting, start: Callable[..., Awaitable[Service]], seed: int
) -> None:
    story = a_full_story()
    await reporting.hear(story)
    expected, shown = await facts(reporting.service), await answers(reporting)

    shuffle = random.Random(seed)
    entries = story.entries(shuffle)
    shuffled = await heard(reporting, await start("reporting"), entries, shuffle)

    assert await facts(shuffled.service) == expected
    assert await answers(shuffled) == shown


async def heard(
    reporting: Reporting, service: Service, entries: Sequence[Entry], shuffle: random.Random
) -> Reporting:
    """Another service, to which the handlers bring these one by one, counted now and then."""
    other = Reporting(service, reporting.log, reporting.make)
    handlers = {
        event.type: (event, handler)
        for subscribed in SUBSCRIPTIONS.values()
        for event, handler in subscribed.items()
    }
    for entry in entries:
        envelope = Envelope.from_bytes(entry.payload)
        event, handler = handlers[envelope.type]
        assert isinstance(handler, Together)
        async with service.runtime.db.begin() as session:
            await handler.handle(session, [(event.model_validate(envelope.data), envelope)])
        if shuffle.random() < 0.2:
            await settle(service)
    await settle(service)
    return other


@pytest.mark.parametrize("seed", range(3))
async def test_the_consumer_claims_each_event_once(
    reporting: Reporting, start: Callable[..., Awaitable[Service]], seed: int
) -> None:
    """The same through the log, in batches, by a second group on an empty database."""
    await reporting.hear(a_full_story(), random.Random(seed))

    other = await rebuilt(await start("reporting"))

    assert await facts(other) == await facts(reporting.service)
    assert await answers(Reporting(other, reporting.log, reporting.make)) == await answers(
        reporting
    )


async def rebuilt(service: Service) -> Service:
    """Heard from the beginning of the log by a group of its own."""
    runtime = service.runtime
    assert runtime.mechanics.consumer is not None
    again = Consumer(
        "rebuild", runtime.db, runtime.log, runtime.mechanics.consumer, SUBSCRIPTIONS, runtime.clock
    )
    while await again.step():
        pass
    await again.close()
    await settle(service)
    return service


@pytest.mark.both_databases
async def test_the_migrations_make_the_tables(
    database_kind: str, database_url: Callable[[str], str]
) -> None:
    check("reporting", database_url("reporting"))


@pytest.mark.both_databases
async def test_the_full_story_on_either_database(database_kind: str, reporting: Reporting) -> None:
    await reporting.hear(a_full_story(), random.Random(1))

    perioden, regios, toen, leusden = await answers(reporting)

    cells = {(r["regio"], r["productcategorie"]): r["toegewezenBedrag"] for r in regios["rijen"]}
    assert cells[("EEMLAND", None)] == 100_001
    assert cells[("EEMLAND", "54")] == 12 * 240 * 189
    # January 5 weeks at EUR 80, February 5 at EUR 83,34 and from March in minutes at EUR 1,50;
    # the weeks of 29 January, 26 February and 29 April are held by two months.
    februari, maart = 5 * 2 * 8_334, 4 * 120 * 150
    leusden_45 = 5 * 2 * 8_000 + (februari - 2 * 8_334) + maart + (5 + 4) * 120 * 150
    assert cells[("EEMLAND", "45")] == 3 * leusden_45 + februari + maart
    assert cells[(None, "45")] == 5 * 2 * 8_000
    assert toen["totaal"]["toegekendBedrag"] == 8_000 * 6 + 8_334 * 2
    assert perioden["totaal"]["toegekendBedrag"] == 8_000 * 3 + 8_334 * 2
    assert leusden["rijen"] == []
    assert leusden["totaal"]["uniekeClienten"] == 3 + 2, "two under a lump sum, and Tess is Sem"


@pytest.mark.both_databases
async def test_an_award_and_its_tariff_that_come_at_once_see_each_other(
    database_kind: str, reporting: Reporting
) -> None:
    """Two workers, each with a transaction of its own and neither committed yet."""
    story = Story()
    story.product()
    story.award(1, JAN, END)
    _, (_, product), (_, award) = story.told
    assert isinstance(product, ContractproductVastgesteld)
    assert isinstance(award, ToewijzingVastgesteld)
    await reporting.hear(Story(told=story.told[:1]))
    db: Database = reporting.service.runtime.db
    envelope = Envelope.from_bytes(story.entries()[2].payload)

    async def hear_product() -> None:
        async with db.begin() as session:
            await projections.project_contractproducten(session, [(product, envelope)])
        await settle(reporting.service)

    async with db.begin() as session:
        await projections.project_toewijzingen(session, [(award, envelope)])
        late = asyncio.create_task(hear_product())
        await until_it_waits(db, late)
    await late
    await settle(reporting.service)

    total = (await reporting.look("van=2024-01&tot=2024-03"))["totaal"]
    assert total["toegewezenBedrag"] == 208_000
