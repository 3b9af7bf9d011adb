# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Backup and restore of the database of one service, by PostgreSQL's own programs.

A backup is one state of one database. Backups of several that fit together are made by
`libs.common.commands.moment`.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa

from libs.common.commands.refused import RefusedError
from libs.common.db import Database

_VERSION_TABLE = "alembic_version"


def backup(url: str, file: Path, tables: set[str], snapshot: str | None = None) -> None:
    """Save the database at `url` as it is at one moment. Blocks; services may go on working.

    That moment is now, or that of a `snapshot` that a transaction exported and still keeps open.

    The file is only there when it is whole. Raises `RefusedError` when it exists already, when the
    database has other tables than the `tables` that the service knows, and with the words of
    `pg_dump` when that fails.
    """
    environment = _environment(url)
    if file.exists():
        raise RefusedError(f"{file} exists")
    if not file.parent.is_dir():
        raise RefusedError(f"{file.parent} is not a folder")
    making = file.with_name(f"{file.name}.part")
    handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            seen = [f"--snapshot={snapshot}"] if snapshot else []
            _run(["pg_dump", "--format=custom", *seen, *_PLAIN], environment, out.fileno())
            os.fsync(out.fileno())
        _refuse_unknown(making, tables)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    making.rename(file)


async def restore(url: str, file: Path, tables: set[str]) -> None:
    """Fill the empty database at `url` from a backup, all of it or nothing.

    `tables` are those that the service knows. Raises `RefusedError` when the database is not
    empty, when the file is no backup of this service, and when `pg_restore` fails.
    """
    environment = _environment(url)
    _refuse_unknown(file, tables)
    if there := await _tables_at(url):
        raise RefusedError(
            f"the database has {len(there)} tables: restore into an empty one, made for it"
        )
    whole = ["--single-transaction", "--exit-on-error"]
    target = f"--dbname={environment['PGDATABASE']}"
    _run(["pg_restore", *whole, *_PLAIN, target, str(file)], environment)


_PLAIN = ("--no-owner", "--no-privileges")


def refuse_embedded(url: str) -> None:
    """Only PostgreSQL is saved by its own programs."""
    if sa.make_url(url).get_backend_name() != "postgresql":
        raise RefusedError("an embedded region is saved by copying its folder while nothing runs")


def _environment(url: str) -> dict[str, str]:
    """How libpq is told, so that no password stands in a list of processes."""
    refuse_embedded(url)
    parsed = sa.make_url(url)
    told = {
        "PGHOST": parsed.host,
        "PGPORT": str(parsed.port or ""),
        "PGUSER": parsed.username,
        "PGPASSWORD": parsed.password,
        "PGDATABASE": parsed.database,
        "PGSSLMODE": parsed.query.get("ssl"),
    }
    return os.environ | {name: str(value) for name, value in told.items() if value}


def _refuse_unknown(file: Path, tables: set[str]) -> None:
    """A database of another service is neither saved nor filled under this one's name."""
    if unknown := _contents(file) - tables - {_VERSION_TABLE}:
        raise RefusedError(
            f"{file} has tables that this service does not know: {', '.join(sorted(unknown))}"
        )


def _contents(file: Path) -> set[str]:
    """The tables in a backup, without the parts of those in parts, which have their own schema."""
    if not file.is_file():
        raise RefusedError(f"{file} is not there")
    listed = _run(["pg_restore", "--list", str(file)], dict(os.environ))
    # A part has its own entry, and one more for how it is attached.
    pattern = r"^\d+; \d+ \d+ TABLE (?!DATA |ATTACH |partitions )\S+ (\S+) "
    return set(re.findall(pattern, listed, re.MULTILINE))


async def _tables_at(url: str) -> set[str]:
    database = Database(url)
    try:
        async with database.read() as session:
            connection = await session.connection()
            return set(await connection.run_sync(lambda c: sa.inspect(c).get_table_names()))
    finally:
        await database.dispose()


def _run(command: list[str], environment: dict[str, str], out: int | None = None) -> str:
    name, *arguments = command
    program = shutil.which(name)
    if program is None:
        raise RefusedError(
            f"{name} is not on the path: install the client programs of PostgreSQL, of the "
            "version of the server or newer"
        )
    done = subprocess.run(  # noqa: S603 - arguments of our own, no shell
        [program, *arguments],
        env=environment,
        stdout=subprocess.PIPE if out is None else out,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RefusedError(f"{name} failed: {done.stderr.decode(errors='replace').strip()}")
    return (done.stdout or b"").decode()
