# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05 and C-17: who was destroyed is counted on as it was, and is found nowhere; who was noted
twice counts once."""

import asyncio
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.contracts import (
    ClientGecorrigeerd,
    ClientgegevensVernietigd,
    DeclaratieBeoordeeld,
    EerderPseudoniem,
    Envelope,
    Event,
)
from libs.common.eventlog.port import Entry
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.prune import Pruner
from libs.common.runtime import settle
from services.contract import projections
from services.contract import tables as t
from tests.contract.test_contract_besteding import approved, with_ceiling
from tests.contract.world import Json, World
from tests.infra.waiting import until_it_waits

CHILD, WRONG, OTHER = "a" * 32, "b" * 32, "c" * 32
STANDS, STANDS_WRONG, STANDS_AGAIN = "d" * 32, "e" * 32, "f" * 32
APRIL, MAY, JUNE, JULY, LATER = (
    datetime(2026, month, 2, 9, tzinfo=UTC) for month in (4, 5, 6, 7, 9)
)
AMERSFOORT, LEUSDEN = "0307", "0327"
Told = tuple[datetime, Event]


def claim(
    number: int, client: str = CHILD, known: datetime = APRIL, bedrag: int = 100_000, **changes: Any
) -> Told:
    return known, approved(bedrag, number, client_pseudoniem=client, **changes)


def corrected(oud: str, nieuw: str, known: datetime = MAY, gemeentecode: str = AMERSFOORT) -> Told:
    return known, ClientGecorrigeerd(
        correctie_id=new_id(),
        versie=2,
        gemeentecode=gemeentecode,
        client_pseudoniem=oud,
        opvolger=nieuw,
        geboortemaand="2014-05",
        geslacht="2",
        gecorrigeerd_op=known,
    )


def destroyed(*eerdere: tuple[str, str], known: datetime = JUNE, instead: str = STANDS) -> Told:
    """The child by Amersfoort; `eerdere` are names of before with what stands for them."""
    return known, ClientgegevensVernietigd(
        vernietiging_id=new_id(),
        gemeentecode=AMERSFOORT,
        client_pseudoniem=CHILD,
        vervangend_pseudoniem=instead,
        categorie="clientdossier",
        grond="verzoek",
        vernietigd_op=known.date(),
        eerdere=tuple(
            EerderPseudoniem(client_pseudoniem=one, vervangend_pseudoniem=other)
            for one, other in eerdere
        ),
    )


def envelope_of(told: Told) -> Envelope:
    moment, event = told
    return Envelope(
        id=new_id(),
        source="urn:nld:oin:00000099000000001000:systeem:jeugdregio",
        type=event.type,
        subject=event.subject(),
        time=moment,
        partitionkey=event.key(),
        data=event.payload(),
    )


async def hear(world: World, log: SqliteEventLog, *told: Told) -> None:
    """One after the other, each with an id of its own however often it is told."""
    for one in told:
        event = one[1]
        await log.append([Entry(event.topic, event.key(), envelope_of(one).to_bytes())])
        await settle(world.service)


async def places(world: World, *pseudonyms: str) -> set[str]:
    """The columns of all tables, of the mechanics too, in which one of these is found."""
    found = set()
    async with world.service.runtime.db.read() as session:
        for table in t.metadata.sorted_tables:
            for row in (await session.execute(sa.select(table))).mappings():
                found |= {
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if any(one in str(value) for one in pseudonyms)
                }
    return found


async def little(world: World, jaar: int = 2026) -> Json:
    """What the only aanbieder under contract did in a year, in the region."""
    found: Json
    (found,) = (await world.regio.get(f"/kleine-aanbieders?jaar={jaar}")).json()["resultaten"]
    return {name: found[name] for name in ("omzet", "clienten", "segmenten", "signalen")}


def a_story() -> list[Told]:
    """A child that was two records, in two years; what is judged after it is gone; another."""
    return [
        claim(1),
        claim(2, WRONG),
        claim(3, begin="2025-11-01"),
        claim(4, OTHER),
        corrected(WRONG, CHILD),
        claim(5, known=JULY),
        claim(6, WRONG, known=JULY, bedrag=-20_000),
    ]


async def shown(world: World) -> Sequence[Json]:
    return [await little(world), await little(world, 2025)]


@pytest.mark.both_databases
async def test_every_count_stays_and_the_child_is_found_nowhere(
    world: World, event_log: SqliteEventLog, database_kind: str
) -> None:
    """Also where claims are told once more, and judged after it."""
    contract = await with_ceiling(world, geldigVan="2025-01-01")
    story = a_story()
    await hear(world, event_log, *story)
    before, stood = await shown(world), await places(world, CHILD, WRONG)

    await hear(world, event_log, destroyed((WRONG, STANDS_WRONG)))
    assert await places(world, CHILD, WRONG) == set()
    assert await shown(world) == before
    await hear(world, event_log, *story, claim(7, WRONG, known=LATER, bedrag=1))

    assert await places(world, CHILD, WRONG) == set()
    assert stood == {
        "besteding.client_pseudoniem",
        "clientcorrectie.client_pseudoniem",
        "clientcorrectie.opvolger",
        "opvolging.opvolger",
        "opvolging.pseudoniem",
    }
    assert [(one["omzet"], one["clienten"]) for one in before] == [(380_000, 2), (100_000, 1)]
    assert [(one["omzet"], one["clienten"]) for one in await shown(world)] == [
        (380_001, 2),
        (100_000, 1),
    ]
    path = f"/contracten/{contract['id']}/plafonds/2026/besteding"
    assert (await world.regio.get(path)).json()["besteed"] == 380_001


@pytest.mark.parametrize("seed", range(6))
async def test_any_order_ends_the_same(world: World, event_log: SqliteEventLog, seed: int) -> None:
    await world.sign(geldigVan="2025-01-01")
    story = [*a_story(), destroyed((WRONG, STANDS_WRONG))]
    told = story * 2
    random.Random(seed).shuffle(told)

    await hear(world, event_log, *told)

    assert await places(world, CHILD, WRONG) == set()
    assert [(one["omzet"], one["clienten"]) for one in await shown(world)] == [
        (380_000, 2),
        (100_000, 1),
    ]


@pytest.mark.both_databases
async def test_cents_count_once_under_whatever_name_a_claim_comes_again(
    world: World, event_log: SqliteEventLog, clock: SimulatedClock, database_kind: str
) -> None:
    """From a log that was published anew, or after it was forgotten what stands for whom."""
    await world.sign()
    late = claim(2, known=JULY)
    await hear(world, event_log, claim(1), destroyed(), late)
    before = await little(world)

    runtime = world.service.runtime
    pruner = Pruner(runtime.db, runtime.mechanics, clock)
    (rule,) = [one for one in pruner.rules if one.table == t.vernietigd_pseudoniem.name]
    assert await pruner.batch(rule, clock.now() + rule.after + timedelta(days=1)) == 1
    await hear(world, event_log, claim(1, STANDS), (JUNE, _renamed()), late)

    assert await little(world) == before
    assert (before["omzet"], before["clienten"]) == (200_000, 1)
    assert await places(world, CHILD) == set()


def _renamed() -> ClientgegevensVernietigd:
    """As referral publishes it anew: nobody knows any more who it was."""
    _, event = destroyed()
    assert isinstance(event, ClientgegevensVernietigd)
    return event.model_copy(update={"client_pseudoniem": STANDS})


async def test_another_gemeente_keeps_its_own(world: World, event_log: SqliteEventLog) -> None:
    """Nobody knows any more that it is one: a region counts two from then on."""
    await world.sign()
    await hear(world, event_log, claim(1), claim(2, gemeentecode=LEUSDEN))
    assert (await little(world))["clienten"] == 1

    await hear(world, event_log, destroyed())

    assert (await little(world))["clienten"] == 2
    async with world.service.runtime.db.read() as session:
        c = t.besteding.c
        found = await session.execute(sa.select(c.gemeentecode, c.client_pseudoniem))
        assert {code: who for code, who in found} == {AMERSFOORT: STANDS, LEUSDEN: CHILD}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1), (1, 3, 2, 0)])
async def test_who_is_registered_anew_is_another_from_the_next_year_on(
    world: World, event_log: SqliteEventLog, order: Sequence[int]
) -> None:
    """What is kept is of a year, so that of the deed is of the file that is gone."""
    await world.sign()
    told = [
        claim(1),
        destroyed(),
        claim(2, begin="2027-02-01", known=datetime(2027, 3, 1, 9, tzinfo=UTC)),
        destroyed(known=datetime(2028, 1, 10, 9, tzinfo=UTC), instead=STANDS_AGAIN),
    ]
    await hear(world, event_log, *(told[place] for place in order))

    async with world.service.runtime.db.read() as session:
        c = t.besteding.c
        query = sa.select(c.client_pseudoniem).order_by(c.jaar)
        assert list(await session.scalars(query)) == [STANDS, STANDS_AGAIN]
    assert [(await little(world, jaar))["clienten"] for jaar in (2026, 2027)] == [1, 1]


@pytest.mark.both_databases
async def test_what_waits_parked_is_of_nobody_who_can_be_found(
    world: World, event_log: SqliteEventLog, database_kind: str
) -> None:
    told = claim(1)
    content = json.loads(envelope_of(told).to_bytes())
    content["data"]["regels"] = "none"
    entry = Entry(told[1].topic, told[1].key(), json.dumps(content).encode())
    await event_log.append([entry])
    await settle(world.service)
    stood = await places(world, CHILD)

    await hear(world, event_log, destroyed())

    assert stood == {"dead_letter.key", "dead_letter.payload"}
    assert await places(world, CHILD) == set()
    assert await places(world, STANDS) > stood


@pytest.mark.both_databases
async def test_a_claim_that_comes_in_meanwhile_is_replaced_too(
    world: World, database_kind: str
) -> None:
    """Two workers, each with a transaction of its own and neither committed yet."""
    told, gone = claim(1), destroyed()
    assert isinstance(told[1], DeclaratieBeoordeeld)
    assert isinstance(gone[1], ClientgegevensVernietigd)
    claims, deeds = [(told[1], envelope_of(told))], [(gone[1], envelope_of(gone))]
    db = world.service.runtime.db

    async def destroy() -> None:
        async with db.begin() as session:
            await projections.project_vernietigingen(session, deeds)

    async with db.begin() as session:
        await projections.project_bestedingen(session, claims)
        late = asyncio.create_task(destroy())
        await until_it_waits(db, late)
        waited = not late.done()
    await late

    assert waited
    assert await places(world, CHILD) == set()
    assert "besteding.client_pseudoniem" in await places(world, STANDS)


@pytest.mark.both_databases
async def test_c17_two_records_of_a_child_count_once(
    world: World, event_log: SqliteEventLog, database_kind: str
) -> None:
    """From the correction on, in that gemeente, and when it is corrected the other way too."""
    await world.sign()
    elsewhere = corrected(WRONG, CHILD, gemeentecode=LEUSDEN)
    await hear(world, event_log, claim(1), claim(2, WRONG), elsewhere)
    assert (await little(world))["clienten"] == 2

    await hear(world, event_log, corrected(WRONG, CHILD))
    found = await little(world)
    assert (found["omzet"], found["clienten"]) == (200_000, 1)
    assert found["signalen"] == ["een-client", "onder-20k"]
    assert [one["clienten"] for one in found["segmenten"]] == [1]

    await hear(world, event_log, corrected(CHILD, WRONG, LATER))
    assert (await little(world))["clienten"] == 1
    await hear(world, event_log, claim(3, OTHER))
    assert (await little(world))["clienten"] == 2
