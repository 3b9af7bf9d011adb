# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command `autoriseer`: the operator lets an organisation in."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator

from libs.common.auth.model import OrgType
from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.problem import Problem
from libs.common.runtime import Runtime
from services.contract.handlers.autorisaties import authorise


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", type=OrgType, choices=list(OrgType), help="of organisation")
    parser.add_argument("code", nargs="+", help="its code: of gemeente, aanbieder or region")
    parser.add_argument("--right", action="append", default=[], help="instead of all of its kind")
    parser.add_argument("--reason", required=True, help="that the register keeps")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    for code in asked.code:
        try:
            made = await authorise(runtime, asked.kind, code, asked.right, asked.reason)
        except Problem as why:
            raise RefusedError(f"{asked.kind}:{code}: {why.detail}") from why
        yield f"{asked.kind}:{code} {len(made.autorisatie.rechten)} rights, version {made.versie}"


AUTORISEER = OwnCommand(
    "let organisations do all that their kind may, from today: the first administrator too",
    _arguments,
    _run,
)
