# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A run: load all the while, one fault after the other, and the account at its end."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import structlog

from tests.faults.kinds import Fault
from tests.faults.ledger import Account, Ledger
from tests.faults.region import Region, model_of

_log = structlog.get_logger()


@dataclass
class Report:
    """The figures of a run."""

    faults: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    children: int = 0
    longest_s: float = 0.0
    """The longest time from the end of a fault until a child has been from request to claims."""

    account: Account | None = None

    def __str__(self) -> str:
        account = self.account or Account([], [], [])
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.faults.items()))
        lines = [
            f"faults injected   {self.faults.total()} ({kinds})",
            f"messages accepted {self.accepted} (of {self.children} children)",
            f"lost              {len(account.lost)}",
            f"doubled           {len(account.doubled)}",
            f"different         {len(account.different)}",
            f"longest recovery  {self.longest_s:.1f} s",
            *account.lost[:20],
            *account.doubled[:20],
            *account.different[:20],
        ]
        return "\n".join(lines)


async def campaign(
    region: Region, faults: Iterable[Fault], chance: random.Random, pause_s: float = 1.0
) -> Report:
    """Inject these faults under load, in turn, each after all answers came again."""
    report = Report()
    model = await model_of(region)
    stop = asyncio.Event()
    load = asyncio.create_task(region.load.run(stop))
    try:
        for fault in faults:
            await asyncio.sleep(chance.uniform(0, pause_s))
            await fault(region, chance)
            report.faults[fault.__name__] += 1
            taken = await _recovery(region, load)
            report.longest_s = max(report.longest_s, taken)
            _log.info("fault", kind=fault.__name__, recovered_after_s=round(taken, 1))
    finally:
        stop.set()
        await load
    await region.all_ready()
    report.account = await Ledger(region.installation, region.load).account(model)
    report.accepted = len(region.load.record.accepted)
    report.children = len(region.load.record.outcomes)
    return report


async def _recovery(region: Region, load: asyncio.Task[None]) -> float:
    """Seconds until a child that came after the fault has all its answers."""
    mended = time.monotonic()
    while max(region.load.record.began) < mended:
        if load.done():
            load.result()
        await asyncio.sleep(0.05)
    return time.monotonic() - mended
