# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A program that cannot start says why in a sentence; one that can wait for others does."""

import asyncio
import base64
import importlib
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from libs.common.auth import TokenIssuer
from libs.common.commands.parser import NONE
from libs.common.contracts import TOPICS
from libs.common.eventlog.kafka import (
    KafkaOptions,
    TooFewBrokersError,
    create_topics,
    differences,
)
from libs.common.ids import new_id
from libs.common.main import main
from libs.common.migrate import ForeignDatabaseError, refuse_foreign, upgrade
from libs.common.start import parts_of, read_settings
from tests.infra.kafka import KafkaCluster
from tests.infra.postgres import PostgresServer
from tests.infra.run import free_ports, root_folder
from tests.runtime.processes import until

KEY = base64.b64encode(b"k" * 32).decode()
FIRST = [next(iter(TOPICS.values()))]
NOBODY = "127.0.0.1:1"


def _env(**settings: str) -> dict[str, str]:
    given = {
        "DATABASE_URL": f"postgresql://u:hidden@{NOBODY}/billing",
        "EVENT_LOG_URL": f"kafka://{NOBODY}",
        "TOKEN_PUBLIC_KEY": TokenIssuer("x").public_key,
        "DATA_KEY": KEY,
        "HASH_KEY": KEY,
    } | settings
    plain = {name: value for name, value in os.environ.items() if "JEUGDREGIO" not in name}
    return plain | {f"JEUGDREGIO_{name}": value for name, value in given.items()}


def _issuers(place: str) -> dict[str, str]:
    return {"TOKEN_PUBLIC_KEY": "", "TOKEN_ISSUERS": json.dumps({"https://a.test": place})}


def _login(**changed: str) -> dict[str, str]:
    given = {
        "LOGIN_ISSUER": "https://a.test",
        "LOGIN_CLIENT_ID": "dashboard",
        "LOGIN_CLIENT_SECRET": "hidden",
        "LOGIN_KEY": KEY,
        "LOGIN_ROLES": '{"beleid": "weergaven:lezen"}',
    }
    return given | changed


@pytest.fixture
def heard(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., str]]:
    """What a program says that ends with a sentence, told as its command line tells it.

    In this process: to load a service takes a hundred times what it takes to read its settings.
    """
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def told(service: str, *arguments: str, **settings: str) -> str:
        for name in os.environ:
            if name.startswith("JEUGDREGIO_"):
                monkeypatch.delenv(name)
        for name, value in _env(**settings).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", [f"services.{service}", *arguments])
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        app = importlib.import_module(f"services.{service}.app")
        with pytest.raises(SystemExit) as ended:
            main(service, app.build, getattr(app, "COMMANDS", NONE))
        assert isinstance(ended.value.code, str), "a sentence, and so code 1"
        return "".join(capsys.readouterr()) + ended.value.code

    yield told
    root.handlers[:] = handlers
    root.setLevel(level)


async def _said(service: str, *arguments: str, **settings: str) -> str:
    """What a program says that ends by itself with code 1."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", f"services.{service}", *arguments),
        cwd=root_folder(),
        env=_env(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1, said
    return said.decode().strip()


@pytest.mark.parametrize(
    ("command", "settings", "sentence"),
    [
        ("api", {"DATABASE_URL": ""}, "JEUGDREGIO_DATABASE_URL is not set"),
        ("api", {"DATABASE_URL": "hidden"}, "JEUGDREGIO_DATABASE_URL is not the address"),
        ("api", {"EVENT_LOG_URL": "hidden"}, "JEUGDREGIO_EVENT_LOG_URL is sqlite:///FILE or kafka"),
        ("api", {"TOKEN_PUBLIC_KEY": ""}, "JEUGDREGIO_TOKEN_PUBLIC_KEY is not set"),
        ("api", {"TOKEN_PUBLIC_KEY": "hidden"}, "JEUGDREGIO_TOKEN_PUBLIC_KEY is not the PEM"),
        ("api", {"TOKEN_ISSUERS": '{"https://a.test": "/none"}'}, "both set, and one of them says"),
        ("api", _issuers("http://a.test/keys"), "http://a.test/keys is neither an address with"),
        ("api", _issuers("/none"), "JEUGDREGIO_TOKEN_ISSUERS: /none is neither an address with"),
        ("api", {"TOKEN_ISSUER": "urn:jeugdregio:embedded"}, "in the embedded mode only"),
        ("api", {"DATA_KEY": "", "HASH_KEY": ""}, "billing holds personal data: set"),
        ("worker", {"DATA_KEY": "", "HASH_KEY": ""}, "billing holds personal data: set"),
        ("worker", {"HASH_KEY": ""}, "JEUGDREGIO_HASH_KEY is not set"),
        ("worker", {"DATA_KEY": "hidden"}, "JEUGDREGIO_DATA_KEY is not 32 bytes"),
        ("worker", {"KAFKA_CA_FILE": "/none"}, "JEUGDREGIO_KAFKA_CA_FILE: /none has no certif"),
        ("worker", {"TRACE_SHARE": "2"}, "JEUGDREGIO_TRACE_SHARE: Input should be less than"),
        ("worker", {"KAFKA_REPLICAS": "2"}, "JEUGDREGIO_KAFKA_REPLICAS: Input should be 1 or 3"),
        (
            "api",
            {"LOGIN_ISSUER": "https://a.test", "DATA_KEY": "", "HASH_KEY": ""},
            "billing holds personal data: set",
        ),
        ("worker", {"LOGIN_MINUTES": "0"}, "JEUGDREGIO_LOGIN_MINUTES: Input should be greater"),
        (
            "worker",
            {"PEER_PROXIES": "10.0.0.1,inway"},
            "JEUGDREGIO_PEER_PROXIES: Value error, 'inway'",
        ),
        ("migrate", {}, f"the database {NOBODY}/billing cannot be reached (ConnectionRefused"),
        ("topics", {}, f"Kafka at {NOBODY} cannot be reached (KafkaConnectionError)"),
        ("topics", {"EVENT_LOG_URL": "sqlite:///x"}, "JEUGDREGIO_EVENT_LOG_URL names no Kafka"),
        ("ledger", {}, f"the database {NOBODY}/billing cannot be reached (ConnectionRefused"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_one_sentence_says_why(
    heard: Callable[..., str], command: str, settings: dict[str, str], sentence: str
) -> None:
    _is_sentence(heard("billing", command, **settings), sentence)


@pytest.mark.parametrize(
    ("service", "command", "settings", "sentence"),
    [
        ("billing", "worker", {"HASH_KEY": ""}, "JEUGDREGIO_HASH_KEY is not set"),
        ("reporting", "api", {"LOGIN_ISSUER": "https://a.test"}, "LOGIN_ISSUER is set, and not"),
    ],
)
async def test_the_program_ends_with_it_and_with_code_1(
    service: str, command: str, settings: dict[str, str], sentence: str
) -> None:
    said = await _said(service, command, **settings)
    assert said.startswith("JEUGDREGIO_")
    _is_sentence(said, sentence)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LOGIN_ISSUER": "https://a.test"}, "LOGIN_ISSUER is set, and not JEUGDREGIO_LOGI"),
        (_login(LOGIN_ISSUER="http://a.test"), "LOGIN_ISSUER is no address with https://"),
        (_login(LOGIN_KEY="hidden"), "JEUGDREGIO_LOGIN_KEY is not 32 bytes"),
        (_login(LOGIN_SCOPE="profile"), "JEUGDREGIO_LOGIN_SCOPE has no openid in it"),
        (_login(LOGIN_CLIENT_KEY="hidden"), "JEUGDREGIO_LOGIN_CLIENT_SECRET are both set"),
        (
            _login(LOGIN_CLIENT_SECRET="", LOGIN_CLIENT_KEY="hidden"),
            "JEUGDREGIO_LOGIN_CLIENT_KEY is not the PEM of a private key",
        ),
    ],
)
def test_a_login_that_cannot_be_is_said(
    heard: Callable[..., str], settings: dict[str, str], sentence: str
) -> None:
    """By the one program that has pages; to the others it is nothing."""
    _is_sentence(heard("reporting", "api", **settings), sentence)


def _is_sentence(said: str, sentence: str) -> None:
    assert sentence in said
    assert "Traceback" not in said
    assert "hidden" not in said
    assert len(said.splitlines()[-1]) < 200


async def test_who_logs_in_gets_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """And who has no pages has no way to log in."""
    log = {"DATABASE_URL": "sqlite+aiosqlite:///x", "EVENT_LOG_URL": "sqlite:///x"}
    for name, value in _env(**log, **_login()).items():
        monkeypatch.setenv(name, value)
    parts = parts_of(read_settings(), serves=True, pages=True)
    assert parts.login is not None
    told = {"organisatie": "gemeente:0342", "rollen": ["beleid"], "sub": "een"}
    caller = parts.login.claims.caller(told)
    assert (caller.code, sorted(caller.scopes)) == ("0342", ["weergaven:lezen"])
    assert parts.login.caller(parts.login.session(caller)) == caller
    assert parts_of(read_settings(), serves=True).login is None


async def test_a_worker_needs_no_key_for_tokens(postgres: PostgresServer, tmp_path: Path) -> None:
    """It serves nobody: it starts, and waits for its migration."""
    name = _database(postgres)
    (port,) = free_ports(1)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "services.contract", "worker", "--port", str(port)),
        cwd=root_folder(),
        env=_env(
            TOKEN_PUBLIC_KEY="",
            DATABASE_URL=postgres.url(name),
            EVENT_LOG_URL=f"sqlite:///{tmp_path}/log.db",
            DATA_KEY="",
            HASH_KEY="",
        ),
    )
    try:
        assert await _probe(port, "livez") == (200, "ok")
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0


async def test_an_api_serves_while_kafka_is_away(postgres: PostgresServer, tmp_path: Path) -> None:
    """It says that it is not ready, and why; what it logs is JSON, and little of it."""
    name = _database(postgres)
    await asyncio.to_thread(upgrade, "contract", postgres.url(name))
    (port,) = free_ports(1)
    with (tmp_path / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "services.contract", "api", "--port", str(port)),
            cwd=root_folder(),
            env=_env(DATABASE_URL=postgres.url(name)),
            stderr=log,
        )
    try:
        status, said = await _probe(port, "readyz")
        assert (status, "logboek is niet bereikbaar" in said) == (503, True)
        await asyncio.sleep(3)
        assert (await _probe(port, "readyz"))[0] == 503
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert {"topics_unseen"} <= {line["event"] for line in lines}
    of_library = [line["event"] for line in lines if "logger" in line]
    assert of_library
    assert len(of_library) == len(set(of_library))


async def _probe(port: int, path: str) -> tuple[int, str]:
    async with httpx.AsyncClient() as client:

        async def answer() -> tuple[int, str] | None:
            try:
                found = await client.get(f"http://127.0.0.1:{port}/{path}", timeout=10)
            except httpx.TransportError:
                return None
            return found.status_code, found.text

        return await until(answer, 60)


def _database(postgres: PostgresServer) -> str:
    name = f"start_{new_id().replace('-', '')}"
    postgres.create_database(name)
    return name


async def test_a_database_of_another_service_is_left_alone(postgres: PostgresServer) -> None:
    """All of them are at some revision 0001; their tables differ."""
    name = _database(postgres)
    url = postgres.url(name)
    await asyncio.to_thread(upgrade, "contract", url)

    with pytest.raises(ForeignDatabaseError, match="not that of billing: revision 00"):
        await asyncio.to_thread(refuse_foreign, "billing", url)
    await asyncio.to_thread(refuse_foreign, "contract", url)
    said = await _said("billing", "migrate", DATABASE_URL=url)
    assert "the database is not that of billing" in said

    other = _database(postgres)
    connection = await asyncpg.connect(postgres.url(other).replace("+asyncpg", ""))
    await connection.execute("CREATE TABLE mine (id int)")
    await connection.close()
    with pytest.raises(ForeignDatabaseError, match="1 tables that no migration made"):
        await asyncio.to_thread(refuse_foreign, "billing", postgres.url(other))


async def test_a_topic_is_not_made_on_too_few_brokers(kafka_server: KafkaCluster) -> None:
    """Unless the installation says that it is a trial."""
    url = f"kafka://{kafka_server.bootstrap}?prefix={new_id()}."
    said = await _said("contract", "topics", EVENT_LOG_URL=url)
    assert "the cluster has 1 of the 3 brokers that keep a topic; for a trial" in said

    one = KafkaOptions(kafka_server.bootstrap, prefix=f"{new_id()}.", replicas=1)
    with pytest.raises(TooFewBrokersError):
        await create_topics(KafkaOptions(one.bootstrap, one.prefix), FIRST)
    assert await create_topics(one, FIRST) == [next(iter(TOPICS))]
    assert await differences(one, FIRST) == []
    wrong = await differences(KafkaOptions(one.bootstrap, one.prefix), FIRST)
    assert [sentence.partition(" has ")[2] for sentence in wrong] == [
        "min.insync.replicas=1, not 2",
        "1 replicas, not 3",
    ]
