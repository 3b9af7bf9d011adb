# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Pseudonyms of another key: parked with their reason, counted once it is told whom they mean."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.consume import Together
from libs.common.contracts import (
    EVENTS,
    ClientgegevensVernietigd,
    Envelope,
    PseudoniemenVertaald,
)
from libs.common.contracts.schemas import has_pseudonyms
from libs.common.eventlog.port import Entry
from libs.common.runtime import settle
from services.reporting import projections
from services.reporting import tables as t
from services.reporting.app import COMMANDS
from services.reporting.subscriptions import SUBSCRIPTIONS
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import Json, Story, foreign, pseudonym
from tests.reporting.test_reporting_bad_input import changed, parked

pytestmark = pytest.mark.both_databases
JAN, MAR = date(2024, 1, 1), date(2024, 3, 31)
OWN, OTHER = "0a0a0a0a", "9a9a9a9a"
JULY = datetime(2024, 7, 1, tzinfo=UTC)


def under(sleutel: str) -> Callable[[Json], object]:
    """An event as who has this key tells it."""
    return lambda envelope: envelope.update(pseudoniemsleutel=sleutel)


def made_with(sleutel: str, *names: str) -> Callable[[Entry], Entry]:
    """An event of these children under another key."""

    def other(entry: Entry) -> Entry:
        text = changed(entry, under(sleutel)).payload.decode()
        for name in names:
            text = text.replace(pseudonym(name), foreign(name))
        return Entry(entry.topic, entry.key, text.encode())

    return other


async def counted(reporting: Reporting) -> int:
    view = await reporting.look("van=2024-01&tot=2024-06")
    found: int = view["totaal"]["uniekeClienten"]
    return found


async def key(reporting: Reporting, *arguments: str) -> list[str]:
    asked = parser_of("reporting", COMMANDS).parse_args(["pseudonym-key", *arguments])
    return [line async for line in COMMANDS["pseudonym-key"].run(reporting.service.runtime, asked)]


async def replay(reporting: Reporting) -> None:
    consumer = reporting.service.runtime.consumer
    assert consumer is not None
    await consumer.replay()
    await settle(reporting.service)


async def one_delivery(reporting: Reporting, story: Story) -> None:
    """Of a child under the key of here."""
    await reporting.hear(story)
    first = Story()
    first.delivery(JAN, MAR)
    await reporting.log.append([changed(entry, under(OWN)) for entry in first.entries()])
    await settle(reporting.service)


def more_of_the_same() -> FamilyStory:
    """What is told of the child later, by who has another key."""
    story = FamilyStory()
    story.line(JAN, 8_000)
    story.award(1, JAN, MAR)
    story.report(JAN, MAR, [("noor", JAN, MAR), ("sem", JAN, MAR)])
    story.correction("noa", "noor", known=JULY)
    return story


async def test_events_of_another_key_wait_until_it_is_told_whom_they_mean(
    reporting: Reporting, story: Story
) -> None:
    """No child is counted twice meanwhile, and none under the wrong key afterwards."""
    await one_delivery(reporting, story)
    names = ("noor", "noa", "sem")
    wrong = [made_with(OTHER, *names)(entry) for entry in more_of_the_same().entries()]
    await reporting.log.append(wrong)
    await settle(reporting.service)

    assert await counted(reporting) == 1
    assert {error for error, _ in await parked(reporting)} == {"OtherKeyError"}
    assert await key(reporting) == [
        f"pseudonyms are taken in under key {OWN}",
        f"{len(wrong)} events are parked under key {OTHER}",
    ]
    metric = b'jeugdregio_dead_letters_parked_total{topic="jeugdregio.declaratie"} 1.0'
    assert metric in reporting.service.runtime.metrics.exposition()

    told = Story()
    for name in names:
        told.translated(name, OTHER)
    await reporting.log.append([changed(entry, under(OWN)) for entry in told.entries()])
    await settle(reporting.service)
    await replay(reporting)

    assert await counted(reporting) == 2, "Noor, under any key and correction, and Sem"
    async with reporting.service.runtime.db.read() as session:
        for table in t.metadata.sorted_tables:
            if table.name != "dead_letter":
                rows = (await session.execute(sa.select(table))).all()
                assert not any(foreign(name) in str(row) for row in rows for name in names)


async def test_one_that_was_not_told_stays_parked(reporting: Reporting, story: Story) -> None:
    await one_delivery(reporting, story)
    told = Story()
    told.translated("noor", OTHER)
    told.line(JAN, 100)
    told.line(JAN, 200, client="sem")
    translation, *claims = told.entries()
    wrong = map(made_with(OTHER, "noor", "sem"), claims)
    await reporting.log.append([translation, *wrong])
    await settle(reporting.service)

    assert [error for error, _ in await parked(reporting)] == ["OtherKeyError"]
    assert await counted(reporting) == 1
    async with reporting.service.runtime.db.read() as session:
        lines = await session.execute(sa.select(t.regel.c.client_pseudoniem, t.regel.c.bedrag))
        assert lines.all() == [(pseudonym("noor"), 100)]


async def test_events_of_before_keys_were_named_are_taken_in(
    reporting: Reporting, story: Story
) -> None:
    await one_delivery(reporting, story)
    late = Story()
    late.delivery(JAN, MAR, client="sem")
    await reporting.hear(late)

    assert await parked(reporting) == []
    assert await counted(reporting) == 2


async def test_the_key_stays_over_a_rebuild_and_somebody_can_say_another(
    reporting: Reporting, story: Story
) -> None:
    """The wrong one came first: it is parked from then on, and the right one is not."""
    assert await key(reporting) == ["pseudonyms are taken in under key -"]
    await one_delivery(reporting, story)
    late = Story()
    late.delivery(JAN, MAR, client="sem")
    await reporting.log.append([changed(entry, under(OTHER)) for entry in late.entries()])
    await settle(reporting.service)
    assert len(await parked(reporting)) == 1

    with pytest.raises(RefusedError, match="8 hex"):
        await key(reporting, "nonsense")
    await key(reporting, OTHER)
    runtime = reporting.service.runtime
    assert runtime.consumer is not None
    await runtime.consumer.close()
    asked = parser_of("reporting", COMMANDS).parse_args(["rebuild"])
    assert [line async for line in OPERATE["rebuild"](runtime, asked)]
    await settle(reporting.service)

    assert await key(reporting) == [
        f"pseudonyms are taken in under key {OTHER}",
        f"1 events are parked under key {OWN}",
    ]
    assert await counted(reporting) == 1


@pytest.mark.parametrize("first", [True, False])
async def test_of_who_was_destroyed_nobody_keeps_what_it_is_under_another_key(
    reporting: Reporting, story: Story, first: bool
) -> None:
    translated, destroyed = Story(), Story()
    translated.translated("noor", OTHER)
    translated.translated("sem", OTHER)
    destroyed.destroyed("noor", known=JULY)
    await reporting.hear(story)
    for told in (translated, destroyed) if first else (destroyed, translated):
        await reporting.hear(told)

    async with reporting.service.runtime.db.read() as session:
        kept = await session.scalars(sa.select(t.vertaald_pseudoniem.c.pseudoniem))
        assert kept.all() == [pseudonym("sem")]


async def test_nor_of_who_is_destroyed_meanwhile(reporting: Reporting, story: Story) -> None:
    """Two workers, each with a transaction of its own and neither committed yet."""
    await reporting.hear(story)
    late = Story()
    late.translated("noor", OTHER)
    late.destroyed("noor", known=JULY)
    (_, translated), (_, destroyed) = late.told
    assert isinstance(translated, PseudoniemenVertaald)
    assert isinstance(destroyed, ClientgegevensVernietigd)
    first, second = (Envelope.from_bytes(entry.payload) for entry in late.entries())
    db = reporting.service.runtime.db

    async def destroy() -> None:
        async with db.begin() as session:
            await projections.project_vernietigingen(session, [(destroyed, second)])

    async with db.begin() as session:
        await projections.project_vertalingen(session, [(translated, first)])
        destroying = asyncio.create_task(destroy())
        await asyncio.wait([destroying], timeout=2)  # until it is done, were it not to wait
    await destroying

    async with db.read() as session:
        kept = await session.scalars(sa.select(t.vertaald_pseudoniem.c.pseudoniem))
        assert kept.all() == []


def test_every_event_of_clients_is_looked_at() -> None:
    """A projection of a new event cannot forget it."""
    projections = {
        event.__name__: handler.handle.__qualname__
        for handlers in SUBSCRIPTIONS.values()
        for event, handler in handlers.items()
        if has_pseudonyms(event.type) and isinstance(handler, Together)
    }
    assert len(projections) > 15, "those of one event at a time tell of no client"
    assert {name for name, done in projections.items() if "of_own_key" not in done} == {
        "PseudoniemenVertaald"
    }
    assert not has_pseudonyms(EVENTS["nl.jeugdwet.bericht.verwerkt.v1"].type)
