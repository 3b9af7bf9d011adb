# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Fixtures that build real services on real databases, for all tests."""

import importlib
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx
import pytest
import structlog
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from opentelemetry.sdk.trace.export import SpanExporter
from playwright.async_api import Browser

from libs.common import db
from libs.common.auth import OrgType, TokenIssuer
from libs.common.clock import SimulatedClock
from libs.common.crypto import Vault
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.ids import new_id
from libs.common.migrate import upgrade
from libs.common.runtime import Parts, Service
from libs.common.settings import Settings
from tests.careful import Careful
from tests.infra.browser import chromium, chromium_path
from tests.infra.kafka import KafkaCluster, kafka_cluster
from tests.infra.postgres import PostgresServer, postgres_server

ROOT = Path(__file__).parent.parent
SERVICES = ("contract", "referral", "billing", "reporting")
WITH_VAULT = frozenset({"referral", "billing"})

Start = Callable[..., Awaitable[Service]]
Client = Callable[..., httpx.AsyncClient]

_PLAIN = [
    *structlog.get_config()["processors"][:-1],
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
]

# A machine that has much to do is slow, which is no reason to fail.
hypothesis_settings.register_profile(
    "unhurried",
    hypothesis_settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("unhurried")

# Nobody keeps the databases of tests, so nothing waits for the disk.
_DELIVERED, db.SYNCHRONOUS = db.SYNCHRONOUS, "OFF"


def missing(what: str) -> None:
    """Skip locally; fail where everything is meant to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is not here")


@pytest.fixture(autouse=True)
def _logs_as_delivered() -> None:
    """What an earlier test, or a benchmark that it imported, made of the logs is gone again.

    Plain: structlog of itself prints the values at each step of a traceback, in colours, which
    took up to half a minute for one fault.
    """
    structlog.reset_defaults()
    structlog.configure(processors=_PLAIN)


@pytest.fixture
def waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite as it is delivered."""
    monkeypatch.setattr(db, "SYNCHRONOUS", _DELIVERED)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The reference folder beside the checkout: the official standard and linter rules."""
    folder = ROOT.parent / "shared"
    if not (folder / "ijw").is_dir():
        missing("the reference folder ../shared")
    return folder


@pytest.fixture(scope="session")
def npx() -> str:
    """Runs linters of the Node world."""
    found = shutil.which("npx")
    if found is None:
        missing("npx (Node.js)")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> PostgresServer:
    """A real PostgreSQL, shared by the test run."""
    server = postgres_server(tmp_path_factory, worker_id)
    if server is None:
        missing("PostgreSQL")
    assert server is not None
    return server


@pytest.fixture(scope="session")
def kafka_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> KafkaCluster:
    """A real Apache Kafka of one node, shared by the test run."""
    cluster = kafka_cluster(tmp_path_factory, worker_id)
    if cluster is None:
        missing("Apache Kafka (make kafka)")
    assert cluster is not None
    return cluster


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real one."""
    path = chromium_path()
    if path is None:
        missing("a Chromium")
    async with chromium(str(path)) as opened:
        yield opened


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def vault() -> Vault:
    return Vault(data_key=b"d" * 32, hash_key=b"h" * 32)


@pytest.fixture(scope="session")
def issuer() -> TokenIssuer:
    return TokenIssuer("https://tokens.test")


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def exporter_of() -> Callable[[str], SpanExporter | None]:
    """Where a service sends its spans; nowhere, unless a test says otherwise."""
    return lambda _service: None


@pytest.fixture
async def event_log(tmp_path: Path) -> AsyncIterator[SqliteEventLog]:
    log = SqliteEventLog(tmp_path / "log.db")
    yield log
    await log.close()


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite`, and with the marker `both_databases` also `postgres`."""
    return str(getattr(request, "param", "sqlite"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests say they counted: requests of the fuzz runs, what the leak test looked at."""
    told = [
        (report.nodeid, ", ".join(f"{n} {what}" for what, n in report.user_properties))
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if getattr(report, "when", "") == "call" and report.user_properties
    ]
    if told:
        terminalreporter.section("counts")
    for nodeid, counts in sorted(told):
        terminalreporter.write_line(f"{nodeid.partition('/')[2]}: {counts}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marked = metafunc.definition.get_closest_marker("both_databases")
    if marked and "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The SQLite file of a service as its migrations make it: made once, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")

    @cache
    def make(service: str) -> Path:
        path = folder / f"{service}.db"
        upgrade(service, f"sqlite+aiosqlite:///{path}")
        return path

    return make


@pytest.fixture(scope="session")
def migrated_database(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The same on PostgreSQL: the name of a database to make others from."""

    @cache
    def make(service: str) -> str:
        server: PostgresServer = request.getfixturevalue("postgres")
        name = f"migrated_{service}_{new_id().replace('-', '')}"
        server.create_database(name)
        upgrade(service, server.url(name))
        return name

    return make


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest,
    database_kind: str,
    tmp_path: Path,
    migrated_file: Callable[[str], Path],
    migrated_database: Callable[[str], str],
) -> Callable[[str], str]:
    """Makes an empty, migrated database for a service."""

    def make(service: str) -> str:
        if database_kind == "postgres":
            server: PostgresServer = request.getfixturevalue("postgres")
            name = f"{service}_{new_id().replace('-', '')}"
            server.create_database(name, like=migrated_database(service))
            return server.url(name)
        path = tmp_path / f"{service}-{new_id()}.db"
        shutil.copyfile(migrated_file(service), path)
        return f"sqlite+aiosqlite:///{path}"

    return make


@pytest.fixture
async def start(  # noqa: PLR0917 - fixtures
    database_url: Callable[[str], str],
    event_log: SqliteEventLog,
    clock: SimulatedClock,
    issuer: TokenIssuer,
    settings: Settings,
    vault: Vault,
    exporter_of: Callable[[str], SpanExporter | None],
) -> AsyncIterator[Start]:
    """Builds a service with a database of its own; all share one log, clock and vault."""
    async with AsyncExitStack() as stack:

        async def build(name: str, *, url: str | None = None) -> Service:
            parts = Parts(
                database_url=url or database_url(name),
                log=event_log,
                clock=clock,
                verifier=issuer.verifier(),
                settings=settings,
                vault=vault if name in WITH_VAULT else None,
                exporter=exporter_of(name),
            )
            service: Service = importlib.import_module(f"services.{name}.app").build(parts)
            stack.push_async_callback(service.close)
            return service

        yield build


@pytest.fixture
async def client(issuer: TokenIssuer) -> AsyncIterator[Client]:
    """Makes HTTP clients of a service that act as an organisation with given scopes."""
    async with AsyncExitStack() as stack:

        def make(
            service: Service,
            org_type: OrgType,
            code: str,
            scopes: Iterable[str],
            persoon: str | None = None,
        ) -> httpx.AsyncClient:
            token = issuer.issue(org_type, code, scopes, persoon=persoon)
            made = Careful(
                transport=httpx.ASGITransport(service.app, raise_app_exceptions=False),
                base_url="http://test/v1",
                headers={"Authorization": f"Bearer {token}"},
            )
            stack.push_async_callback(made.aclose)
            return made

        yield make


@pytest.fixture
async def openapi_documents(start: Start) -> dict[str, dict[str, object]]:
    """The OpenAPI document of each service."""
    return {name: (await start(name)).app.state.v1.openapi() for name in SERVICES}
