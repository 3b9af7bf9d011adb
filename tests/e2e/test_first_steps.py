# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The pages for newcomers work as they are written: each command, against a served region."""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.founding import found_region
from demo.parties import open_parties
from demo.region import make_region
from libs.common.clock import SimulatedClock
from libs.common.serve import serving
from services.embedded import open_embedded
from tests.conftest import missing

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE_SECONDS = 200
"""Less than a test may take: some commands ask again until an answer is there."""


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """The region of the demo before its first month, smaller: its address and its secret."""
    region = make_region(1)
    clock = SimulatedClock(datetime(2026, 8, 10, 12, tzinfo=UTC), ticking=True)
    async with (
        open_embedded(tmp_path / "data", clock) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        await found_region(replace(region, clienten=region.clienten[:2]), parties)
        yield {"B": url, "SECRET": embedded.client_secret}


@pytest.mark.parametrize(
    ("page", "said", "left"),
    [
        (
            "first-steps.md",
            ["JW316", "toetsen", "JW301", "verzilveringspercentage"],
            {"aanbieders.csv", "aanbieders.json"},
        ),
        ("snel-beginnen.md", ["JW316", "toetsen", "productcategorie"], set()),
    ],
)
async def test_every_command_works_as_written(
    served: dict[str, str], tmp_path: Path, page: str, said: list[str], left: set[str]
) -> None:
    """One shell for all blocks, that stops at the first command that fails."""
    if shutil.which("curl") is None:
        missing("curl")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    blocks = BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    script = "set -euo pipefail\n" + "\n".join(blocks)
    shell = await asyncio.create_subprocess_exec(
        "bash",
        "-c",
        script,
        cwd=ROOT,
        env=os.environ | served | {"TMPDIR": str(temporary)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await shell.communicate()
    finally:
        if shell.returncode is None:
            os.killpg(shell.pid, signal.SIGKILL)
    told = out.decode()
    assert shell.returncode == 0, (told[-2000:], err.decode())
    assert [word for word in said if word not in told] == []
    assert {path.name for path in temporary.iterdir()} == left
    assert len(blocks) > 3
