# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""All four services in one process: SQLite files instead of servers, the same code otherwise."""

import argparse
import asyncio
import importlib
import secrets
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

from pydantic import AwareDatetime, BaseModel, SecretStr, ValidationError
from rich.console import Console
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from libs.common import log as logs
from libs.common.api import errors, read_at_most
from libs.common.api.headers import Edge
from libs.common.api.security_txt import security_txt
from libs.common.auth import (
    EMBEDDED_ISSUER,
    SCOPES,
    AuthorisationRule,
    Caller,
    OrgType,
    TokenIssuer,
    TokenVerifier,
)
from libs.common.auth.model import code_of
from libs.common.clock import Clock, SimulatedClock, SystemClock
from libs.common.crypto import Vault
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.folder import FolderInUseError, held, keys_of
from libs.common.metrics import Metrics
from libs.common.migrate import upgrade
from libs.common.problem import Forbidden, InvalidInput, InvalidParam, Unauthenticated
from libs.common.runtime import Parts, Service, run_loops
from libs.common.serve import serving, stop_on_signals
from libs.common.settings import Settings
from libs.common.tracing import Tracing
from services import nightly, sandbox
from services.sign_in import SignIn

SERVICES = ("contract", "referral", "billing", "reporting")
WITH_PERSONAL_DATA = frozenset({"referral", "billing"})
VERSION = "0.1.0"

CLOCK_FILE = "clock"
"""In a data folder: the moment at which a simulated clock stopped, to go on from."""

LOG_FILE = "log.db"
"""In a data folder: all that was published; without it there is no region yet."""

SERVED_FILE = "bediend"
"""In a data folder: it was served, so somebody may have worked in it."""

_HOST, _PORT = "127.0.0.1", 8000
_USUAL_URL = f"http://{_HOST}:{_PORT}"
_TOKENS = "/embedded/v1/tokens"
_MAX_FORM = 16_384
_TOKEN_LIFE = timedelta(minutes=15)
_CODES = {
    OrgType.GEMEENTE: "gemeentecode van 4 cijfers",
    OrgType.AANBIEDER: "AGB-code van 8 cijfers",
    OrgType.REGIO: "regiocode van ten hoogste 20 tekens",
    OrgType.BEHEER: "naam van ten hoogste 20 tekens",
}


@dataclass(frozen=True, slots=True)
class Embedded:
    """The whole region in one process."""

    app: Starlette
    services: dict[str, Service]
    clock: Clock
    client_secret: str


@asynccontextmanager
async def open_embedded(
    folder: Path, clock: Clock, *, at_rest: bool = False, url: str = _USUAL_URL
) -> AsyncIterator[Embedded]:
    """Open (or begin) the region kept in `folder`; its loops run until the block ends.

    With `at_rest` none runs: whoever opened it lets the services `settle` when it is time. `url` is
    where it says that it stands, without a slash at the end.
    Raises `FolderInUseError` when another process has it open.
    """
    with held(folder):
        async with _opened(folder, clock, at_rest, url) as region:
            yield region


@asynccontextmanager
async def _opened(folder: Path, clock: Clock, at_rest: bool, url: str) -> AsyncIterator[Embedded]:
    for name in SERVICES:
        await asyncio.to_thread(upgrade, name, _database_url(folder, name))
    issuer = TokenIssuer(EMBEDDED_ISSUER)
    verifier = issuer.verifier()
    keys = keys_of(folder)
    vault = Vault(keys["data"], keys["hash"])
    settings = Settings(
        public_url=url,
        token_url=f"{url}{_TOKENS}",
        webhook_key=SecretStr(b64encode(keys["webhook"]).decode()),
        webhook_hosts="localhost,127.0.0.1",
        webhook_trial=True,
        requests_per_minute=0,  # who sits at this machine is all there are
    )
    event_log = SqliteEventLog(folder / LOG_FILE)
    services: dict[str, Service] = {}
    sign_in = SignIn(issuer, lambda: services["contract"].app)
    for name in SERVICES:
        parts = Parts(
            database_url=_database_url(folder, name),
            log=event_log,
            clock=clock,
            verifier=verifier,
            settings=settings,
            vault=vault if name in WITH_PERSONAL_DATA else None,
            login=sign_in.login() if name == "reporting" else None,
        )
        services[name] = importlib.import_module(f"services.{name}.app").build(parts)
    secret = secrets.token_urlsafe(24)
    app = _application(services, _Desk(issuer, verifier, clock, secret), sign_in)
    stop = asyncio.Event()
    night = nightly.reconciling(services["reporting"], services["billing"], _reader(issuer))
    loops = [] if at_rest else [run_loops(services.values(), stop), night.run(stop)]
    running = asyncio.gather(*loops)
    try:
        yield Embedded(app, services, clock, secret)
    finally:
        stop.set()
        await running
        await asyncio.to_thread(_keep_clock, folder, clock)
        for service in services.values():
            await service.close()
        await event_log.close()


def _reader(issuer: TokenIssuer) -> Callable[[], str]:
    """Tokens with which billing tells what it approved."""
    scopes = ["aansluiting:lezen"]
    return lambda: issuer.issue(OrgType.BEHEER, "nacht", scopes, _TOKEN_LIFE)


class _Desk:
    """Gives out tokens and moves the simulated clock: exists in this mode only."""

    def __init__(
        self, issuer: TokenIssuer, verifier: TokenVerifier, clock: Clock, secret: str
    ) -> None:
        self.verifier = verifier
        self._issuer = issuer
        self._clock = clock
        self._secret = secret

    async def token(self, request: Request) -> Response:
        """OAuth 2.0 client credentials: client_id is `soort:code`, e.g. `aanbieder:90000101`.

        A `persoon` beside it says which of its people acts, where a step needs one.
        """
        asked = (await read_at_most(request, _MAX_FORM, "Een aanvraag")).decode(errors="replace")
        form = {k: v[0] for k, v in parse_qs(asked).items()}
        given = form.get("client_secret", "")
        if not secrets.compare_digest(given.encode(), self._secret.encode()):
            raise Unauthenticated("Het client_secret klopt niet.")
        org_type, code = _client(form.get("client_id", ""))
        allowed = SCOPES[org_type]
        wanted = form.get("scope", "").split() or allowed
        if unknown := sorted(set(wanted) - set(allowed)):
            reason = f"niet voor een {org_type}: {', '.join(unknown)}"
            raise InvalidInput(
                "Dit recht is er niet.", invalid_params=[InvalidParam("scope", "onbekend", reason)]
            )
        token = self._issuer.issue(org_type, code, wanted, _TOKEN_LIFE, form.get("persoon"))
        return JSONResponse(
            {
                "access_token": token,
                "token_type": "Bearer",
                "expires_in": int(_TOKEN_LIFE.total_seconds()),
                "scope": " ".join(wanted),
            }
        )

    async def read_clock(self, request: Request) -> Response:
        """The present moment."""
        await AuthorisationRule("klok:schrijven", (OrgType.BEHEER,))(request)
        simulated = isinstance(self._clock, SimulatedClock)
        return JSONResponse({"moment": self._clock.now().isoformat(), "gesimuleerd": simulated})

    async def move_clock(self, request: Request) -> Response:
        """Move a simulated clock forward; the real one is not ours to move."""
        await AuthorisationRule("klok:schrijven", (OrgType.BEHEER,))(request)
        if not isinstance(self._clock, SimulatedClock):
            raise InvalidInput("De klok loopt gelijk met de echte tijd.", code="echte-klok")
        try:
            body = await read_at_most(request, _MAX_FORM, "Een moment")
            wanted = _Moment.model_validate_json(body)
            self._clock.move_to(wanted.moment)
        except ValidationError as error:
            reason = "is een moment met tijdzone (jjjj-mm-ddTuu:mm:ssZ)"
            param = InvalidParam("moment", "ongeldig", reason)
            raise InvalidInput("Het moment klopt niet.", invalid_params=[param]) from error
        except ValueError as error:
            raise InvalidInput("De klok gaat alleen vooruit.", code="terug-in-de-tijd") from error
        return await self.read_clock(request)


class _Moment(BaseModel):
    moment: AwareDatetime


def _client(client_id: str) -> tuple[OrgType, str]:
    kind, _, code = client_id.partition(":")
    if kind not in set(OrgType) or not code:
        raise _unknown(f"is soort:code, met soort uit {', '.join(OrgType)}")
    try:
        return OrgType(kind), code_of(OrgType(kind), code)
    except ValueError as error:  # a token of it would be refused by each call
        raise _unknown(f"heeft geen code van een {kind}: {_CODES[OrgType(kind)]}") from error


def _unknown(reason: str) -> InvalidInput:
    param = InvalidParam("client_id", "ongeldig", reason)
    return InvalidInput("Onbekende organisatie.", invalid_params=[param])


def _application(services: dict[str, Service], desk: _Desk, sign_in: SignIn) -> Starlette:
    routes = [
        Route(_TOKENS, desk.token, methods=["POST"]),
        Route("/embedded/v1/klok", desk.read_clock, methods=["GET"]),
        Route("/embedded/v1/klok", desk.move_clock, methods=["PUT"]),
    ]
    dashboard = Route("/dashboard", _to_dashboard)
    mounts = [Mount(f"/{name}", service.app) for name, service in services.items()]
    contact = security_txt(services["contract"].runtime)
    trials = {name: service.trial for name, service in services.items() if service.trial}
    pages = [dashboard, *sandbox.Sandbox(trials).routes, *sign_in.routes]
    app = Starlette(routes=[*routes, contact, *pages, *mounts])
    app.router.redirect_slashes = False
    app.state.runtime = SimpleNamespace(
        need_verifier=lambda: desk.verifier, authorised=_by_token, under_break_glass=_not_here
    )
    errors.install(app)
    name = "embedded"
    app.add_middleware(Edge, version=VERSION, metrics=Metrics(name), tracing=Tracing(name, VERSION))
    return app


async def _by_token(caller: Caller) -> Caller:
    """The desk gives out no more than an organisation may: that is the register here."""
    return caller


async def _not_here(_caller: Caller, _access_id: str) -> Caller:
    raise Forbidden("Deze noodtoegang is niet open.", code="noodtoegang-niet-open")


async def _to_dashboard(request: Request) -> Response:
    return RedirectResponse("/reporting/dashboard", 307)


def _database_url(folder: Path, service: str) -> str:
    return f"sqlite+aiosqlite:///{folder / f'{service}.db'}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m services.embedded", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(".data/demo"), help="folder of the files")
    parser.add_argument("--host", default=_HOST)
    parser.add_argument("--port", type=int, default=_PORT)
    parser.add_argument("--klok", type=date.fromisoformat, help="simulate the time from this date")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    stop = stop_on_signals()
    is_new = not (arguments.data / LOG_FILE).exists()
    clock = clock_of(arguments.data, arguments.klok)
    told = f"http://{arguments.host}:{arguments.port}"
    async with (
        open_embedded(arguments.data, clock, url=told) as region,
        serving(region.app, arguments.host, arguments.port) as url,
    ):
        (arguments.data / SERVED_FILE).touch()
        _announce(url, region.client_secret, is_new=is_new)
        await stop.wait()


def _keep_clock(folder: Path, clock: Clock) -> None:
    """A simulated time goes on from where it was: figures as known now must not go back."""
    if isinstance(clock, SimulatedClock):
        (folder / CLOCK_FILE).write_text(f"{clock.now().isoformat()}\n")


def clock_of(folder: Path, first: date | None = None) -> Clock:
    """The real clock, unless a date is given or the folder was last on a simulated one."""
    kept = folder / CLOCK_FILE
    if first is not None:
        start = datetime.combine(first, time(12), tzinfo=UTC)
        return SimulatedClock(start, ticking=True)
    if kept.exists():
        return SimulatedClock(datetime.fromisoformat(kept.read_text().strip()), ticking=True)
    return SystemClock()


def _announce(url: str, secret: str, *, is_new: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]Jeugdregio[/] draait op {url}  (stoppen: Ctrl-C)\n")
    if is_new:
        console.print(
            "Er is hier nog geen regio: alles is leeg. Met de regio van de demo beginnen: stop, en "
            "eerst python -m demo --opnieuw. Met een eigen: docs/reference-data.md.\n"
        )
    for name in SERVICES:
        console.print(f"  {name:<10} {url}/{name}/v1/docs")
    console.print(f"\n  Een bericht proberen: {url}{sandbox.PATH}")
    console.print(f"  Het dashboard: {url}/dashboard  (kies er wie u bent)")
    console.print("\nEen token (15 minuten geldig), bijvoorbeeld als aanbieder 90000101:\n")
    console.print(
        f"  curl -s {url}{_TOKENS} -d grant_type=client_credentials "
        f"-d client_id=aanbieder:90000101 -d client_secret={secret}\n",
        markup=False,
    )


def main() -> None:
    """Serve until interrupted."""
    logs.configure("WARNING")
    arguments = _arguments()
    with suppress(KeyboardInterrupt):
        try:
            asyncio.run(_serve(arguments))
        except FolderInUseError as who:
            sys.exit(f"In {arguments.data} werkt al een ander proces ({who}); stop dat eerst.")


if __name__ == "__main__":
    main()
