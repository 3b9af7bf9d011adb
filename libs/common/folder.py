# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""One process on a folder of SQLite files, and the keys that belong to it."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "lock"
_KEYS = ("data", "hash", "webhook")


class FolderInUseError(Exception):
    """Another process works on the folder; its text is the number of that process, if known."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made when it is not there. Raises `FolderInUseError`.

    The system lets go of it when the process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise FolderInUseError(file.read().strip()) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def keys_of(folder: Path) -> dict[str, bytes]:
    """The keys of this folder, 32 bytes each: without them its personal data cannot be read again.

    Made when first asked for, in a file that only its owner can read, and that is never there in
    part: whoever loses them loses the data.
    """
    path = folder / "keys.json"
    stored: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    keys = {name: secrets.token_hex(32) for name in _KEYS} | stored
    if keys != stored:
        written = path.with_suffix(".new")
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(keys, file)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    return {name: bytes.fromhex(key) for name, key in keys.items()}
