# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.costs`: what a claim line and an allocation cost, kept in costs.json.

Processor time of each program, and bytes that stay behind, when all four services have done what
follows from it: the ledger is booked, the ceilings are counted, the figures stand.
`benchmarks.capacity` reckons with it.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.asked import asked_for, founded
from benchmarks.installed import (
    AGBS,
    PATIENCE_S,
    Databases,
    installed,
    opened,
    prepared,
    started,
    with_workers,
)
from benchmarks.made import AGB, claim
from benchmarks.rest import at_rest
from tests.runtime.processes import SERVICES, Installation, until

FILE = Path(__file__).parent / "costs.json"
PROGRAMS = tuple((service, role) for service in SERVICES for role in ("api", "worker"))
REQUESTS = 240
"""Each of a child that nobody knew, and awarded by policy: the dearest way to an allocation."""
CLAIMS = 80
LINES = 35
"""As many as a message has on average in a month of the whole country."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of one processor and bytes, by program and by store, for one of each."""

    line_ms: Mapping[str, float]
    line_bytes: Mapping[str, float]
    award_ms: Mapping[str, float]
    award_bytes: Mapping[str, float]


def kept() -> Costs:
    """The costs that were measured last."""
    return Costs(**json.loads(FILE.read_text()))


async def measured() -> Costs:
    """Measure: requests for help that are awarded, then claims, with one worker of each."""
    # Allocations of claims have numbers above those awarded here, and providers of their own.
    claiming = cycle(agb for agb in AGBS if agb != AGB)
    raws = [claim(LINES, f"C{n}", n, next(claiming)) for n in range(1, CLAIMS + 1)]
    with tempfile.TemporaryDirectory() as folder:
        async with (
            installed(Path(folder)) as installation,
            opened(installation, SERVICES) as databases,
        ):
            await started(installation, PROGRAMS)
            await founded(installation)
            begun, empty = await _now(installation, databases)
            await asked_for(installation, REQUESTS)
            known, held = await _now(installation, databases)
            await prepared(installation, databases, raws)
            waiting, ready = await _now(installation, databases)
            await with_workers(installation, databases, 1, raws)
            done, full = await _now(installation, databases)
    lines = CLAIMS * LINES
    return Costs(
        line_ms=_each(waiting, done, lines),
        line_bytes=_each(ready, full, lines),
        award_ms=_each(begun, known, REQUESTS),
        award_bytes=_each(empty, held, REQUESTS),
    )


async def _now(
    installation: Installation, databases: Databases
) -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds and bytes spent, once nothing is left to do."""
    await until(lambda: at_rest(installation, databases), PATIENCE_S)
    return _spent(installation), await _left(installation, databases)


def _each(before: Mapping[str, float], after: Mapping[str, float], count: int) -> dict[str, float]:
    return {name: round((after[name] - before[name]) / count, 3) for name in after}


def _spent(installation: Installation) -> dict[str, float]:
    """Milliseconds of a processor by program; all sessions of PostgreSQL together."""
    running, postgres = installation.running, installation.database.pids[0]
    sessions = [p for p in _processes() if _stat(p)[1] == str(postgres)]
    return {
        **{f"{s} {role}": _ms(running[s, f"{role}-0"].process.pid) for s, role in PROGRAMS},
        "postgres": sum(map(_ms, [postgres, *sessions])),
        "kafka": _ms(installation.cluster.pids[0]),
    }


def _ms(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    return sum(map(int, _stat(pid)[11:15])) * 1000 / _TICKS


def _stat(pid: int) -> list[str]:
    """From the state on: state, parent, group, session, ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


async def _left(installation: Installation, databases: Databases) -> dict[str, float]:
    """Bytes by store; those of Kafka are of one replica."""
    return {**await databases.sizes(), "kafka": _log_bytes(installation)}


def _log_bytes(installation: Installation) -> float:
    topics = Path(installation.cluster.folder, "node1").glob(f"{installation.prefix}*/*.log")
    return float(sum(path.stat().st_size for path in topics))


def main() -> None:
    """Measure and keep."""
    costs = asyncio.run(measured())
    FILE.write_text(json.dumps(asdict(costs), indent=2) + "\n")


if __name__ == "__main__":
    main()
