# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A real Apache Kafka for the tests: its own jars, KRaft, one or three nodes, no Docker."""

import base64
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.infra.run import free_ports, root_folder, shared_by_the_run

START_TIMEOUT_S = 300
STOP_TIMEOUT_S = 10
_READY = b"Kafka Server started"
_HERE = Path(__file__).parent / "broker"

_SETTINGS = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OUTSIDE:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "unclean.leader.election.enable": "false",
    # Few and small, so that a test does not wait for what production has plenty of.
    "offsets.topic.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "initial.broker.registration.timeout.ms": f"{1000 * START_TIMEOUT_S}",
    "replica.lag.time.max.ms": "5000",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.segment.bytes": "16777216",
}


def find_jars() -> Path | None:
    """Where `make kafka` put the jars, or KAFKA_LIBS; None without them or without Java."""
    places = (os.environ.get("KAFKA_LIBS"), root_folder() / ".kafka" / "libs")
    found = (Path(p) for p in places if p and list(Path(p).glob("kafka_2.13-*.jar")))
    return next(found, None) if shutil.which("java") else None


@dataclass
class KafkaCluster:
    """A running cluster; nodes are numbered from 1."""

    folder: str
    jars: str
    ports: list[int]
    controllers: list[int]
    cluster: str
    pids: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    """Ports of a second way in, one for each node; the node tells who comes there `advertised`."""

    advertised: list[int] = field(default_factory=list)

    @classmethod
    def start(cls, jars: Path, nodes: int = 1, advertised: Sequence[int] = ()) -> "KafkaCluster":
        """A new cluster on free ports, ready for clients.

        With `advertised`, one for each node, there is a way in at `outside` for proxies that listen
        there: brokers among themselves do not pass them.
        """
        ports = free_ports(2 * nodes + len(advertised))
        # A leading dash would be read as an option.
        name = "k" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")[1:]
        folder = tempfile.mkdtemp(prefix="kafka-")
        own, controllers, outside = ports[:nodes], ports[nodes : 2 * nodes], ports[2 * nodes :]
        made = cls(folder, str(jars), own, controllers, name, [0] * nodes, outside)
        made.advertised = list(advertised)
        try:
            # A quorum needs a majority: all are started before any is waited for.
            for node in made.nodes:
                made.prepare(node)
            for node in made.nodes:
                made.launch(node)
            for node in made.nodes:
                made.await_ready(node)
        except BaseException:
            made.stop()
            raise
        return made

    @property
    def nodes(self) -> range:
        """The numbers of all nodes."""
        return range(1, len(self.ports) + 1)

    @property
    def bootstrap(self) -> str:
        """The address of the cluster for a client."""
        return _addresses(self.ports)

    @property
    def bootstrap_outside(self) -> str:
        """The address for a client that comes through the proxies."""
        return _addresses(self.advertised)

    def prepare(self, node: int) -> None:
        """Make what a node needs to start."""
        properties = self._properties(node)
        properties.write_text("".join(f"{k}={v}\n" for k, v in self._settings(node).items()))
        arguments = ("format", "-t", self.cluster, "-c", str(properties))
        command = self._java("kafka.tools.StorageTool", *arguments)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def launch(self, node: int) -> None:
        """Start a node; it has its data of before, when it ran before."""
        with self._log(node).open("wb") as log:
            process = subprocess.Popen(
                self._java("kafka.Kafka", str(self._properties(node))),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.pids[node - 1] = process.pid
        # From here on it is known by its process id: it may outlive this worker.
        process.returncode = 0

    def await_ready(self, node: int) -> None:
        """Wait for the node's own word that it serves."""
        give_up = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < give_up:
            if _READY in self._log(node).read_bytes():
                return
            if not self.is_alive(node):
                raise RuntimeError(f"Kafka stopped:\n{self._log(node).read_text()[-3000:]}")
            time.sleep(0.1)
        raise TimeoutError(f"Kafka was not ready in {START_TIMEOUT_S} s")

    def is_alive(self, node: int) -> bool:
        """True while the process of the node runs."""
        stat = Path(f"/proc/{self.pids[node - 1]}/stat")
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"

    def signal(self, node: int, number: signal.Signals) -> None:
        """SIGKILL, SIGSTOP, SIGCONT: whatever a test does to a node."""
        os.kill(self.pids[node - 1], number)
        if number is signal.SIGKILL:
            _reap(self.pids[node - 1])

    def restart(self, node: int) -> None:
        """Bring a node back and wait until it serves."""
        self.launch(node)
        self.await_ready(node)

    def stop(self) -> None:
        """End all nodes at once and remove their data: there is nothing to save."""
        for node in self.nodes:
            if self.pids[node - 1] and self.is_alive(node):
                self.signal(node, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _settings(self, node: int) -> dict[str, str]:
        count = len(self.ports)
        replicas, in_sync = (3, 2) if count >= 3 else (1, 1)
        listeners, told = self._listeners(node)
        voters = (f"{n}@127.0.0.1:{port}" for n, port in enumerate(self.controllers, start=1))
        return {
            **_SETTINGS,
            "node.id": str(node),
            "controller.quorum.voters": ",".join(voters),
            "listeners": listeners,
            "advertised.listeners": told,
            "log.dirs": str(Path(self.folder, f"node{node}")),
            "default.replication.factor": str(replicas),
            "min.insync.replicas": str(in_sync),
            "offsets.topic.replication.factor": str(replicas),
            "transaction.state.log.replication.factor": str(replicas),
            "transaction.state.log.min.isr": str(in_sync),
        }

    def _listeners(self, node: int) -> tuple[str, str]:
        """Where a node listens, and what it tells clients and brokers."""
        own = f"PLAINTEXT://127.0.0.1:{self.ports[node - 1]}"
        controller = f"CONTROLLER://127.0.0.1:{self.controllers[node - 1]}"
        if not self.outside:
            return f"{own},{controller}", own
        outside, told = self.outside[node - 1], self.advertised[node - 1]
        return (
            f"{own},OUTSIDE://127.0.0.1:{outside},{controller}",
            f"{own},OUTSIDE://127.0.0.1:{told}",
        )

    def _java(self, program: str, *arguments: str) -> list[str]:
        options = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
        return [
            *("java", *options, f"-Djava.io.tmpdir={self.folder}"),
            f"-Dlog4j2.configurationFile={_HERE / 'log4j2.properties'}",
            *("-cp", f"{self.jars}/*", program, *arguments),
        ]

    def _properties(self, node: int) -> Path:
        return Path(self.folder, f"{node}.properties")

    def _log(self, node: int) -> Path:
        return Path(self.folder, f"{node}.log")


def _addresses(ports: Sequence[int]) -> str:
    return ",".join(f"127.0.0.1:{port}" for port in ports)


def _reap(pid: int) -> None:
    """Take note of its end, when it is a child of ours."""
    try:
        os.waitpid(pid, 0)
    except ChildProcessError:
        give_up = time.monotonic() + STOP_TIMEOUT_S
        while Path(f"/proc/{pid}").exists() and time.monotonic() < give_up:
            time.sleep(0.05)


def kafka_cluster(factory: pytest.TempPathFactory, worker_id: str) -> KafkaCluster | None:
    """The one node that a test run shares; None where there is no Kafka."""
    jars = find_jars()
    if jars is None:
        return None
    return shared_by_the_run(factory, worker_id, KafkaCluster, lambda: KafkaCluster.start(jars))


@contextmanager
def own_cluster(jars: Path, nodes: int, advertised: Sequence[int] = ()) -> Iterator[KafkaCluster]:
    """A cluster for one test, which may do to it what it likes."""
    cluster = KafkaCluster.start(jars, nodes, advertised)
    try:
        yield cluster
    finally:
        cluster.stop()
