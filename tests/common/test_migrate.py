# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Migrations: written from the tables, run on both databases, drift found."""

import asyncio
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from libs.common.db import Database
from libs.common.migrate import (
    DriftError,
    check_tree,
    tree_of,
    upgrade_tree,
    write_revision,
)

ENV = """
import sqlalchemy as sa
from libs.common.consume import consumer_tables
from libs.common.db import UtcDateTime, new_metadata
from libs.common.ids import numbers_table
from libs.common.migrate import run
from libs.common.outbox import outbox_tables

metadata = new_metadata()
outbox_tables(metadata)
consumer_tables(metadata)
numbers_table(metadata)
parent = sa.Table("parent", metadata, sa.Column("id", sa.Integer, primary_key=True){extra})
sa.Table(
    "child",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("parent_id", sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kept", sa.JSON),
)

run(metadata)
"""
both = pytest.mark.both_databases


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # What was compiled stands for a file of the same second and size, which these may be.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    set_tables(folder)
    return folder


def set_tables(folder: Path, extra: str = "") -> None:
    (folder / "env.py").write_text(ENV.format(extra=extra))


@both
def test_a_revision_makes_the_tables_of_the_code(tree: Path, empty_url: str) -> None:
    path = write_revision(tree, "First tables")
    upgrade_tree(tree, empty_url)

    check_tree(tree, empty_url)
    assert path.name == "0001_first_tables.py"
    assert path.read_text().startswith("# SPDX-FileCopyrightText: 2026 Jeugdregio\n")
    assert "UtcDateTime" not in path.read_text()


@both
def test_a_difference_is_found_and_the_next_revision_ends_it(tree: Path, empty_url: str) -> None:
    write_revision(tree, "First tables")
    upgrade_tree(tree, empty_url)
    set_tables(tree, ', sa.Column("name", sa.String(20))')
    with pytest.raises(DriftError):
        check_tree(tree, empty_url)

    path = write_revision(tree, "Name of a parent")
    upgrade_tree(tree, empty_url)

    check_tree(tree, empty_url)
    assert path.name == "0002_name_of_a_parent.py"


@both
async def test_a_changed_table_keeps_its_rows_and_those_that_refer_to_it(
    tree: Path, empty_url: str
) -> None:
    set_tables(tree, ', sa.Column("name", sa.String(20))')
    write_revision(tree, "First tables")
    upgrade_tree(tree, empty_url)
    db = Database(empty_url)
    async with db.begin() as session:
        await session.execute(sa.text("INSERT INTO parent VALUES (1, 'a')"))
        await session.execute(sa.text("INSERT INTO child (id, parent_id) VALUES (1, 1)"))
    await db.dispose()
    set_tables(tree, ', sa.Column("name", sa.String(40))')
    write_revision(tree, "Longer name")
    upgrade_tree(tree, empty_url)

    async with db.read() as session:
        found = await session.execute(sa.text("SELECT name FROM parent JOIN child ON true"))
        assert list(found.scalars()) == ["a"]
    await db.dispose()


@both
def test_upgrading_again_changes_nothing(tree: Path, empty_url: str) -> None:
    write_revision(tree, "First tables")
    said = [upgrade_tree(tree, empty_url) for _ in range(2)]

    check_tree(tree, empty_url)
    assert said == ["revision 0001, after an empty database", "revision 0001 was there already"]


@both
async def test_two_that_upgrade_at_once_both_end_well(tree: Path, empty_url: str) -> None:
    write_revision(tree, "First tables")

    await asyncio.gather(*(asyncio.to_thread(upgrade_tree, tree, empty_url) for _ in range(2)))

    await asyncio.to_thread(check_tree, tree, empty_url)


@both
def test_a_revision_that_fails_leaves_nothing(tree: Path, empty_url: str) -> None:
    path = write_revision(tree, "First tables")
    broken = path.read_text().replace("def downgrade", "    raise KeyError\n\n\ndef downgrade")
    path.write_text(broken)
    with pytest.raises(KeyError):
        upgrade_tree(tree, empty_url)

    async def tables() -> list[str]:
        db = Database(empty_url)
        async with db.begin() as session:
            connection = await session.connection()
            names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
        await db.dispose()
        return names

    assert asyncio.run(tables()) == []


def test_nothing_to_revise_is_said(tree: Path) -> None:
    write_revision(tree, "First tables")
    with pytest.raises(DriftError, match="already"):
        write_revision(tree, "Nothing")


async def test_may_be_called_while_a_loop_runs(tree: Path, empty_url: str) -> None:
    write_revision(tree, "First tables")
    upgrade_tree(tree, empty_url)


def test_an_unknown_service_is_said() -> None:
    with pytest.raises(LookupError, match="nosuch"):
        tree_of("nosuch")


@both
def test_an_older_version_leaves_a_newer_database_as_it_is(tree: Path, empty_url: str) -> None:
    write_revision(tree, "First tables")
    set_tables(tree, ', sa.Column("name", sa.String(20))')
    later = write_revision(tree, "Name of a parent")
    upgrade_tree(tree, empty_url)
    text = later.read_text()
    later.unlink()

    said = upgrade_tree(tree, empty_url)

    assert said == "revision 0002 is of a later version: left as it is"
    later.write_text(text)
    check_tree(tree, empty_url)
