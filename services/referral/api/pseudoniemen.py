# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The command that tells whom pseudonyms of another key mean."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator

from libs.common.commands import RefusedError
from libs.common.commands.parser import OwnCommand
from libs.common.keys import decode_key
from libs.common.runtime import Runtime
from services.referral.handlers.vertalen import tell_translations


def _arguments(_parser: ArgumentParser) -> None:
    """The key comes on standard input: what stands in a command line can be read by others."""


async def _run(runtime: Runtime, _asked: Namespace) -> AsyncIterator[str]:
    master = runtime.settings.master_key.get_secret_value()
    try:
        key = decode_key(sys.stdin.readline().strip(), master)
    except ValueError as error:
        raise RefusedError(f"no key on standard input: {error}") from error
    own, other = runtime.need_vault(), runtime.need_vault().with_hash_key(key)
    if other.pseudonym_key == own.pseudonym_key:
        raise RefusedError("this is the hash key of now: there is nothing to translate")
    told = without = 0
    async for some, none in tell_translations(runtime, key):
        told, without = told + some, without + none
    yield f"{told} pseudonyms of key {other.pseudonym_key} told under key {own.pseudonym_key}"
    if without:
        yield f"{without} clients have no BSN: theirs cannot be made anew"


TELL_PSEUDONYMS = OwnCommand(
    "tell whom pseudonyms of another hash key mean; that key on stdin", _arguments, _run
)
