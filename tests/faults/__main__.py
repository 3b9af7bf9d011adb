# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m tests.faults --minutes 30`: all faults, in any order, on three brokers."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults import brokers, kinds
from tests.faults.campaign import Report, campaign
from tests.faults.disk import SmallDisk
from tests.faults.kinds import Fault
from tests.faults.region import region
from tests.faults.versions import rolling_upgrade
from tests.infra.kafka import find_jars
from tests.infra.postgres import find_binaries

_OFTEN: tuple[Fault, ...] = (
    kinds.kill_api,
    kinds.kill_worker,
    kinds.kill_all_workers,
    kinds.crash_database,
    kinds.cut_connections,
    kinds.end_the_leaders,
    kinds.die_before_the_offset,
    brokers.kill_broker,
    brokers.kill_api_without_a_broker,
    brokers.cut_brokers,
    brokers.slow_brokers,
    brokers.stalled_brokers,
    kinds.slow_network,
    kinds.stalled_network,
    kinds.poison,
)
_SELDOM: tuple[Fault, ...] = (
    brokers.stall_broker_long,
    brokers.kill_another_broker,
    rolling_upgrade,
)
_SELDOM_SHARE = 0.02
_LEAST = 200
_LONG = 30


def _until(end: float, chance: random.Random, seldom: tuple[Fault, ...]) -> Iterator[Fault]:
    """Each of them once, in some order, and then by chance for as long as there is time."""
    yield from chance.sample(_OFTEN + seldom, len(_OFTEN + seldom))
    while time.monotonic() < end:
        yield chance.choice(seldom if chance.random() < _SELDOM_SHARE else _OFTEN)


async def _run(minutes: float, seed: int) -> Report:
    binaries, jars = find_binaries(), find_jars()
    if binaries is None or jars is None:
        raise SystemExit("needs PostgreSQL and Kafka: make setup kafka")
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with region(Path(folder), binaries, jars, brokers=3) as made:
            seldom = _SELDOM
            if kinds.faketime() is not None:
                seldom = (*seldom, kinds.jump_clock)
            with SmallDisk(made.database).mounted() as disk:
                if disk is not None:
                    await disk.take_in(made)
                    seldom = (*seldom, disk.full)
                end = time.monotonic() + 60 * minutes
                return await campaign(made, _until(end, chance, seldom), chance)


def main() -> None:
    """Run, print the figures; end with 1 when they do not add up, or are of too few faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--least", type=int, help="faults; 200 for half an hour or more, else 0")
    arguments = parser.parse_args()
    least = arguments.least
    if least is None:
        least = _LEAST if arguments.minutes >= _LONG else 0
    sys.stdout.write(f"seed {arguments.seed}\n")
    report = asyncio.run(_run(arguments.minutes, arguments.seed))
    sys.stdout.write(f"{report}\n")
    too_few = report.faults.total() < least
    if too_few:
        sys.stdout.write(f"fewer than the {least} faults aimed at: is this machine busy?\n")
    if too_few or report.account is None or not report.account.adds_up:
        sys.exit(1)


if __name__ == "__main__":
    main()
