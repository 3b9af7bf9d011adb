# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command about the key of pseudonyms: which it is, and that it is another one."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator

from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.runtime import Runtime
from services.reporting import store


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", help="that is the one from now on: 8 hex digits")


async def _run(runtime: Runtime, asked: Namespace) -> AsyncIterator[str]:
    """What is counted already stays under the key under which it came in: rebuild after it."""
    if asked.id is not None:
        if not re.fullmatch("[0-9a-f]{8}", asked.id):
            raise RefusedError("the id of a key is 8 hex digits")
        async with runtime.db.begin() as session:
            await store.set_key(session, asked.id)
    async with runtime.db.read() as session:
        own = await store.own_key(session)
        parked = await store.parked_by_key(session)
    yield f"pseudonyms are taken in under key {own or '-'}"
    for key, count in sorted(parked.items()):
        if key not in (own, "-"):
            yield f"{count} events are parked under key {key}"


PSEUDONYM_KEY = OwnCommand(
    "tell under which key pseudonyms are taken in, or set it", _arguments, _run
)
