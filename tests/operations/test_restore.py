# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Back-ups are restored, a log is lost, and every service goes on at the right place."""

import asyncio
from pathlib import Path

import pytest

from libs.common.auth import OrgType
from libs.common.commands import RefusedError
from libs.common.commands.backup import backup
from libs.common.eventlog.kafka import KafkaEventLog
from tests.e2e.conftest import AGB
from tests.operations.region import SERVICES, Installation, an_hour, backup_file

pytestmark = pytest.mark.timeout(900)

_MOVED = ("consumer_position",)


async def test_a_restored_database_reads_on_where_it_was(
    installation: Installation, tmp_path: Path
) -> None:
    """Reporting is put back; what it missed meanwhile comes, once."""
    file = backup_file(tmp_path, "reporting")
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        await installation.process("reporting", "backup", str(file))
        await region.claim(2, award)
        before = await region.figures()
    tables = await installation.tables("reporting")

    await installation.destroy("reporting")
    await installation.process("reporting", "restore", str(file))
    older = await installation.tables("reporting")
    refused = await installation.process("reporting", "worker", "--port", "0", code=1)
    said = await installation.process("reporting", "resume")
    log = KafkaEventLog(installation.kafka)
    committed = dict(await log.committed("reporting", ["jeugdregio.declaratie"]))
    await log.close()
    async with installation.running() as region:
        await region.rest()
        after = await region.figures()

    assert "run resume" in refused
    assert "jeugdregio.declaratie/0 from" in said
    assert sum(committed.values()) == 1  # the first line and not the second
    assert len(older["regel"]) == 1
    assert await installation.tables("reporting") == tables
    assert (before, before["toegekendBedrag"]) == (after, 16_000)


async def test_the_log_is_lost_and_made_again(installation: Installation) -> None:
    """The databases are left; every service reads all again, and nothing changes by it."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        before = await region.figures()
    tables = {service: await installation.tables(service, *_MOVED) for service in SERVICES}

    await installation.new_log()
    lost = await installation.command("billing", "verify", refused=True)
    refused = await installation.process("contract", "worker", "--port", "0", code=1)
    await installation.all_command("republish")
    await installation.all_command("resume", "--new-log")
    await installation.all_command("verify")
    async with installation.running() as region:
        await region.rest()
        assert await region.figures() == before
        after = {service: await installation.tables(service, *_MOVED) for service in SERVICES}
        again = await region.claim(2, award)
        assert again["status"] == "verwerkt"
        assert (await region.figures())["toegekendBedrag"] == await region.approved() == 16_000

    assert after == tables
    assert "not in the log" in lost
    assert "run resume --new-log" in refused


async def test_a_message_that_waits_is_judged_on_the_new_log(installation: Installation) -> None:
    """It waits for places in a log that is no more, and was longer."""
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
    await installation.all_command("republish")
    async with installation.running("billing") as region:
        location = await region.accepted("billing", an_hour(2, award))
        (mail,) = [one for one in region.services["billing"].loops if one.name == "mail"]
        assert not await mail.step()  # not yet: billing has not read what was there before

    await installation.new_log()
    await installation.all_command("republish")
    await installation.all_command("resume", "--new-log")
    async with installation.running() as region:
        await region.rest()
        client = region.calling("billing", OrgType.AANBIEDER, AGB)
        judged = (await client.get(location)).json()
        assert judged["status"] == "verwerkt"
        assert (await region.figures())["toegekendBedrag"] == await region.approved() == 16_000


async def test_events_of_a_time_that_was_lost_are_told(
    installation: Installation, tmp_path: Path
) -> None:
    """Billing alone goes back, though reporting knows of what came after."""
    file = backup_file(tmp_path, "billing")
    async with installation.running() as region:
        award = await region.found()
        await installation.command("billing", "verify")
        await installation.command("billing", "backup", str(file))
        await region.claim(1, award)
    await installation.destroy("billing")
    await installation.command("billing", "restore", str(file))

    said = await installation.command("billing", "verify", refused=True)

    lines = [line for line in said.splitlines() if line.startswith("not in the outbox")]
    assert sorted(line.split()[4].rpartition("/")[0] for line in lines) == [
        "jeugdregio.bericht",
        "jeugdregio.declaratie",
    ]
    assert "2 events in the log are not in the outbox, 0 in the outbox" in said


async def test_nothing_is_restored_over_something_or_from_anything(
    installation: Installation, tmp_path: Path
) -> None:
    file, other = backup_file(tmp_path, "contract"), tmp_path / "other.dump"
    other.write_bytes(b"not a backup")
    await installation.command("contract", "backup", str(file))

    again = await installation.command("contract", "backup", str(file), refused=True)
    full = await installation.command("contract", "restore", str(file), refused=True)
    await installation.destroy("billing")
    foreign = await installation.command("billing", "restore", str(file), refused=True)
    broken = await installation.command("billing", "restore", str(other), refused=True)
    missing = await installation.command("billing", "restore", str(tmp_path / "x"), refused=True)
    nowhere = await installation.command(
        "contract", "backup", str(tmp_path / "y" / "z"), refused=True
    )

    assert "exists" in again
    assert "restore into an empty one" in full
    assert "tables that this service does not know" in foreign
    assert "pg_restore failed" in broken
    assert "is not there" in missing
    assert "is not a folder" in nowhere
    with pytest.raises(RefusedError, match="does not know"):
        backup(installation.url("referral"), tmp_path / "wrong.dump", {"gemeente"})
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["contract.dump", "other.dump"]


async def test_positions_are_not_moved_under_a_worker(installation: Installation) -> None:
    async with installation.running() as region:
        await region.found()
        resumed, rebuilt = await asyncio.gather(
            installation.command("billing", "resume", refused=True),
            installation.command("reporting", "rebuild", refused=True),
        )
        republished = await installation.command("referral", "republish", refused=True)
        unknown = await installation.command(
            "referral", "republish", "--topic", "jeugdregio.contract", refused=True
        )
        assert (await region.figures())["toegewezenBedrag"] > 0

    assert "stop them all" in resumed
    assert "stop them all" in rebuilt
    assert "stop them all" in republished
    assert "does not write" in unknown
