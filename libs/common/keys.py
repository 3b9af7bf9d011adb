# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keys as they stand in settings: plain, or wrapped under a master key that is kept elsewhere.

`python -m libs.common.keys new` prints a fresh one; `wrap` reads keys from standard input, a line
each, and prints them wrapped. Both wrap under JEUGDREGIO_MASTER_KEY, or under
JEUGDREGIO_NEXT_MASTER_KEY when that is given: what is wrapped under the first goes to the second.
"""

import argparse
import base64
import os
import secrets
import sys

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from libs.common.settings import PREFIX

KEY_BYTES = 32
_WRAPPED_BYTES = KEY_BYTES + 8


def decode_key(text: str, master: str = "") -> bytes:
    """The 32 bytes of a key, plain or wrapped (RFC 3394), from base64.

    `ValueError` when it is no key, or wrapped and the `master` key is not the one.
    """
    given = base64.b64decode(text, validate=True)
    if len(given) == KEY_BYTES:
        return given
    if len(given) != _WRAPPED_BYTES:
        raise ValueError("a key is 32 bytes, base64, or 40 when it is wrapped")
    if not master:
        raise ValueError("the key is wrapped, and there is no master key")
    try:
        return aes_key_unwrap(_plain(master), given)
    except InvalidUnwrap as error:
        raise ValueError("the key is wrapped under another master key") from error


def encode_key(key: bytes, master: str = "") -> str:
    """As it is written in a setting: wrapped when there is a `master` key."""
    return base64.b64encode(aes_key_wrap(_plain(master), key) if master else key).decode()


def _plain(master: str) -> bytes:
    key = base64.b64decode(master, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a master key is 32 bytes, base64")
    return key


def main() -> None:
    """Make or wrap keys."""
    parser = argparse.ArgumentParser(prog="python -m libs.common.keys", description=__doc__)
    parser.add_argument("command", choices=("new", "wrap"))
    command = parser.parse_args().command
    master = os.environ.get(f"{PREFIX}MASTER_KEY", "")
    under = os.environ.get(f"{PREFIX}NEXT_MASTER_KEY", "") or master
    try:
        if command == "new":
            keys = [secrets.token_bytes(KEY_BYTES)]
        elif not under:
            raise ValueError(f"{PREFIX}MASTER_KEY is not set: there is nothing to wrap under")
        else:
            keys = [decode_key(line.strip(), master) for line in sys.stdin if line.strip()]
        written = [encode_key(key, under) for key in keys]
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.write("".join(f"{key}\n" for key in written))


if __name__ == "__main__":
    main()
