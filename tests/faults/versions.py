# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A later version of the programs, with a migration of its own, and how one becomes the next."""

import asyncio
import random
import shutil
import signal
from pathlib import Path

from tests.faults.journey import PATIENCE_S
from tests.faults.region import Region
from tests.runtime.processes import SERVICES, Installation, until

_REVISION = '''\
"""A column that the version before knows nothing of."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("outbox", sa.Column("later_{revision}", sa.Text(), nullable=True))


def downgrade() -> None:
    """Bring the tables back to the revision before."""
    op.drop_column("outbox", "later_{revision}")
'''


async def rolling_upgrade(region: Region, chance: random.Random) -> None:
    """A new version: its migration first, as an operator does, then each program anew."""
    await region.all_ready()
    installation = region.installation
    later = await asyncio.to_thread(_later_version, installation)
    installation.code = later
    await until(lambda: _migrated(installation), PATIENCE_S)
    await asyncio.gather(*(_upgrade(region, service) for service in SERVICES))


async def _migrated(installation: Installation) -> bool:
    """Done by all; one that got no lock in time, for others are at work, is done again."""
    codes = await asyncio.to_thread(installation.told, "migrate")
    return not any(codes.values())


async def _upgrade(region: Region, service: str) -> None:
    for name in [name for s, name in region.programs if s == service]:
        program = region.installation.running[service, name]
        code = await asyncio.to_thread(program.stop, signal.SIGTERM)
        assert code == 0, f"{service} {name} ended with {code}"
        await region.installation.until_ready(region.start(service, name))
    async with region.operator(service) as operator:
        found = await operator.fetchval("SELECT version_num FROM alembic_version")
    assert found == _newest(region.installation.code, service)


def _later_version(installation: Installation) -> Path:
    """The programs as they are, in a folder of their own, with one revision more in each."""
    made = installation.folder / f"version-{len(list(installation.folder.glob('version-*'))) + 1}"
    for package in ("libs", "services"):
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(installation.code / package, made / package, ignore=left_out)
    for service in SERVICES:
        before = _newest(made, service)
        revision = f"{int(before) + 1:04}"
        path = _versions(made, service) / f"{revision}_later.py"
        path.write_text(_REVISION.format(revision=revision, before=before))
    return made


def _newest(code: Path, service: str) -> str:
    """The number of the last revision."""
    return max(path.name[:4] for path in _versions(code, service).glob("[0-9]*.py"))


def _versions(code: Path, service: str) -> Path:
    return code / "services" / service / "migrations" / "versions"
