# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is done to the databases of all four services at once: `python -m services.together`."""

import asyncio
import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from libs.common.commands import RefusedError
from libs.common.commands.moment import backup_all
from libs.common.settings import PREFIX
from services.billing.tables import metadata as billing
from services.contract.tables import metadata as contract
from services.referral.tables import metadata as referral
from services.reporting.tables import metadata as reporting

SERVICES: Mapping[str, sa.MetaData] = {
    "contract": contract,
    "referral": referral,
    "billing": billing,
    "reporting": reporting,
}


def parser() -> ArgumentParser:
    """The command line; unknown commands and options end with code 2."""
    made = ArgumentParser(prog="python -m services.together", allow_abbrev=False)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    what = "save one moment of all databases in a new folder"
    one = commands.add_parser("backup", help=what, description=what, allow_abbrev=False)
    one.add_argument("folder", type=Path)
    return made


def setting_of(service: str) -> str:
    """The setting with the address of the database of one service."""
    return f"{PREFIX}{service.upper()}_DATABASE_URL"


def urls_of(environment: Mapping[str, str]) -> dict[str, str]:
    """The addresses by service; `RefusedError` names each that is missing."""
    missing = [setting_of(name) for name in SERVICES if not environment.get(setting_of(name))]
    if missing:
        raise RefusedError(f"not set: {', '.join(missing)}")
    return {name: environment[setting_of(name)] for name in SERVICES}


async def _backup(folder: Path) -> None:
    tables = {name: set(metadata.tables) for name, metadata in SERVICES.items()}
    async for line in backup_all(urls_of(os.environ), folder, tables):
        sys.stdout.write(f"{line}\n")


def main() -> None:
    """Do as asked; code 1 and a sentence when that was refused."""
    asked = parser().parse_args()
    try:
        asyncio.run(_backup(asked.folder))
    except RefusedError as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
