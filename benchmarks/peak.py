# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m benchmarks.peak URL FOLDER LINES`: what billing alone takes of memory.

What it judges was put into its database by another process.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import httpx

from benchmarks import books
from benchmarks.large import AGB, GEMEENTE, NOW, a_claim, all_approved
from benchmarks.measure import own_peak_megabytes, peak_megabytes
from libs.common.auth import TokenIssuer
from libs.common.clock import SimulatedClock


async def peak(kind: str, lines: int) -> float:
    """Megabytes of the process that takes in and judges a message of so many lines."""
    claim = a_claim(lines)
    issuer = TokenIssuer(books.ISSUER)
    with tempfile.TemporaryDirectory() as name, books.database(kind, Path(name)) as url:
        folder = Path(name)
        await books.migrated(url)
        service = books.opened(url, folder, SimulatedClock(NOW), issuer.public_key)
        await books.known(service, claim.awards, {AGB: [GEMEENTE]})
        await service.close()
        await service.runtime.log.close()
        (folder / "claim.xml").write_bytes(claim.xml())
        (folder / "issuer.pem").write_text(issuer.public_key)
        (folder / "headers.json").write_text(json.dumps(books.headers(issuer, AGB)))
        return peak_megabytes("benchmarks.peak", url, folder, str(lines))


async def _alone(url: str, folder: Path, lines: int) -> None:
    """Post and judge the claim in a folder. The poster's own copy is gone before it is judged."""
    key = (folder / "issuer.pem").read_text()
    service = books.opened(url, folder, SimulatedClock(NOW), key)
    transport = httpx.ASGITransport(service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bench/v1") as client:
        headers = json.loads((folder / "headers.json").read_text())
        raw = (folder / "claim.xml").read_bytes()
        posted = await client.post("/berichten", content=raw, headers=headers, timeout=600)
        posted.raise_for_status()
        del raw, posted
    (mail,) = [loop for loop in service.loops if loop.name == "mail"]
    while await mail.step():
        pass
    await all_approved(service, lines)
    await service.close()
    await service.runtime.log.close()


if __name__ == "__main__":
    asyncio.run(_alone(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
    sys.stdout.write(f"{own_peak_megabytes()}\n")
