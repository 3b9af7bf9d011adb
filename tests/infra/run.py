# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Servers that all workers of a test run share, and that end with it, also when it is killed."""

import fcntl
import json
import os
import socket
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import pytest

S = TypeVar("S", bound=Any)

_GUARD = """
owner=$1; folder=$2; shift 2
while kill -0 "$owner" 2>/dev/null; do sleep 0.5; done
kill -QUIT "$@" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$@" 2>/dev/null || break
    sleep 0.2
done
kill -KILL "$@" 2>/dev/null
rm -rf "$folder"
"""


def shared_by_the_run(
    factory: pytest.TempPathFactory,
    worker_id: str,
    kind: type[S],
    start: Callable[[], S | None],
) -> S | None:
    """The server of this run: whoever needs it first starts it. None where it cannot be had.

    `kind` is a dataclass of plain values with a `folder` and `pids`.
    """
    alone = worker_id == "master"
    run = factory.getbasetemp() if alone else factory.getbasetemp().parent
    owner = os.getpid() if alone else os.getppid()
    name = kind.__name__.lower()
    state = run / f"{name}.json"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if state.exists():
            known: S = kind(**json.loads(state.read_text()))
            return known
        server = start()
        if server is not None:
            _guard(server, owner)
            state.write_text(json.dumps(asdict(server)))
        return server


def _guard(server: Any, owner: int) -> None:
    """A process that ends the server once its owner is gone."""
    pids = map(str, server.pids)
    guard = subprocess.Popen(
        ["sh", "-c", _GUARD, "guard", str(owner), server.folder, *pids],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # It outlives us by design: nobody waits for it.
    guard.returncode = 0


def free_ports(count: int) -> list[int]:
    """So many ports of 127.0.0.1 that nobody has now."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def root_folder() -> Path:
    """The checkout."""
    return Path(__file__).parents[2]
