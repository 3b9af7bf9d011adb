# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Where figures are played: an embedded region that rests until it is told to settle."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from demo.parties import Parties, open_parties
from libs.common.serve import serving
from services.embedded import Embedded, clock_of, open_embedded


@asynccontextmanager
async def region(data: Path, first: date | None = None) -> AsyncIterator[tuple[Embedded, Parties]]:
    """The region in a folder, begun on the day `first` or gone on with."""
    async with (
        open_embedded(data, clock_of(data, first), at_rest=True) as embedded,
        serving(embedded.app, "127.0.0.1", 0) as url,
        open_parties(url, embedded.client_secret) as parties,
    ):
        yield embedded, parties


def take_in(archive: Path, data: Path) -> None:
    """Messages in an archive, as a region would that begins with its past."""
    stand, verslag = data.with_suffix(".stand"), data.with_suffix(".csv")
    stand.unlink(missing_ok=True)
    command = ["services.verleden", archive, "--data", data, "--stand", stand, "--verslag", verslag]
    subprocess.run([sys.executable, "-m", *map(str, command)], check=True)  # noqa: S603 - our own
