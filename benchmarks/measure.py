# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How to compare: turn by turn in one run, so that a busy machine slows both alike."""

import gc
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Act = Callable[[], object]


def medians(acts: Sequence[Act], rounds: int) -> list[float]:
    """Seconds of each act, the median of so many rounds in which they take turns."""
    taken: list[list[float]] = [[] for _ in acts]
    for act in acts:
        act()
    for _ in range(rounds):
        for act, times in zip(acts, taken, strict=True):
            gc.collect()
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]


def peak_megabytes(module: str, *arguments: str | Path) -> float:
    """The peak memory of `python -m MODULE ARGUMENTS`, which must print nothing else."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return float(done.stdout)


def own_peak_megabytes() -> float:
    """The peak memory of this process so far.

    `getrusage` would count what its parent held when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(ln for ln in status.read_text().splitlines() if ln.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def machine() -> str:
    """Processors, memory and Python of this machine, in words."""
    cpu, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    model, gigabytes = platform.processor() or platform.machine(), "?"
    if cpu.exists() and memory.exists():
        named = [ln for ln in cpu.read_text().splitlines() if ln.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
        gigabytes = f"{int(memory.read_text().split()[1]) / 2**20:.0f}"
    python = platform.python_version()
    return f"{os.cpu_count()} x {model}, {gigabytes} GB, Python {python}"


def processor_s() -> float:
    """Processor seconds of this process and of all living ones below it, as a database server.

    Beside other work on the machine it says more than the clock does.
    """
    known: dict[int, tuple[int, int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _state, parent, *rest = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        known[int(path.parent.name)] = (int(parent), int(rest[9]) + int(rest[10]))
    below, found = {os.getpid()}, 0
    while new := {pid for pid, (parent, _) in known.items() if parent in below} - below:
        below |= new
        found += sum(known[pid][1] for pid in new)
    return time.process_time() + found / os.sysconf("SC_CLK_TCK")
