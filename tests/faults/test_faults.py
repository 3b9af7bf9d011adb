# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Whatever dies: what was accepted is answered once, and all accounts agree. The short form."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.faults import brokers, kinds
from tests.faults.campaign import Report, campaign
from tests.faults.disk import SmallDisk
from tests.faults.kinds import Fault
from tests.faults.region import region
from tests.faults.versions import rolling_upgrade
from tests.infra.kafka import find_jars
from tests.infra.postgres import find_binaries

pytestmark = [pytest.mark.alone, pytest.mark.timeout(1800)]
SEED = 2026


def servers() -> tuple[Path, Path]:
    """Where PostgreSQL and Kafka are."""
    binaries, jars = find_binaries(), find_jars()
    if binaries is None:
        missing("PostgreSQL")
    if jars is None:
        missing("Apache Kafka (make kafka)")
    assert binaries is not None
    assert jars is not None
    return binaries, jars


async def run(folder: Path, faults: Sequence[Fault], *, brokers: int, workers: int = 2) -> Report:
    binaries, jars = servers()
    async with region(folder, binaries, jars, brokers=brokers, workers=workers) as made:
        report = await campaign(made, faults, random.Random(SEED))
    print(report)  # noqa: T201 - the figures of the run
    return report


def assert_adds_up(report: Report, faults: int) -> None:
    assert report.account is not None
    assert report.account.adds_up, str(report)
    assert report.faults.total() == faults
    assert report.children > faults // 2


async def test_programs_and_the_database_die(tmp_path: Path) -> None:
    faults = [
        kinds.kill_api,
        kinds.kill_worker,
        kinds.crash_database,
        kinds.kill_all_workers,
        kinds.cut_connections,
        kinds.end_the_leaders,
        kinds.poison,
        kinds.stalled_network,
        kinds.slow_network,
        kinds.die_before_the_offset,
        rolling_upgrade,
    ]
    assert_adds_up(await run(tmp_path, faults, brokers=1), len(faults))


async def test_the_disk_of_the_outboxes_is_full_for_a_while(tmp_path: Path) -> None:
    binaries, jars = servers()
    async with region(tmp_path, binaries, jars, brokers=1, workers=1) as made:
        with SmallDisk(made.database).mounted() as disk:
            if disk is None:
                missing("the right to mount")
            assert disk is not None
            await disk.take_in(made)
            faults = [disk.full, disk.full]
            report = await campaign(made, faults, random.Random(SEED))
    assert_adds_up(report, len(faults))


async def test_the_clock_of_a_worker_jumps(tmp_path: Path) -> None:
    if kinds.faketime() is None:
        missing("libfaketime")
    faults = [kinds.jump_clock, kinds.jump_clock]
    assert_adds_up(await run(tmp_path, faults, brokers=1), len(faults))


async def test_brokers_die_and_stall_and_are_hard_to_reach(tmp_path: Path) -> None:
    faults = [
        brokers.kill_another_broker,
        brokers.stall_broker,
        brokers.cut_brokers,
        brokers.slow_brokers,
        brokers.stalled_brokers,
    ]
    assert_adds_up(await run(tmp_path, faults, brokers=3, workers=1), len(faults))
