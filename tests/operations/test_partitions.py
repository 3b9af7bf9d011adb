# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The plan of docs/capacity.md for an outbox that has become large, on a region at work."""

from pathlib import Path

import asyncpg

from tests.conftest import ROOT
from tests.operations.region import Installation, backup_file

PLAN = ROOT / "deploy" / "partitions"
PART = 10_000_000


async def test_an_outbox_is_cut_in_parts_while_everything_works(
    installation: Installation, tmp_path: Path
) -> None:
    """Events before and after it are in one row, also where a part ends, and so in a backup."""
    url = installation.url("billing").replace("+asyncpg", "")
    async with installation.running() as region:
        award = await region.found()
        await region.claim(1, award)
        operator = await asyncpg.connect(url)
        try:
            await operator.execute((PLAN / "outbox-prepare.sql").read_text())
            await region.claim(2, award)
            await operator.execute((PLAN / "outbox-switch.sql").read_text())
            # The next event is the first of the next part.
            await operator.execute("SELECT setval('outbox_seq_seq', $1, false)", 2 * PART)
            await region.claim(3, award)
            parts = await _parts(operator)
            looked_in = await _looked_in(operator)
            added = await operator.fetchval("SELECT partitions.add_outbox_part()")
            indexes = await operator.fetchval("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
        finally:
            await operator.close()
        assert (await region.figures())["toegekendBedrag"] == await region.approved() == 24_000

    assert parts == {"outbox_first": 4, "outbox_2": 2, "outbox_3": 0, "outbox_rest": 0}
    assert "Seq Scan" not in looked_in
    assert (added, indexes) == ("outbox_4", 0)
    await installation.command("billing", "verify")
    tables = await installation.tables("billing")
    file = backup_file(tmp_path, "billing")
    await installation.command("billing", "backup", str(file))
    await installation.destroy("billing")
    await installation.command("billing", "restore", str(file))
    assert await installation.tables("billing") == tables
    await installation.command("billing", "verify")


async def _parts(operator: asyncpg.Connection) -> dict[str, int]:
    """How many events stand in each part."""
    names = await operator.fetch(
        "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid "
        "WHERE inhparent = 'outbox'::regclass"
    )
    return {
        row["relname"]: await operator.fetchval(
            f"SELECT count(*) FROM partitions.{row['relname']}"  # noqa: S608 - names of our own
        )
        for row in names
    }


async def _looked_in(operator: asyncpg.Connection) -> str:
    """How PostgreSQL finds what is to be relayed, when parts are large."""
    await operator.execute("SET enable_seqscan = off")
    rows = await operator.fetch(
        "EXPLAIN SELECT seq FROM outbox WHERE sent_at IS NULL ORDER BY seq LIMIT 1000"
    )
    return "\n".join(row[0] for row in rows)
