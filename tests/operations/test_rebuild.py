# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reporting is emptied and built again: from the log, and from outboxes what the log let go."""

from datetime import UTC, datetime

import sqlalchemy as sa
from aiokafka import TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from libs.common.contracts import TOPICS
from libs.common.db import Database
from libs.common.eventlog.kafka.topics import administering
from services.reporting.tables import ingave
from tests.operations.region import SERVICES, Installation, Tables
from tests.reporting.test_reporting_order import Facts, counted

BERICHT = "jeugdregio.bericht"
_ALL = -1
_NUMBERED = ("client", "client_maand", "cel")
"""Clients get other numbers when they are counted anew; that they are right is seen in figures."""


async def test_two_rebuilds_and_the_live_state_have_the_same_tables(
    installation: Installation,
) -> None:
    """Clients have other numbers each time: their months and cells are looked at by pseudonym."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        before = await region.figures()
    tables = await installation.tables("reporting", *_NUMBERED)
    cells = await _counted(installation)
    assert all(cells.values())

    for _ in range(2):
        said = await installation.command("reporting", "rebuild")
        empty = await installation.tables("reporting")
        async with installation.running() as region:
            await region.rest()
            after = await region.figures()

        assert "regel emptied" in said
        left = {name for name, rows in empty.items() if rows}
        assert left == {"pseudoniemsleutel"}, "the key that is taken in stays the same"
        assert await installation.tables("reporting", *_NUMBERED) == tables
        assert await _counted(installation) == cells
        assert (before, after["toegekendBedrag"]) == (after, 8_000)


async def test_what_was_told_to_reporting_itself_stays(installation: Installation) -> None:
    told = {
        "soort": "jeugdigen",
        "gebied": "0307",
        "jaar": 2024,
        "onderwerp": "",
        "versie": 1,
        "bekend_op": datetime(2024, 1, 1, tzinfo=UTC),
        "waarde": 70_000,
        "bron": "CBS",
        "eigenaar": "EEMLAND",
    }
    database = Database(installation.url("reporting"))
    async with database.begin() as session:
        await session.execute(sa.insert(ingave).values(told))
    await database.dispose()

    said = await installation.command("reporting", "rebuild")

    kept = {name for name, rows in (await installation.tables("reporting")).items() if rows}
    assert kept == {"ingave"}
    assert "ingave emptied" not in said


async def test_what_a_topic_let_go_comes_from_the_outboxes(installation: Installation) -> None:
    """Also once every inbox is empty: an event that comes again changes nothing by itself."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        await region.rest()
    before = {service: await _facts(installation, service) for service in SERVICES}
    await _forget_old_records(installation)
    for service in ("referral", "billing"):
        await _empty_inbox(installation, service)

    refused = await installation.command("reporting", "rebuild", refused=True)
    kept = await _facts(installation, "reporting")
    for service in ("referral", "billing"):
        await installation.command(service, "republish", "--topic", BERICHT)
    await installation.command("contract", "republish")
    await installation.command("referral", "republish", "--topic", "jeugdregio.toewijzing")
    await installation.command("reporting", "rebuild", "--republished")
    async with installation.running() as region:
        await region.rest()

    assert f"python -m services.referral republish --topic {BERICHT}" in refused
    assert f"python -m services.billing republish --topic {BERICHT}" in refused
    assert kept == before["reporting"]
    after = {service: await _facts(installation, service) for service in SERVICES}
    assert after == before
    assert len(after["reporting"]["bericht"]) == 2


async def test_a_service_with_facts_of_its_own_is_not_emptied(installation: Installation) -> None:
    async with installation.running() as region:
        await region.found()
    for service in ("contract", "referral", "billing"):
        before = await installation.tables(service)
        said = await installation.command(service, "rebuild", refused=True)
        assert "restore a backup" in said
        assert await installation.tables(service) == before


async def _counted(installation: Installation) -> Facts:
    database = Database(installation.url("reporting"))
    try:
        async with database.read() as session:
            return await counted(session)
    finally:
        await database.dispose()


async def _facts(installation: Installation, service: str) -> Tables:
    """All but places in the log, which events were claimed, and numbers of clients."""
    return await installation.tables(service, "consumer_position", "inbox", *_NUMBERED)


async def _forget_old_records(installation: Installation) -> None:
    """As if 400 days went by since."""
    name = installation.prefix + BERICHT
    async with administering(installation.kafka) as admin:
        partitions = range(TOPICS[BERICHT].partitions)
        await admin.delete_records(
            {TopicPartition(name, n): RecordsToDelete(_ALL) for n in partitions}
        )


async def _empty_inbox(installation: Installation, service: str) -> None:
    database = Database(installation.url(service))
    async with database.begin() as session:
        await session.execute(sa.text("DELETE FROM inbox"))
    await database.dispose()
