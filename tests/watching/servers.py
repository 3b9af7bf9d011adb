# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A real Prometheus, and a real postgres_exporter, for one test.

Prometheus runs on a copy of deploy/prometheus in which only time is shortened: it collects every
two seconds and evaluates each second, `for` is one second, and windows and thresholds are seconds
instead of minutes to days. A busy machine misses some collections: each window has room for five.
Targets are the processes of the test. All else is as deployed.
"""

import os
import re
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.infra.postgres import PostgresServer
from tests.infra.run import free_ports
from tests.runtime.processes import until
from tests.watching.rulebook import PROMETHEUS, RULES, alerts, program

Json = dict[str, Any]
Targets = Mapping[tuple[str, str], int]
"""The port of each program, by service and role."""

WINDOWS = {"5m": "10s", "10m": "11s", "15m": "12s", "30m": "14s"} | {
    "1h": "18s",
    "2h": "22s",
    "6h": "30s",
    "1d": "120s",
    "3d": "180s",
}
THRESHOLDS = {
    "LoopFailing": ("> 10", "> 3"),
    "OutboxStuck": ("> 60", "> 3"),
    "ConsumerLag": ("> 120", "> 3"),
    "FiguresStale": ("> 120", "> 10"),
    "MessagesWaiting": ("> 900", "> 10"),
}


def shortened(rules: Json) -> Json:
    """A file of rules with seconds for minutes."""
    for group in rules["groups"]:
        for rule in group["rules"]:
            rule["expr"] = re.sub(r"\[(\w+)\]", lambda m: f"[{WINDOWS[m[1]]}]", rule["expr"])
            if "alert" in rule:
                rule["for"] = "1s"
            if rule.get("alert") in THRESHOLDS:
                long, short = THRESHOLDS[rule["alert"]]
                assert long in rule["expr"], f"{rule['alert']} has another threshold now"
                rule["expr"] = rule["expr"].replace(long, short)
    return rules


def _configuration(folder: Path, targets: Targets, exporter: int) -> Path:
    config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
    config["global"] = dict.fromkeys(("scrape_interval", "scrape_timeout"), "2s")
    config["global"]["evaluation_interval"] = "1s"
    del config["alerting"]
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    for target in jobs["jeugdregio"]["static_configs"]:
        labels = target["labels"]
        target["targets"] = [f"127.0.0.1:{targets[labels['service'], labels['role']]}"]
    jobs["postgres"]["static_configs"] = [{"targets": [f"127.0.0.1:{exporter}"]}]
    # The exporter takes its time before it says that PostgreSQL is away.
    jobs["postgres"] |= dict.fromkeys(("scrape_interval", "scrape_timeout"), "3s")
    config["scrape_configs"] = [jobs["jeugdregio"], jobs["postgres"]]
    (folder / "rules").mkdir(parents=True)
    for path in RULES:
        short = shortened(yaml.safe_load(path.read_text()))
        (folder / "rules" / path.name).write_text(yaml.safe_dump(short))
    written = folder / "prometheus.yml"
    written.write_text(yaml.safe_dump(config))
    return written


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A running Prometheus."""

    http: httpx.AsyncClient

    async def ask(self, path: str, **parameters: str | float) -> Any:
        """The data of an answer of its API; `AssertionError` with its own words on an error."""
        answer = (await self.http.get(f"/api/v1/{path}", params=parameters)).json()
        assert answer["status"] == "success", answer.get("error")
        return answer["data"]

    async def now(self, query: str) -> list[Json]:
        """The series that a query gives at this moment."""
        data = await self.ask("query", query=query)
        result: list[Json] = data["result"]
        return result

    async def firing(self) -> set[str]:
        """The names of the alerts that fire."""
        return {name for name, _ in await self._alerts('ALERTS{alertstate="firing"}')}

    async def fired(self, within: str = "1h") -> set[tuple[str, str]]:
        """Name and severity of the alerts that fired, if only for a moment."""
        return await self._alerts(f'max_over_time(ALERTS{{alertstate="firing"}}[{within}])')

    async def until_firing(self, *names: str) -> None:
        """Wait until all these alerts fire, or did a moment ago; those of both kinds as both."""
        wanted = {(a["alert"], a["labels"]["severity"]) for a in alerts() if a["alert"] in names}
        seen: set[tuple[str, str]] = set()

        async def fire() -> bool:
            seen.update(await self.fired(within="10s"))
            return wanted <= seen

        with _telling(lambda: f"did not fire: {wanted - seen}"):
            await until(fire)

    async def until_calm(self, *names: str) -> None:
        """Wait until these alerts, or all there are, are neither firing nor pending."""
        loud: set[str] = set()

        async def calm() -> bool:
            loud.clear()
            loud.update(name for name, _ in await self._alerts("ALERTS"))
            return not loud & set(names or loud)

        with _telling(lambda: f"did not end: {loud}"):
            await until(calm)

    async def _alerts(self, query: str) -> set[tuple[str, str]]:
        labels = [one["metric"] for one in await self.now(query)]
        return {(one["alertname"], one["severity"]) for one in labels}


@contextmanager
def _telling(what: Callable[[], str]) -> Iterator[None]:
    """Say what was waited for in vain."""
    try:
        yield
    except TimeoutError as error:
        raise AssertionError(what()) from error


@asynccontextmanager
async def prometheus(folder: Path, targets: Targets, exporter: int) -> AsyncIterator[Prometheus]:
    """A Prometheus that collects from these."""
    (port,) = free_ports(1)
    options = {
        "config.file": _configuration(folder, targets, exporter),
        "storage.tsdb.path": folder / "data",
        "web.listen-address": f"127.0.0.1:{port}",
        "log.level": "warn",
    }
    command = [program("prometheus"), *(f"--{name}={value}" for name, value in options.items())]
    with running(command, folder / "prometheus.log"):
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            await until(lambda: answers(http, "/-/ready"))
            yield Prometheus(http)


@asynccontextmanager
async def postgres_exporter(
    folder: Path, database: PostgresServer, reached_at: int
) -> AsyncIterator[int]:
    """What tells Prometheus of a PostgreSQL that it finds at this port; gives its own."""
    (port,) = free_ports(1)
    source = database.url("postgres").replace("postgresql+asyncpg", "postgresql")
    source = source.replace(f":{database.port}/", f":{reached_at}/")
    environment = os.environ | {"DATA_SOURCE_NAME": f"{source}?sslmode=disable"}
    command = [
        program("prometheus-postgres-exporter"),
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=error",
    ]
    with running(command, folder / "exporter.log", environment):
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            await until(lambda: answers(http, "/metrics"))
        yield port


async def answers(http: httpx.AsyncClient, path: str) -> bool:
    try:
        return (await http.get(path)).is_success
    except httpx.TransportError:
        return False


@contextmanager
def running(
    command: list[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=written, stderr=written, env=environment
        )
    try:
        yield
    finally:
        process.kill()
        process.wait()
