# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of two processes on one folder the second ends and says why; a crash holds nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from libs.common.clock import SystemClock
from libs.common.folder import FolderInUseError, held
from services.embedded import SERVED_FILE, open_embedded
from tests.infra.run import root_folder

Embedded = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Embedded]:
    """Starts the embedded mode on one folder, as a process."""
    started: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "services.embedded", "--data", tmp_path / "d", "--port", "0"],
            cwd=root_folder(),
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def serves(process: "subprocess.Popen[str]") -> bool:
    assert process.stdout is not None
    return "Jeugdregio" in process.stdout.readline()


def test_the_second_says_so_and_a_crash_lets_go(embedded: Embedded, tmp_path: Path) -> None:
    first = embedded()
    assert serves(first)

    second = embedded()
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"werkt al een ander proces ({first.pid})" in said
    assert "Traceback" not in said
    assert (tmp_path / "d" / SERVED_FILE).exists()

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert serves(embedded())


async def test_also_within_one_process(tmp_path: Path) -> None:
    async with open_embedded(tmp_path, SystemClock()):
        with pytest.raises(FolderInUseError, match=str(os.getpid())), held(tmp_path):
            pass
    with held(tmp_path):
        pass
