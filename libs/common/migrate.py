# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Migrations: one Alembic tree per service, for both databases, without configuration files.

`services/<name>/migrations/env.py` calls `run(metadata)`; the revisions stand in `versions/`.
"""

import argparse
import asyncio
import io
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from alembic import command, context
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from alembic.operations.ops import DowngradeOps, UpgradeOps
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from rich.console import Console

from libs.common.db import guard_migration, open_engine

LOCK_TIMEOUT = "5s"
"""A migration that waits for a lock stops everybody behind it; rather fail and try again."""

# Alembic hands its configuration to env.py through one global per process.
_one_at_a_time = threading.Lock()

_VERSION_TABLE = "alembic_version"

_REVISION = '''\
# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down_revision}


def upgrade() -> None:
    """Bring the tables to this revision."""
    {upgrade}


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    {downgrade}
'''


class DriftError(Exception):
    """The tables in the code are not those that the migrations make."""


class ForeignDatabaseError(Exception):
    """The database is not one that the migrations of this service made."""


def upgrade(service: str, url: str) -> str:
    """Bring a database to the newest revision; one of a later version stays as it is.

    Blocks; also callable while a loop runs. After a rollback of the programs their migration runs
    again, on a database that has all they use and more. What was done, for an operator.
    """
    return upgrade_tree(tree_of(service), url)


def refuse_foreign(service: str, url: str) -> None:
    """Raise `ForeignDatabaseError` when the database at `url` is in use by something else.

    Every service numbers its revisions from 1: the database of another one would seem to be at
    some revision of this one, but has other tables.
    """
    tree = tree_of(service)
    version, there = _found_at(tree, url)
    if version is None:
        if there:
            raise ForeignDatabaseError(
                f"the database has {len(there)} tables that no migration made: give {service} "
                "an empty one"
            )
        return
    if not _is_ahead(tree, version) and (missing := sorted(_made_by(tree, version) - there)):
        raise ForeignDatabaseError(
            f"the database is not that of {service}: revision {version} has {missing[0]}, and "
            "this has not"
        )


def check(service: str, url: str) -> None:
    """Raise `DriftError` when `tables.py` and the migrated database at `url` differ."""
    check_tree(tree_of(service), url)


def revision(service: str, message: str) -> Path:
    """Write the revision that makes the migrations equal to `tables.py`; where it stands."""
    return write_revision(tree_of(service), message)


@cache
def head(service: str) -> str | None:
    """The revision that a database of this version of the service has."""
    return ScriptDirectory(str(tree_of(service))).get_current_head()


@cache
def is_behind(service: str, version: str | None) -> bool:
    """True when a database of this version lacks what this version of the service needs.

    One that is ahead does not: a migration leaves all that the version before it uses, so that
    this version goes on while the next one is rolled out.
    """
    if version is None:
        return True
    return version != head(service) and not _is_ahead(tree_of(service), version)


def _is_ahead(tree: Path, version: str) -> bool:
    """True for a revision that these migrations do not know: a later version has been here."""
    known = ScriptDirectory(str(tree)).walk_revisions()
    return version not in {one.revision for one in known}


def tree_of(service: str) -> Path:
    """The folder of a service's migrations."""
    spec = find_spec(f"services.{service}")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"there is no service {service}")
    return Path(next(iter(spec.submodule_search_locations))) / "migrations"


def run(metadata: sa.MetaData) -> None:
    """What env.py calls: migrate over the connection that the caller put in the configuration."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        render_item=_render_item,
        compare_type=True,
        transaction_per_migration=False,
    )
    context.config.attributes["metadata"] = metadata
    with context.begin_transaction():
        context.run_migrations()


def _found_at(tree: Path, url: str) -> tuple[str | None, set[str]]:
    """The revision of a database, and its tables but for where that is written."""
    found: list[tuple[str | None, set[str]]] = []

    def look(config: Config) -> None:
        connection = config.attributes["connection"]
        version = MigrationContext.configure(connection).get_current_revision()
        found.append((version, set(sa.inspect(connection).get_table_names()) - {_VERSION_TABLE}))

    _with_tree(tree, url, look)
    return found[0]


def _made_by(tree: Path, version: str) -> set[str]:
    """The tables that the migrations up to a revision make."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        _with_tree(tree, url, lambda config: command.upgrade(config, version))
        return _found_at(tree, url)[1]


def upgrade_tree(tree: Path, url: str) -> str:
    """As `upgrade`, for the migrations in a folder."""
    done: list[str] = []
    _with_tree(tree, url, lambda config: done.append(_upgrade(tree, config)))
    return done[0]


def _upgrade(tree: Path, config: Config) -> str:
    connection = config.attributes["connection"]
    before = MigrationContext.configure(connection).get_current_revision()
    if before is not None and _is_ahead(tree, before):
        return f"revision {before} is of a later version: left as it is"
    command.upgrade(config, "head")
    after = MigrationContext.configure(connection).get_current_revision()
    if before == after:
        return f"revision {after} was there already"
    return f"revision {after}, after {before or 'an empty database'}"


def check_tree(tree: Path, url: str) -> None:
    """As `check`, for the migrations in a folder."""
    try:
        _with_tree(tree, url, command.check)
    except CommandError as error:
        raise DriftError(str(error)) from error


def write_revision(tree: Path, message: str) -> Path:
    """As `revision`, for the migrations in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        text: list[str] = []
        _with_tree(tree, url, lambda config: text.append(_compose(config, message)))
    number = len(list(_versions(tree).glob("*.py"))) + 1
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")
    path = _versions(tree) / f"{number:04d}_{slug}.py"
    path.write_text(text[0], encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=False)  # noqa: S603
    return path


def _versions(tree: Path) -> Path:
    return tree / "versions"


def _with_tree(tree: Path, url: str, work: Callable[[Config], object]) -> None:
    """Call `work` in one transaction on the database, from a thread with a loop of its own."""
    with _one_at_a_time, ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, _migrate(tree, url, work)).result()


async def _migrate(tree: Path, url: str, work: Callable[[Config], object]) -> None:
    # A batch change on SQLite replaces the table, which references to it would forbid.
    engine = open_engine(url, foreign_keys=False)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: work(_configure(tree, sync)))
    finally:
        await engine.dispose()


def _configure(tree: Path, connection: sa.Connection) -> Config:
    guard_migration(connection, LOCK_TIMEOUT)
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(tree).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _compose(config: Config, message: str) -> str:
    """The text of the revision that leads from the newest one to the tables in the code."""
    command.upgrade(config, "head")
    heads = ScriptDirectory.from_config(config).get_heads()
    newest = heads[0] if heads else None
    migration = MigrationContext.configure(
        config.attributes["connection"], opts={"compare_type": True}
    )
    script = produce_migrations(migration, config.attributes["metadata"])
    if script.upgrade_ops is None or script.upgrade_ops.is_empty():
        raise DriftError("the migrations already make the tables in the code")
    return _REVISION.format(
        message=message,
        revision=f"{int(newest or 0) + 1:04d}",
        down_revision=repr(newest).replace("'", '"'),
        upgrade=_render(script.upgrade_ops, migration),
        downgrade=_render(script.downgrade_ops, migration),
    )


def _render(ops: UpgradeOps | DowngradeOps | None, migration: MigrationContext) -> str:
    assert ops is not None  # noqa: S101 - produce_migrations always gives both
    code = render_python_code(
        ops, render_as_batch=True, render_item=_render_item, migration_context=migration
    )
    lines = [line for line in code.splitlines() if not line.lstrip().startswith("# ###")]
    return "\n".join(lines).strip()


def _render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration names plain types only: what is ours may change later."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def main() -> None:
    """`python -m libs.common.migrate revision <service> -m "what changes"`."""
    parser = argparse.ArgumentParser(prog="python -m libs.common.migrate")
    parser.add_argument("command", choices=["revision"])
    parser.add_argument("service")
    parser.add_argument("-m", "--message", required=True)
    asked = parser.parse_args()
    Console().print(str(revision(asked.service, asked.message)), soft_wrap=True)


if __name__ == "__main__":
    main()
