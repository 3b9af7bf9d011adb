# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A real Alertmanager as deployed, and what receives its calls.

Only time is shortened, and the address of the receiver is one of this machine.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpx
import yaml

from tests.infra.run import free_ports
from tests.runtime.processes import until
from tests.watching.rulebook import ALERTMANAGER, program
from tests.watching.servers import answers, running

Json = dict[str, Any]
TOKEN = "receiver-of-the-test"


@dataclass(frozen=True, slots=True)
class Call:
    """What the receiver was told of one alert: at which path, with which token."""

    path: str
    authorisation: str
    status: str
    labels: Json


@dataclass(frozen=True, slots=True)
class Alarms:
    """A running Alertmanager, and all calls that it made."""

    http: httpx.AsyncClient
    port: int
    calls: list[Call]

    async def post(self, *alerts: Json) -> None:
        """Tell it of alerts, as Prometheus does."""
        answer = await self.http.post("/api/v2/alerts", json=alerts)
        assert answer.is_success, answer.text

    async def inhibited(self) -> set[tuple[str, str]]:
        """Name and service of the alerts that it keeps to itself, for others say more."""
        found = (await self.http.get("/api/v2/alerts")).json()
        return {
            (one["labels"]["alertname"], one["labels"].get("service", ""))
            for one in found
            if one["status"]["inhibitedBy"]
        }

    def told(self, status: str, path: str) -> set[str]:
        """The names of the alerts that the receiver got at a path."""
        return {
            call.labels["alertname"]
            for call in self.calls
            if (call.status, call.path) == (status, path)
        }


@asynccontextmanager
async def alertmanager(folder: Path) -> AsyncIterator[Alarms]:
    """As deployed, with a receiver that writes everything down."""
    folder.mkdir(parents=True, exist_ok=True)
    (port,) = free_ports(1)
    with _receiver() as (receiver, calls):
        options = {
            "config.file": _configuration(folder, receiver),
            "storage.path": folder / "data",
            "web.listen-address": f"127.0.0.1:{port}",
            "cluster.listen-address": "",
            "log.level": "warn",
        }
        command = [
            program("prometheus-alertmanager"),
            *(f"--{name}={value}" for name, value in options.items()),
        ]
        with running(command, folder / "alertmanager.log"):
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
                await until(lambda: answers(http, "/-/ready"))
                yield Alarms(http, port, calls)


def _configuration(folder: Path, receiver: int) -> Path:
    config = yaml.safe_load(ALERTMANAGER.read_text())
    (folder / "token").write_text(TOKEN)
    for route in (config["route"], *config["route"]["routes"]):
        route["group_wait"] = route["group_interval"] = "1s"
    for one in config["receivers"]:
        for hook in one["webhook_configs"]:
            hook["url"] = f"http://127.0.0.1:{receiver}{urlsplit(hook['url']).path}"
            hook["http_config"]["authorization"]["credentials_file"] = str(folder / "token")
    written = folder / "alertmanager.yml"
    written.write_text(yaml.safe_dump(config))
    return written


@contextmanager
def _receiver() -> Iterator[tuple[int, list[Call]]]:
    """Its port, and what it was told."""
    calls: list[Call] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            who = self.headers.get("Authorization", "")
            calls.extend(
                Call(self.path, who, one["status"], one["labels"]) for one in told["alerts"]
            )
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
