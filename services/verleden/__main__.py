# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""`python -m services.verleden MAP`: start a region with its past.

Either in the folder of an embedded region (`--data`), or in services that run, over HTTP with a
token of beheer that has the scope `verleden:inlezen`.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from libs.common import log as logs
from libs.common.folder import FolderInUseError
from libs.common.runtime import settle
from services.embedded import Embedded, clock_of, open_embedded
from services.verleden import report, run, source, state

_TIMEOUT_S = 120
_PAUSE_S = 0.2
_EMBEDDED = "http://embedded"


class _FromFile(httpx.Auth):
    """The token in a file, read again when the one before is no longer good."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Once more with what the file has then."""
        for _ in range(2):
            token = self._file.read_text(encoding="ascii").strip()
            request.headers["Authorization"] = f"Bearer {token}"
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return


class _FromDesk(httpx.Auth):
    """Tokens of the embedded region, a new one whenever the last is no longer good."""

    requires_response_body = True

    def __init__(self, region: Embedded) -> None:
        self._secret = region.client_secret
        self._token = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Once more with a new one."""
        for _ in range(2):
            request.headers["Authorization"] = f"Bearer {self._token}"
            if self._token:
                response = yield request
                if response.status_code != httpx.codes.UNAUTHORIZED:
                    return
            form = {"client_id": "beheer:beheer", "client_secret": self._secret}
            given = yield httpx.Request("POST", f"{_EMBEDDED}/embedded/v1/tokens", data=form)
            self._token = given.json()["access_token"]
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m services.verleden", allow_abbrev=False)
    parser.add_argument("bron", type=Path, help="a folder, zip or tar(.gz) with iJw messages")
    parser.add_argument("--data", type=Path, help="the folder of an embedded region, not served")
    parser.add_argument("--referral", help="address of referral, to before /v1")
    parser.add_argument("--billing", help="address of billing, to before /v1")
    parser.add_argument("--token-file", type=Path, help="a file with the token, read again on 401")
    parser.add_argument("--stand", type=Path, default=Path("verleden.db"), help="to go on from")
    parser.add_argument("--verslag", type=Path, default=Path("verleden.csv"), help="what was not")
    given = parser.parse_args()
    remote = (given.referral, given.billing, given.token_file)
    if (given.data is None) == (None in remote):
        parser.error("give --data, or --referral, --billing and --token-file")
    return given


@asynccontextmanager
async def _diensten(given: argparse.Namespace) -> AsyncIterator[run.Diensten]:
    async with AsyncExitStack() as stack:

        async def client(url: str, **how: Any) -> httpx.AsyncClient:  # noqa: ANN401
            address = f"{url.rstrip('/')}/v1"
            made = httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_S, **how)
            return await stack.enter_async_context(made)

        if given.data is None:
            auth: httpx.Auth = _FromFile(given.token_file)
            referral = await client(given.referral, auth=auth)
            billing = await client(given.billing, auth=auth)
            yield run.Diensten(referral, billing, _pause)
        else:
            opening = open_embedded(given.data, clock_of(given.data), at_rest=True)
            region = await stack.enter_async_context(opening)
            await settle(*region.services.values())
            judges = [region.services[name] for name in ("referral", "billing")]
            how = {"auth": _FromDesk(region), "transport": httpx.ASGITransport(region.app)}
            referral = await client(f"{_EMBEDDED}/referral", **how)
            billing = await client(f"{_EMBEDDED}/billing", **how)
            # Who only follows reads all of it at once, when it is in.
            yield run.Diensten(referral, billing, partial(settle, *judges))
            await settle(*region.services.values())


async def _pause() -> None:
    await asyncio.sleep(_PAUSE_S)


async def _run(given: argparse.Namespace) -> int:
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        source.opened(given.bron) as found,
        state.opened(given.stand) as kept,
    ):
        try:
            async with _diensten(given) as diensten:
                with Progress(*columns, TimeRemainingColumn(), console=console) as bar:
                    task = bar.add_task("", total=None)

                    def tell(what: str, done: int, total: int) -> None:
                        bar.update(task, description=what, completed=done, total=total)

                    run.take_stock(found, kept, tell)
                    await run.take_in(found, kept, diensten, tell)
        finally:
            count = report.write_report(kept, given.verslag)
            report.show(kept, console)
            console.print(f"Niet ingelezen: {count}; waarom staat in {given.verslag}")
    return 0


def main() -> None:
    """Run; ends with code 1 and a sentence when it cannot go on."""
    logs.configure("WARNING")
    given = _arguments()
    try:
        sys.exit(asyncio.run(_run(given)))
    except (source.NoSourceError, run.StoppedError, httpx.HTTPError, OSError) as why:
        sys.exit(f"Gestopt: {why}. Wat is ingelezen, blijft; start opnieuw om verder te gaan.")
    except FolderInUseError as who:
        sys.exit(f"In {given.data} werkt al een ander proces ({who}); stop dat eerst.")


if __name__ == "__main__":
    main()
