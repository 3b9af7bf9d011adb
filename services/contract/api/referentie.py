# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command `referentie`: reference data of the repository into the registers."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator

from libs.common.commands.parser import OwnCommand
from libs.common.runtime import Runtime
from services.contract.handlers.referentie import seed

_NAMED = 10


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--overwrite", action="store_true", help="replace what the registers have otherwise"
    )


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    for told in await seed(runtime, overwrite=asked.overwrite):
        yield (
            f"{told.soort}: {told.nieuw} new, {told.gelijk} the same, {told.vervangen} replaced, "
            f"{len(told.anders)} left as they are"
        )
        if told.anders:
            more = " ..." if len(told.anders) > _NAMED else ""
            yield f"  left: {', '.join(told.anders[:_NAMED])}{more}"


REFERENTIE = OwnCommand(
    "register gemeenten, jeugdregio's and care functions from the reference data", _arguments, _run
)
